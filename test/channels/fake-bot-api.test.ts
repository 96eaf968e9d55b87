import { expect, test } from 'vitest';
import { type FakeBotApi, startFakeBotApi } from '../support/fake-bot-api.ts';

const call = async (bot: FakeBotApi, method: string, fields: object, token = bot.token) => {
  const response = await fetch(`${bot.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return {
    status: response.status,
    ...((await response.json()) as { result?: unknown; description?: string }),
  };
};

const button = (data: string) => ({ inline_keyboard: [[{ text: 'x', callback_data: data }]] });

// What Telegram refuses and in which words; a test that passes on the fake must not fail on the real thing.
test.each<[string, string, object, number, string]>([
  ['an empty text', 'sendMessage', { chat_id: 501, text: ' ' }, 400, 'Bad Request: message text is empty'],
  [
    'a text too long',
    'sendMessage',
    { chat_id: 501, text: 'ا'.repeat(4097) },
    400,
    'Bad Request: message is too long',
  ],
  [
    'a torn surrogate',
    'sendMessage',
    { chat_id: 501, text: '\ud83d' },
    400,
    'Bad Request: strings must be encoded in UTF-8',
  ],
  ['a stranger', 'sendMessage', { chat_id: 9, text: 'x' }, 400, 'Bad Request: chat not found'],
  [
    'data over 64 bytes',
    'sendMessage',
    { chat_id: 501, text: 'x', reply_markup: button('ا'.repeat(33)) },
    400,
    'Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'a button without data',
    'sendMessage',
    { chat_id: 501, text: 'x', reply_markup: button('') },
    400,
    'Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'a photo that is not there',
    'sendPhoto',
    { chat_id: 501 },
    400,
    'Bad Request: there is no file in the request',
  ],
  [
    'an edit of nothing',
    'editMessageReplyMarkup',
    { chat_id: 501, message_id: 1 },
    400,
    'Bad Request: message to edit not found',
  ],
  [
    'a deletion of nothing',
    'deleteMessage',
    { chat_id: 501, message_id: 1 },
    400,
    'Bad Request: message to delete not found',
  ],
  [
    'an unknown file',
    'getFile',
    { file_id: 'x' },
    400,
    'Bad Request: wrong file_id or the file is temporarily unavailable',
  ],
  [
    'a plain webhook',
    'setWebhook',
    { url: 'http://herfah.example' },
    400,
    'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  ],
  ['an unknown method', 'sendLove', {}, 404, 'Not Found'],
])('refuses %s', async (_name, method, fields, status, description) => {
  await using bot = await startFakeBotApi();
  bot.person({ id: 501 }).opensChat();
  expect(await call(bot, method, fields)).toEqual({ ok: false, error_code: status, status, description });
});

test('changes words and buttons of what it showed, unless nothing would change', async () => {
  await using bot = await startFakeBotApi();
  const noura = bot.person({ id: 501 });
  noura.opensChat();
  const sent = await call(bot, 'sendMessage', { chat_id: 501, text: 'قبل', reply_markup: button('a') });
  const { message_id } = sent.result as { readonly message_id: number };
  const changed = { chat_id: 501, message_id, text: 'بعد' };
  expect(await call(bot, 'editMessageText', changed)).toMatchObject({ status: 200 });
  expect(noura.messages).toMatchObject([{ text: 'بعد', buttons: [] }]);
  expect(await call(bot, 'editMessageText', changed)).toMatchObject({
    status: 400,
    description: expect.stringContaining('message is not modified'),
  });
});

test('refuses another token, a blocked person and a deleted account', async () => {
  await using bot = await startFakeBotApi();
  const noura = bot.person({ id: 501 });
  noura.opensChat();
  expect(await call(bot, 'getMe', {}, '1:wrong')).toMatchObject({ status: 401, description: 'Unauthorized' });
  noura.blocks();
  const refused = await call(bot, 'sendMessage', { chat_id: 501, text: 'x' });
  expect(refused).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' });
  noura.unblocks();
  bot.deactivate('501');
  const gone = await call(bot, 'sendMessage', { chat_id: 501, text: 'x' });
  expect(gone).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' });
});

test('keeps updates until the offset confirms them', async () => {
  await using bot = await startFakeBotApi();
  const noura = bot.person({ id: 501 });
  const [first, second] = [noura.says('أ'), noura.says('ب')];
  const numbers = async (offset: number) =>
    ((await call(bot, 'getUpdates', { offset })).result as { update_id: number }[]).map(
      (each) => each.update_id,
    );
  expect(await numbers(0)).toEqual([first, second]);
  expect(await numbers(0)).toEqual([first, second]);
  expect(await numbers(second)).toEqual([second]);
  expect(await numbers(second + 1)).toEqual([]);
});

test('answers a waiting poll when something comes, and lets only one wait', async () => {
  await using bot = await startFakeBotApi();
  const noura = bot.person({ id: 501 });
  const first = call(bot, 'getUpdates', { timeout: 600 });
  await bot.called('getUpdates');
  const second = call(bot, 'getUpdates', { timeout: 600 });
  expect(await first).toMatchObject({ status: 409 });
  noura.says('هلا');
  expect(await second).toMatchObject({ status: 200, result: [{ message: { text: 'هلا' } }] });
});

test('polling is refused while a webhook is set', async () => {
  await using bot = await startFakeBotApi();
  await call(bot, 'setWebhook', { url: 'https://herfah.example/webhooks/telegram' });
  expect(await call(bot, 'getUpdates', {})).toMatchObject({ status: 409 });
  await call(bot, 'deleteWebhook', {});
  expect(await call(bot, 'getUpdates', {})).toMatchObject({ status: 200, result: [] });
});
