import { expect, test } from 'vitest';
import { createRecordingReceiver } from './recording-receiver.ts';
import { createTelegramBench, webhookSecret } from './telegram-harness.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const update = JSON.stringify({
  update_id: 9,
  message: {
    message_id: 1,
    date: 1,
    chat: { id: 501, type: 'private', first_name: 'N' },
    from: { id: 501, is_bot: false, first_name: 'N' },
    text: 'هلا',
  },
});

test.each<[string, string | null | undefined, Uint8Array, number]>([
  ['the right secret', webhookSecret, bytes(update), 200],
  ['a wrong secret', 'secret-of_the-webhook-1235', bytes(update), 401],
  ['a part of the secret', webhookSecret.slice(0, -1), bytes(update), 401],
  ['an empty secret', '', bytes(update), 401],
  ['no secret', null, bytes(update), 401],
  ['no secret before anything is read', undefined, bytes('{'), 401],
  ['no JSON', webhookSecret, bytes('{"update_id":'), 400],
  ['nothing', webhookSecret, bytes(''), 400],
  ['JSON that is no update', webhookSecret, bytes('{"message": {"text": "هلا"}}'), 400],
  ['a list', webhookSecret, bytes('[1]'), 400],
  ['no UTF-8', webhookSecret, Uint8Array.of(0x22, 0xff, 0x22), 400],
  ['too much', webhookSecret, new Uint8Array(1024 * 1024 + 1).fill(0x20), 413],
  ['an update of no use to the house', webhookSecret, bytes('{"update_id": 3, "poll": {}}'), 200],
  ['an update in no known form', webhookSecret, bytes('{"update_id": 3, "message": 7}'), 200],
])('%s', async (_name, secret, body, status) => {
  await using bench = await createTelegramBench();
  const house = createRecordingReceiver();
  const handle = bench.adapter.webhook({ receiver: house, secret: webhookSecret });
  expect(await handle(secret, body)).toEqual({ status });
  const isGood = status === 200 && _name === 'the right secret';
  expect(house.stored).toHaveLength(isGood ? 1 : 0);
  expect(bench.log()).not.toContain(webhookSecret);
});

test('what cannot be stored is answered with 500, so that it comes again', async () => {
  await using bench = await createTelegramBench();
  const house = createRecordingReceiver();
  const handle = bench.adapter.webhook({ receiver: house, secret: webhookSecret });
  house.failNext(1);
  expect(await handle(webhookSecret, bytes(update))).toEqual({ status: 500 });
  expect(await handle(webhookSecret, bytes(update))).toEqual({ status: 200 });
  expect(house.stored).toHaveLength(1);
});

test('the same update five times at once is stored once', async () => {
  await using bench = await createTelegramBench();
  const house = createRecordingReceiver();
  const handle = bench.adapter.webhook({ receiver: house, secret: webhookSecret });
  const answers = await Promise.all(Array.from({ length: 5 }, () => handle(webhookSecret, bytes(update))));
  expect(answers).toEqual(Array(5).fill({ status: 200 }));
  expect(house.stored).toHaveLength(1);
});

test('Telegram is told where to post, with the secret and what to post', async () => {
  await using bench = await createTelegramBench();
  expect(await bench.adapter.setUpWebhook('https://herfah.example/webhooks/telegram', webhookSecret)).toEqual(
    { ok: true, value: null },
  );
  expect(bench.bot.calls[0]?.fields).toEqual({
    url: 'https://herfah.example/webhooks/telegram',
    secret_token: webhookSecret,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
  expect(await bench.adapter.setUpWebhook('http://herfah.example', webhookSecret)).toMatchObject({
    ok: false,
  });
});
