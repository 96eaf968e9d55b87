import { describe, expect, test } from 'vitest';
import { createLogger, type LogLevel } from '../../src/observability/log.ts';

const secrets = {
  nationalId: '1012345672',
  arabicId: '١٠١٢٣٤٥٦٧٢',
  mobile: '+966551234567',
  spacedMobile: '055 123 4567',
  iban: 'SA0380000000608010167519',
  spacedIban: 'SA03 8000 0000 6080 1016 7519',
  botToken: '7123456789:AAHk3x_Invented-TokenOfNobody_0123456',
  name: 'نورة الحربي',
};
const all = Object.values(secrets).join(' / ').replace(secrets.name, '');

const record = (level: LogLevel = 'info') => {
  const lines: string[] = [];
  const log = createLogger({ level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') };
};

const expectNoSecret = (lines: readonly string[]): void => {
  const output = lines.join('');
  expect(output).not.toBe('');
  for (const [kind, secret] of Object.entries(secrets))
    expect([kind, output.includes(secret)]).toEqual([kind, false]);
  expect(output).not.toMatch(/\d{9}|[\u0660-\u0669]{9}/);
};

describe('a line', () => {
  test('carries level, ISO time, the fields and the sentence', () => {
    const { log, last } = record();
    log.info({ flow: 'registration', tookMillis: 12 }, 'turn taken');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      flow: 'registration',
      tookMillis: 12,
      msg: 'turn taken',
    });
  });

  test('is written from its level on', () => {
    const { log, lines } = record('warn');
    log.info('no');
    log.warn('yes');
    log.error({}, 'yes');
    expect(lines).toHaveLength(2);
  });

  test('of a child carries its correlation id, and so does a grandchild', () => {
    const { log, last } = record();
    const correlationId = '01912345-6789-7abc-8def-012345678901';
    log.child({ correlationId }).child({ channel: 'telegram' }).info('sent');
    expect(last()).toMatchObject({ correlationId, channel: 'telegram', msg: 'sent' });
  });

  test('with big numbers that are nobody keeps them', () => {
    const { log, last } = record();
    log.info({ tookMillis: 1732443820, uploadedBytes: 512345678, port: 5432, updateId: 812345678 });
    expect(last()).toMatchObject({
      tookMillis: 1732443820,
      uploadedBytes: 512345678,
      port: 5432,
      updateId: 812345678,
    });
  });
});

class BotError extends Error {
  readonly payload = { chat_id: 1012345672, text: secrets.iban };
  readonly ctx = { update: { message: { text: secrets.name } } };
  readonly error_code = 403;
  readonly description = `Forbidden for ${secrets.mobile}`;
}

describe('no secret gets out', () => {
  const cause = new Error(all);
  const deep = { a: [{ b: new Map([['c', { d: new Set([all]) }]]) }] };
  const circular: Record<string, unknown> = { note: all };
  circular.itself = circular;
  const odd: object = Object.assign(new Error('odd', { cause: 'x' }), { name: all });

  test.each<[string, object]>([
    ['a field', { note: all }],
    [
      'many fields',
      {
        ...Object.fromEntries(
          Object.values(secrets)
            .slice(0, -1)
            .map((value, at) => [`f${at}`, value]),
        ),
      },
    ],
    ['a name of a field', { [`for ${secrets.nationalId}`]: 1, [secrets.iban]: 2 }],
    ['a number', { peerNumber: 1012345672, again: 966551234567, short: 551234567, large: 1012345672n }],
    ['an array in a set in a map', deep],
    ['an object that holds itself', circular],
    ['an error', new Error(all)],
    ['an error as a field', { err: new Error(all) }],
    ['an error under another name', { problem: new Error(all) }],
    ['the cause of a cause', { err: new Error('outer', { cause: new Error('middle', { cause }) }) }],
    ['one of many errors', { err: new AggregateError([cause, new Error(all)], all) }],
    ['the name of an error', { err: odd }],
    ['an error with a whole request on it', { err: new BotError(all) }],
    [
      'an address',
      { url: new URL(`https://api.telegram.org/bot${secrets.botToken}/getMe?phone=${secrets.mobile}`) },
    ],
    ['bytes', { sealed: new TextEncoder().encode(all), buffer: Buffer.from(all) }],
    [
      'fields of persons by their name',
      { name: secrets.name, answers: { craft: secrets.name }, first_name: secrets.name },
    ],
    [
      'fields in other spellings',
      { fullName: secrets.name, 'display-name': secrets.name, TEXT: secrets.name },
    ],
    [
      'a database error',
      { err: Object.assign(new Error('duplicate'), { detail: secrets.name, parameters: [secrets.name] }) },
    ],
  ])('through %s', (_, fields) => {
    const { log, lines } = record('trace');
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)
      log[level](fields, all);
    log.info(fields);
    log.child(fields).info('child');
    log.child({ ok: 1 }).child(fields).error(new Error(all), 'grandchild');
    expect(lines).toHaveLength(9);
    expectNoSecret(lines);
  });

  test('through the sentence alone', () => {
    const { log, lines } = record();
    log.info(all);
    expectNoSecret(lines);
  });
});

test('of an error stays what helps', () => {
  const { log, last } = record();
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  log.error(new BotError('not sent', { cause: refused }), 'send failed');
  expect(last()).toMatchObject({
    msg: 'send failed',
    err: {
      type: 'Error',
      message: 'not sent',
      stack: expect.stringContaining('log.test.ts:'),
      error_code: 403,
      description: 'Forbidden for [digits]',
      cause: { message: 'connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED', syscall: 'connect' },
    },
  });
});
