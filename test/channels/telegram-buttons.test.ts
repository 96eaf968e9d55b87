import { expect, test } from 'vitest';
import { plainReply } from './conformance.ts';
import { createRecordingReceiver } from './recording-receiver.ts';
import { createTelegramBench, receiveByPolling, receiveByWebhook } from './telegram-harness.ts';

const question = {
  ...plainReply,
  text: 'عندك سجل تجاري؟',
  asked: 4,
  choices: [{ id: 'yes', label: 'نعم' }],
  controls: [{ id: 'back', label: 'رجوع' }],
};

test.each([
  ['polling', receiveByPolling],
  ['webhook', receiveByWebhook],
] as const)(
  'a pressed button is answered at once and its keyboard closed once it is stored (%s)',
  async (_mode, receive) => {
    await using bench = await createTelegramBench();
    const { bot, adapter, noura } = bench;
    const house = createRecordingReceiver();
    const receiving = await receive(bench, house);
    await adapter.send('501', question);
    const release = house.hold();
    noura.presses('نعم');
    await house.untilHandedIn(1);
    // The phone stops showing that it waits, though nothing is stored yet.
    await bot.until(() => (bot.unansweredQueries === 0 ? true : undefined));
    expect(noura.messages[0]?.buttons).not.toEqual([]);
    release();
    await bot.until(() => (noura.messages[0]?.buttons.length === 0 ? true : undefined));
    await bot.confirmed();
    await receiving.stop();
  },
);

test('a button that cannot be answered or closed any more disturbs nothing', async () => {
  await using bench = await createTelegramBench();
  const { bot, adapter, noura } = bench;
  const house = createRecordingReceiver();
  const receiving = await receiveByPolling(bench, house);
  await adapter.send('501', question);
  bot.trouble('answerCallbackQuery', {
    code: 400,
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  });
  bot.trouble('editMessageReplyMarkup', { code: 500, description: 'Internal Server Error' });
  noura.presses('نعم');
  await bot.confirmed();
  await receiving.stop();
  expect(house.stored).toHaveLength(1);
  expect(bench.log()).toContain('closing a used keyboard failed');
  expect(bench.log()).not.toContain('query is too old');
});

test('a group is told once, and only when it speaks to the bot, that it talks in private', async () => {
  const groupNotice = 'أخدمكم في الخاص، راسلوني هناك.';
  await using bench = await createTelegramBench({ groupNotice });
  const { bot } = bench;
  const house = createRecordingReceiver();
  const group = bot.group(-44);
  const receiving = await receiveByPolling(bench, house);
  group.hears('صباح الخير');
  await bot.confirmed();
  expect(group.messages).toEqual([]);
  group.hears(`@${bot.username} وش عندكم`);
  group.hears('/start');
  group.hears('/help@another_bot');
  await bot.confirmed();
  await receiving.stop();
  expect(group.messages).toEqual([groupNotice]);
  expect(house.stored).toEqual([]);
});

test('commands are set per language, Arabic by default, in private chats only', async () => {
  await using bench = await createTelegramBench();
  const { bot, adapter } = bench;
  const ar = [{ command: 'menu', description: 'القائمة' }];
  const en = [{ command: 'menu', description: 'Menu' }];
  expect(await adapter.setUpCommands({ ar, en })).toEqual({ ok: true, value: null });
  expect(Object.fromEntries(bot.commands)).toEqual({ default: ar, en });
  expect(bot.calls.map(({ fields }) => fields.scope)).toEqual(Array(2).fill({ type: 'all_private_chats' }));
  const wrong = await adapter.setUpCommands({ ar: [{ command: 'Not A Command', description: '-' }], en });
  expect(wrong).toEqual({ ok: false, error: '400: Bad Request: BOT_COMMAND_INVALID' });
});

test("the bot's name is asked for once", async () => {
  await using bench = await createTelegramBench();
  expect(await bench.adapter.username()).toBe(bench.bot.username);
  expect(await bench.adapter.username()).toBe(bench.bot.username);
  expect(bench.bot.calls.map(({ method }) => method)).toEqual(['getMe']);
});
