import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { repository, trackedFiles } from '../../scripts/checks/files.ts';

// Code that decides gets time, ids and randomness passed in. What it may not call, and what to use instead.

const banned: readonly { readonly call: RegExp; readonly instead: string }[] = [
  { call: /\bDate\.now\b/u, instead: 'take `today` or `now` as a parameter' },
  { call: /\bnew Date\(\s*\)/u, instead: 'take `today` or `now` as a parameter' },
  { call: /\bperformance\./u, instead: 'measure where the call is made' },
  { call: /\bMath\.random\b/u, instead: 'take `newId` or the random value as a parameter' },
  { call: /\brandomUUID\b|\bcrypto\./u, instead: 'take `newId` as a parameter' },
  { call: /\bprocess\./u, instead: 'take the configured value as a parameter' },
  { call: /\bconsole\./u, instead: 'return an event or a result; the edge logs' },
  { call: /\bset(?:Timeout|Interval|Immediate)\(/u, instead: 'return what is to happen; a job does it' },
  { call: /\bfetch\(/u, instead: 'return a need; the caller loads it' },
  { call: /\bglobalThis\b/u, instead: 'take what is needed as a parameter' },
];

const isPure = (path: string): boolean =>
  /^(?:src\/kernel|src\/engine|flows)\/.*\.ts$/u.test(path) ||
  /^src\/domain\/[^/]+\/(?:policy|states|schedule|study|rules)\.ts$/u.test(path);

/** Code without its comments: those may name what the code may not call. */
const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//gu, (comment) => comment.replace(/[^\n]/gu, '')).replace(/\/\/.*$/gmu, '');

const findBanned = (path: string, source: string): readonly string[] =>
  withoutComments(source)
    .split('\n')
    .flatMap((line, index) =>
      banned
        .filter(({ call }) => call.test(line))
        .map(({ instead }) => `${path}:${index + 1} ${line.trim()} -- ${instead}`),
    );

describe('pure code', () => {
  test('calls no clock, no randomness and nothing of the machine', () => {
    const files = trackedFiles().filter(isPure);
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap((path) => findBanned(path, readFileSync(repository + path, 'utf8')))).toEqual([]);
  });

  test.each([
    'const at = Date.now();',
    'const at = new Date();',
    'const at = new Date( );',
    'if (Math.random() > 0.5) return;',
    'const home = process.env.HOME;',
    "console.log('here');",
    'setTimeout(again, 5);',
  ])('is found out by: %s', (line) => {
    expect(findBanned('flows/some/flow.ts', line)).toHaveLength(1);
  });

  test.each(['new Date(value)', '// Date.now() is passed in', '/* process.env */', 'preprocess.run()'])(
    'may hold: %s',
    (line) => {
      expect(findBanned('flows/some/flow.ts', line)).toEqual([]);
    },
  );
});
