import { afterAll, describe, expect, test } from 'vitest';
import { loadConfiguration, variableNames } from '../../src/config/configuration.ts';
import { programFolder, stopPrograms } from '../support/program.ts';
import { spawnProgram } from '../support/program-process.ts';

afterAll(stopPrograms);

/** A wrong value of every variable that can be wrong. */
const wrong: readonly (readonly [(typeof variableNames)[number], string])[] = [
  ['PORT', '99999'],
  ['PORT', 'eighty'],
  ['DATABASE_URL', 'mysql://localhost/herfah'],
  ['DATABASE_URL', 'herfah'],
  ['REDIS_URL', 'localhost:6379'],
  ['PUBLIC_URL', 'our-server'],
  ['DEMO', 'yes please'],
  ['WEB_CHAT', 'on'],
  ['TELEGRAM_BOT_TOKEN', 'my-bot'],
  ['TELEGRAM_API_ROOT', 'our-server'],
  ['TELEGRAM_MODE', 'push'],
  ['TELEGRAM_CHAT_PACE', 'quick'],
  ['TELEGRAM_WEBHOOK_SECRET', 'with spaces in it'],
  ['DOCUMENTS_SHARED', 'maybe'],
  ['S3_ENDPOINT', 'storage'],
  ['ASSOCIATION_PHONE', 'hello'],
  ['LOG_LEVEL', 'loud'],
];

/** Any text but the empty one is right for these. */
const free = [
  'HOST',
  'DATA_DIR',
  'S3_BUCKET',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'FINANCING_RULES',
  'ASSOCIATION_LICENCE',
];

const sentenceOf = (
  environment: { readonly [name: string]: string },
  words: readonly string[] = [],
): string => {
  const read = loadConfiguration(environment, words);
  return read.ok ? '' : read.error.sentence;
};

test.each(wrong)('%s=%s stops the start with one sentence that names it', (name, value) => {
  const sentence = sentenceOf({ [name]: value });
  expect(sentence).toMatch(new RegExp(`^${name} is not valid: it should be [^\\n]+\\.$`, 'u'));
  expect(sentence).not.toContain(value);
});

test('no variable is left out of this table', () => {
  expect([...new Set([...wrong.map(([name]) => name), ...free])].sort()).toEqual([...variableNames].sort());
});

const telegram = { TELEGRAM_BOT_TOKEN: '123456:ABCDEFGHIJKLMNOP' };
const external = { DATABASE_URL: 'postgresql://localhost/herfah' };

describe('values that do not go together name the one to change', () => {
  test.each([
    ['DEMO', { ...telegram, DEMO: '1' }, []],
    [
      'TELEGRAM_WEBHOOK_SECRET',
      { ...telegram, TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://h.example' },
      [],
    ],
    ['PUBLIC_URL', { ...telegram, TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'abc' }, []],
    ['S3_BUCKET', { S3_ENDPOINT: 'https://s3.example' }, []],
    [
      'S3_SECRET_ACCESS_KEY',
      { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k' },
      [],
    ],
    ['S3_ENDPOINT', { S3_BUCKET: 'b' }, []],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_MODE: 'webhook' }, []],
    ['ASSOCIATION_PHONE', { ...telegram, ASSOCIATION_LICENCE: '1234' }, []],
    ['--role', external, ['--role', 'everything']],
    ['--role', external, ['--role']],
    ['DATABASE_URL', {}, ['--role', 'web']],
    ['DOCUMENTS_SHARED', external, ['--role', 'worker']],
  ] as const)('%s', (name, environment, words) => {
    expect(sentenceOf(environment, words)).toMatch(
      new RegExp(`^${name} is (not valid|missing): .+\\.$`, 'u'),
    );
  });
});

test('a password is never in a sentence', () => {
  expect(sentenceOf({ DATABASE_URL: 'mysql://user:hidden-word@host/db' })).not.toContain('hidden-word');
});

test.each([
  [
    'LOG_LEVEL',
    { LOG_LEVEL: 'loud' },
    /^LOG_LEVEL is not valid: it should be debug, info, warn or error\.\n$/u,
  ],
  [
    'DATABASE_URL',
    { DATABASE_URL: 'postgresql://nobody:hidden-word@127.0.0.1:1/none' },
    /^DATABASE_URL could not be used: [^\n]+\n$/u,
  ],
])(
  'the program itself: a wrong %s ends it with the sentence alone, and exit code 1',
  async (_, environment, sentence) => {
    const child = spawnProgram({
      databaseUrl: 'postgresql://127.0.0.1:1/none',
      dataDir: programFolder(),
      environment: { LOG_LEVEL: 'error', ...environment },
    });
    expect(await child.ended).toBe(1);
    expect(child.output()).toMatch(sentence);
    expect(child.output()).not.toContain('hidden-word');
  },
);
