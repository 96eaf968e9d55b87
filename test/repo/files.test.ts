import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { repository, trackedFiles } from '../../scripts/checks/files.ts';

const mostLines = 400;
const files = trackedFiles();
const read = (path: string): string => readFileSync(repository + path, 'utf8');
const isText = (path: string): boolean =>
  /\.(?:ts|mts|js|json|css|sh|md|txt|html|sql|prisma|toml|yml)$|(?:^|\/)(?:run|Dockerfile|\.[a-z]+)$/u.test(
    path,
  );

describe('files of the repository', () => {
  test(`are short enough to hold in the head: at most ${mostLines} lines`, () => {
    const long = files
      .filter((path) => /\.(?:ts|js|css|sh|sql|prisma)$/u.test(path))
      .filter((path) => !/^test\/|\/generated\/|^prisma\/migrations\//u.test(path))
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > mostLines);
    expect(long).toEqual([]);
  });

  // What holds only where something was written has no place where it is read. The words are put together here, so
  // that this file does not find itself.
  test.each([
    [
      'a registry’s host',
      new RegExp(['registry[.]npm', 'js|npm', 'mirror|registry[.]yarn', 'pkg'].join(''), 'iu'),
    ],
    [
      'a folder of one machine',
      new RegExp(['/wo', 'rk/(?:main|shared)|/ro', 'ot/|/Us', 'ers/'].join(''), 'u'),
    ],
    ['an issue’s number', /\b(?:issues?|tickets?|closes|fixes)\s+#?\d+\b|\(#\d+\)/iu],
  ])('name nowhere %s', (_what, pattern) => {
    const found = files
      .filter((path) => isText(path) && path !== 'package-lock.json')
      .flatMap((path) =>
        read(path)
          .split('\n')
          .flatMap((line, index) =>
            pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });

  test('leave nothing half done', () => {
    const mark = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X:'].join(''), 'u');
    const found = files
      .filter((path) => /\.(?:ts|js|sh|css|md)$/u.test(path))
      .filter((path) => mark.test(read(path)));
    expect(found).toEqual([]);
  });

  test.each(files.filter((path) => path.endsWith('.sh') || path === '.ci/run'))(
    '%s can be read by its shell',
    (path) => {
      const shell = read(path).split('\n', 1)[0]?.includes('bash') ? 'bash' : 'sh';
      execFileSync(shell, ['-n', repository + path]);
    },
  );
});
