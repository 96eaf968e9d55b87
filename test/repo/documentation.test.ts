import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository, trackedFiles } from '../../scripts/checks/files.ts';
import { loadConfiguration, variableNames } from '../../src/config/configuration.ts';
import { readVariable } from '../../src/secrets/ring-material.ts';

const read = (path: string): string => readFileSync(repository + path, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: { readonly [name: string]: string };
};
const documents = trackedFiles().filter((path) => path.endsWith('.md') && !path.startsWith('docs/flows/'));

/** npm's own words, which need no script. */
const npmWords = new Set(['ci', 'install', 'run']);

describe('what the documents say', () => {
  test.each(documents)('%s: every npm command exists', (path) => {
    const code =
      read(path)
        .match(/```[\s\S]*?```|`[^`\n]+`/gu)
        ?.join('\n') ?? '';
    const named = [...code.matchAll(/\bnpm (?:run )?(?:--silent )?([a-z]+)/gu)].map(
      (match) => match[1] ?? '',
    );
    expect(named.filter((name) => !npmWords.has(name) && scripts[name] === undefined)).toEqual([]);
  });

  test.each(documents)('%s: every link to a file leads to one', (path) => {
    const links = /(?:\]\(|src=")(?!https?:|#)([^)"#]+)/gu;
    const targets = [...read(path).matchAll(links)].map((match) => match[1] ?? '');
    expect(targets.filter((target) => !existsSync(join(repository, dirname(path), target)))).toEqual([]);
  });

  test('every script that a command starts is there', () => {
    const started = Object.values(scripts).flatMap((command) => command.match(/\S+\.(?:ts|sh)\b/gu) ?? []);
    expect(started.length).toBeGreaterThan(5);
    expect(started.filter((path) => !existsSync(repository + path))).toEqual([]);
  });

  test('.env.example names exactly what can be set', () => {
    const named = [...read('.env.example').matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gmu)].map((match) => match[1]);
    expect(named.toSorted()).toEqual([...variableNames, 'HERFAH_KEYS'].toSorted());
  });

  test('what .env.example shows is accepted', () => {
    const shown = [...read('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]+)=(.+)$/gmu)].map(
      ([, name, value]) => [name ?? '', value ?? ''] as const,
    );
    // All of them at once, but for the demo, which refuses a real channel.
    const environment = Object.fromEntries(shown.filter(([name]) => name !== 'DEMO'));
    expect(loadConfiguration(environment)).toMatchObject({ ok: true });
    // The key that everybody can read there is refused, and nothing else about it.
    const shownKeys = readVariable(environment.HERFAH_KEYS ?? '');
    expect(shownKeys.ok ? '' : shownKeys.error.sentence).toContain('is the example of .env.example');
  });

  test('the README explains each of them', () => {
    const readme = read('README.md');
    const unexplained = [...variableNames, 'HERFAH_KEYS'].filter(
      (name) => !readme.includes(`| \`${name}\` |`),
    );
    expect(unexplained).toEqual([]);
  });

  test('ARCHITECTURE.md names every folder of src/', () => {
    const architecture = read('ARCHITECTURE.md');
    const folders = trackedFiles().flatMap((path) => /^src\/([a-z0-9]+)\//u.exec(path)?.[1] ?? []);
    expect([...new Set(folders)].filter((folder) => !architecture.includes(`src/${folder}/`))).toEqual([]);
  });
});
