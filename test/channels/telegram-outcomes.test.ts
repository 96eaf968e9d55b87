import { expect, test } from 'vitest';
import type { Trouble } from '../support/fake-bot-api/refusal.ts';
import { plainReply } from './conformance.ts';
import { createTelegramBench } from './telegram-harness.ts';

const refusal = (code: number, description: string): Trouble => ({ code, description });

// What Telegram (or what stands before it) answers, and what that says of the message.
test.each<[string, Trouble, string]>([
  ['429', { retryAfterSeconds: 33 }, 'not-sent rate-limited, again after 33 s'],
  ['blocked', refusal(403, 'Forbidden: bot was blocked by the user'), 'not-sent blocked'],
  ['deleted account', refusal(403, 'Forbidden: user is deactivated'), 'not-sent blocked'],
  [
    'never opened',
    refusal(403, "Forbidden: bot can't initiate conversation with a user"),
    'not-sent unreachable',
  ],
  ['no such chat', refusal(400, 'Bad Request: chat not found'), 'not-sent unreachable'],
  ['a wrong message', refusal(400, 'Bad Request: message text is empty'), 'not-sent rejected'],
  ['too large', refusal(413, 'Request Entity Too Large'), 'not-sent rejected'],
  ['a revoked token', refusal(401, 'Unauthorized'), 'not-sent provider-down, again'],
  ['trouble inside Telegram', refusal(500, 'Internal Server Error'), 'unknown'],
  ['a gateway without an answer', refusal(504, 'Gateway Timeout'), 'unknown'],
  ["a proxy's page", 'answers-html', 'unknown'],
  ["a proxy's own JSON", 'answers-foreign-json', 'unknown'],
  ['a dropped connection', 'drops-connection', 'unknown'],
  ['a lost answer', 'loses-answer', 'unknown'],
])('%s', async (_name, trouble, expected) => {
  await using bench = await createTelegramBench();
  bench.bot.trouble('sendMessage', trouble);
  const outcome = await bench.adapter.send('501', plainReply);
  const words =
    outcome.certainty === 'not-sent'
      ? `not-sent ${outcome.reason}${outcome.retry ? ', again' : ''}${outcome.retryAfterSeconds === undefined ? '' : ` after ${outcome.retryAfterSeconds} s`}`
      : outcome.certainty;
  expect(words).toBe(expected);
  expect(JSON.stringify(outcome)).not.toContain(bench.bot.token);
});

test('a name that no server has is surely not sent', async () => {
  await using bench = await createTelegramBench();
  await bench.bot.shutDown();
  const outcome = await bench.adapter.send('501', plainReply);
  expect(outcome).toMatchObject({ certainty: 'not-sent', reason: 'provider-down', retry: true });
});

test('an address that is no chat id is unreachable without asking', async () => {
  await using bench = await createTelegramBench();
  const outcome = await bench.adapter.send('+966501234567', plainReply);
  expect(outcome).toMatchObject({ certainty: 'not-sent', reason: 'unreachable', retry: false });
  expect(bench.bot.calls).toEqual([]);
});

test('a reply of several messages that stopped in the middle goes on there', async () => {
  await using bench = await createTelegramBench();
  const { bot, adapter, noura, clock } = bench;
  const text = ['الأول', 'الثاني', 'الثالث'].map((word) => `${word} `.repeat(500).trim()).join('\n\n');
  bot.trouble('sendMessage', 'none', { retryAfterSeconds: 2 });
  const again = { certainty: 'not-sent', reason: 'rate-limited', retry: true };
  expect(await adapter.send('501', { ...plainReply, text })).toMatchObject(again);
  clock.advance(2000);
  expect(await adapter.send('501', { ...plainReply, text })).toMatchObject({ certainty: 'delivered' });
  const words = noura.messages.map((message) => message.text.split(' ')[0]);
  expect(words).toEqual(['الأول', 'الثاني', 'الثالث']);
});

test('words that no encoding holds are sent with a mark in their place', async () => {
  await using bench = await createTelegramBench();
  await bench.adapter.send('501', {
    ...plainReply,
    text: 'قبل \ud83d بعد',
    choices: [{ id: 'a', label: '\udc00نعم' }],
  });
  expect(bench.noura.messages[0]).toMatchObject({
    text: 'قبل \ufffd بعد',
    buttons: [[{ label: '\ufffdنعم' }]],
  });
});

test('a message that held a sensitive answer is deleted in the chat, once', async () => {
  await using bench = await createTelegramBench();
  const { adapter, noura } = bench;
  noura.says('1000000008');
  const messageId = String(noura.said[0]?.message_id);
  expect(await adapter.deleteMessage?.('501', messageId)).toBe(true);
  expect(noura.said).toEqual([]);
  expect(await adapter.deleteMessage?.('501', messageId)).toBe(false);
});
