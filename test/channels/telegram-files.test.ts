import { expect, test } from 'vitest';
import type { FileReference } from '../../src/channels/contract.ts';
import type { Trouble } from '../support/fake-bot-api/refusal.ts';
import { createTelegramBench, type TelegramBench } from './telegram-harness.ts';

const content = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 31) & 0xff);

const sentDocument = ({ noura }: TelegramBench, bytes?: number): FileReference => {
  noura.sendsDocument(content, bytes === undefined ? {} : { bytes });
  return { reference: noura.said.at(-1)?.document?.file_id ?? '' };
};

const fetchFile = (bench: TelegramBench, file: FileReference, most: number) =>
  bench.adapter.fetchFile?.(file, most);

test('a file comes whole, and its size may be just the most', async () => {
  await using bench = await createTelegramBench();
  const file = sentDocument(bench);
  expect(await fetchFile(bench, file, content.length)).toEqual({ ok: true, value: content });
});

test.each<[string, number | undefined, number]>([
  ['by what Telegram says of it', undefined, content.length - 1],
  ['by what comes, whatever was said of it', 10, content.length - 1],
  ['for Telegram itself', 21 * 1024 * 1024, 100 * 1024 * 1024],
])('a file is too large %s', async (_name, saidBytes, most) => {
  await using bench = await createTelegramBench();
  const file = sentDocument(bench, saidBytes);
  expect(await fetchFile(bench, file, most)).toEqual({ ok: false, error: 'too-large' });
});

test.each<[string, 'getFile' | 'download', Trouble, string]>([
  [
    'it is not known any more',
    'getFile',
    { code: 400, description: 'Bad Request: wrong file_id or the file is temporarily unavailable' },
    'gone',
  ],
  ['its address has run out', 'download', { code: 404, description: 'Not Found' }, 'gone'],
  ['Telegram is in trouble', 'getFile', { code: 500, description: 'Internal Server Error' }, 'unreachable'],
  ['too much is asked of Telegram', 'getFile', { retryAfterSeconds: 3 }, 'unreachable'],
  ['its place is in trouble', 'download', { code: 502, description: 'Bad Gateway' }, 'unreachable'],
  ['too much is fetched', 'download', { code: 429, description: 'Too Many Requests' }, 'unreachable'],
  ['it breaks off in the middle', 'download', 'loses-answer', 'unreachable'],
  ['nothing comes', 'download', 'drops-connection', 'unreachable'],
])('%s', async (_name, step, trouble, error) => {
  await using bench = await createTelegramBench();
  const file = sentDocument(bench);
  bench.bot.trouble(step, trouble);
  expect(await fetchFile(bench, file, content.length)).toEqual({ ok: false, error });
  expect(bench.log()).not.toContain(bench.bot.token);
});

test('a file that never comes is given up after a minute', async () => {
  await using bench = await createTelegramBench();
  const file = sentDocument(bench);
  bench.bot.trouble('download', 'never-answers');
  const fetched = fetchFile(bench, file, content.length);
  await bench.clock.untilAwaited(60_000);
  bench.clock.advance(60_000);
  expect(await fetched).toEqual({ ok: false, error: 'unreachable' });
});
