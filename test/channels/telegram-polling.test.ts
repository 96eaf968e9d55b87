import { expect, test } from 'vitest';
import { createRecordingReceiver } from './recording-receiver.ts';
import { createTelegramBench, type TelegramBench } from './telegram-harness.ts';

const texts = (stored: readonly { readonly body: object }[]): readonly unknown[] =>
  stored.map(({ body }) => ('text' in body ? body.text : body));

const startPolling = (
  { adapter }: TelegramBench,
  house = createRecordingReceiver(),
  isStillHolder: () => boolean = () => true,
) => {
  const stop = new AbortController();
  const ended = adapter.startPolling({ receiver: house, isStillHolder, signal: stop.signal });
  return {
    house,
    ended,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
    },
  };
};

test('a webhook that was set before is removed first', async () => {
  await using bench = await createTelegramBench();
  bench.bot.deliverTo('https://herfah.example/webhooks/telegram', 'secret');
  await using polling = startPolling(bench);
  bench.noura.says('هلا');
  await polling.house.untilStored(1);
  expect(bench.bot.webhookUrl).toBeNull();
});

test('only what the house takes is asked for', async () => {
  await using bench = await createTelegramBench();
  await using _polling = startPolling(bench);
  expect((await bench.bot.called('getUpdates')).fields).toEqual({
    offset: 0,
    limit: 100,
    timeout: 25,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
});

test('a request under way is broken off when polling is to end', async () => {
  await using bench = await createTelegramBench();
  const polling = startPolling(bench);
  await bench.bot.called('getUpdates');
  // The clock stands and no update comes, so nothing but the signal can end the 25 seconds.
  await polling[Symbol.asyncDispose]();
});

test('a store that hangs does not hold up the end', async () => {
  await using bench = await createTelegramBench();
  const polling = startPolling(bench);
  const release = polling.house.hold();
  bench.noura.says('هلا');
  await polling.house.untilHandedIn(1);
  const ended = polling[Symbol.asyncDispose]();
  await bench.clock.untilAwaited(1500);
  bench.clock.advance(1500);
  await ended;
  expect(bench.bot.pendingUpdates).toHaveLength(1);
  release();
});

test('people of one batch do not wait for each other', async () => {
  await using bench = await createTelegramBench();
  const house = createRecordingReceiver();
  const amal = bench.bot.person({ id: 502 });
  bench.noura.says('أول');
  amal.says('ثاني');
  const release = house.hold();
  await using _polling = startPolling(bench, house);
  // Both are handed in while neither is stored.
  await house.untilHandedIn(2);
  expect(house.stored).toEqual([]);
  release();
  await bench.bot.confirmed();
});

test('who cannot be stored holds up nobody else, and keeps the order of the own messages', async () => {
  await using bench = await createTelegramBench();
  const house = createRecordingReceiver();
  const amal = bench.bot.person({ id: 502 });
  bench.noura.says('نورة ١');
  amal.says('أمل ١');
  bench.noura.says('نورة ٢');
  house.failNext(1);
  await using _polling = startPolling(bench, house);
  await house.untilStored(1);
  expect(texts(house.stored)).toEqual(['أمل ١']);
  await bench.clock.untilAwaited(1000);
  expect(bench.bot.pendingUpdates).toHaveLength(3);
  bench.clock.advance(1000);
  await bench.bot.confirmed();
  expect(texts(house.stored)).toEqual(['أمل ١', 'نورة ١', 'نورة ٢']);
});

test('who lost the lease leaves what came to the next holder', async () => {
  await using bench = await createTelegramBench();
  let holder = true;
  const first = startPolling(bench, createRecordingReceiver(), () => holder);
  await bench.bot.called('getUpdates');
  holder = false;
  bench.noura.says('هلا');
  await first.ended;
  expect(first.house.stored).toEqual([]);
  await using second = startPolling(bench);
  expect(texts(await second.house.untilStored(1))).toEqual(['هلا']);
});

test('another poller with the same token is told in a clear sentence, and polling goes on', async () => {
  await using bench = await createTelegramBench();
  await using polling = startPolling(bench);
  await bench.bot.called('getUpdates');
  // Another program asks for updates: Telegram ends the request of the first.
  const other = await fetch(`${bench.bot.apiRoot}/bot${bench.bot.token}/getUpdates?timeout=0`);
  expect(await other.json()).toEqual({ ok: true, result: [] });
  await bench.clock.untilAwaited(1000);
  expect(bench.log()).toContain('Another program is polling this bot too; stop it');
  bench.clock.advance(1000);
  bench.noura.says('هلا');
  await polling.house.untilStored(1);
});

test('a webhook that somebody sets meanwhile is removed again', async () => {
  await using bench = await createTelegramBench();
  await using polling = startPolling(bench);
  await bench.bot.called('getUpdates');
  bench.bot.deliverTo('https://herfah.example/webhooks/telegram', 'secret');
  await bench.clock.untilAwaited(1000);
  expect(bench.log()).toContain('Telegram has a webhook for this bot');
  bench.clock.advance(1000);
  await bench.bot.called('deleteWebhook', 2);
  bench.noura.says('هلا');
  await polling.house.untilStored(1);
});

test.each([
  ['a wrong token', { code: 401, description: 'Unauthorized' }, 'TELEGRAM_BOT_TOKEN is wrong or was revoked'],
  ['trouble inside Telegram', { code: 502, description: 'Bad Gateway' }, 'trying again'],
  ["a proxy's page", 'answers-html', 'trying again'],
  ['a dropped connection', 'drops-connection', 'trying again'],
] as const)('%s is logged and waited out', async (_name, trouble, sentence) => {
  await using bench = await createTelegramBench();
  bench.bot.trouble('getUpdates', trouble);
  await using polling = startPolling(bench);
  await bench.clock.untilAwaited(1000);
  expect(bench.log()).toContain(sentence);
  expect(bench.log()).not.toContain(bench.bot.token);
  bench.clock.advance(1000);
  bench.noura.says('هلا');
  await polling.house.untilStored(1);
});

test('a rate limit is waited out as long as Telegram says', async () => {
  await using bench = await createTelegramBench();
  bench.bot.trouble('getUpdates', { retryAfterSeconds: 40 });
  await using _polling = startPolling(bench);
  await bench.clock.untilAwaited(40_000);
});

test('waiting grows with every failure, up to half a minute', async () => {
  await using bench = await createTelegramBench();
  bench.bot.trouble('getUpdates', ...Array.from({ length: 7 }, () => 'drops-connection' as const));
  await using _polling = startPolling(bench);
  for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
    await bench.clock.untilAwaited(seconds * 1000);
    bench.clock.advance(seconds * 1000);
  }
  await bench.bot.called('getUpdates', 8);
});

test('an update in no known form does not stop those behind it', async () => {
  await using bench = await createTelegramBench();
  bench.bot.update({ message: { chat: { id: 1, type: 'private' }, photo: [] } } as never);
  bench.noura.says('هلا');
  await using polling = startPolling(bench);
  await polling.house.untilStored(1);
  await bench.bot.confirmed();
  expect(bench.log()).toContain('an update could not be read');
});
