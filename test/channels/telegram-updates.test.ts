import type { Message, Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { translateUpdate } from '../../src/channels/telegram/translate.ts';

const bot = { account: '77', username: 'herfah_test_bot' };
const chat = { id: 501, type: 'private', first_name: 'Noura' } as const;
const from = { id: 501, is_bot: false, first_name: 'Noura', language_code: 'ar-SA' };
const group = { id: -44, type: 'group', title: 'Neighbours' } as const;
const file = { file_id: 'F', file_unique_id: 'U', file_size: 9 };

const message = (content: object): Update =>
  ({ update_id: 31, message: { message_id: 8, date: 1, chat, from, ...content } as Message }) as Update;
const read = (update: object) => translateUpdate(update as Update, bot);
const bodyOf = (content: object) => read(message(content)).incoming?.body;

test('a message comes with its address, its update as its id, its own id and the language of the phone', () => {
  expect(read(message({ text: 'هلا' }))).toEqual({
    incoming: {
      channel: 'telegram',
      account: '77',
      peer: '501',
      providerId: 'u31',
      messageId: '8',
      languageHint: 'ar',
      body: { type: 'text', text: 'هلا' },
    },
  });
});

test.each([
  ['ar', 'ar'],
  ['en-GB', 'en'],
  ['ur', undefined],
  [undefined, undefined],
])('a phone in %j hints at %j', (code, hint) => {
  const sender = { ...from, language_code: code };
  expect(read(message({ text: 'hi', from: sender })).incoming?.languageHint).toBe(hint);
});

test.each<[string, object]>([
  ['/start', { type: 'choice', id: 'continue' }],
  ['/start HRF-2f9c', { type: 'text', text: 'HRF-2f9c' }],
  ['/help', { type: 'choice', id: 'help' }],
  ['/menu@herfah_test_bot', { type: 'choice', id: 'menu' }],
  ['/later', { type: 'choice', id: 'later' }],
  ['/person', { type: 'choice', id: 'person' }],
  ['/language', { type: 'text', text: 'change the language' }],
  ['/stop', { type: 'text', text: 'stop messages' }],
  ['/my_data', { type: 'text', text: 'my data' }],
  ['/', { type: 'text', text: '/' }],
  ['٥/٦', { type: 'text', text: '٥/٦' }],
])('%s', (text, body) => {
  expect(bodyOf({ text })).toEqual(body);
});

test.each<[string, object, object | undefined]>([
  [
    "one's own number",
    { contact: { phone_number: '966501234567', first_name: 'N', user_id: 501 } },
    { type: 'contact', phone: '+966501234567', own: true },
  ],
  [
    "somebody else's number",
    { contact: { phone_number: '0501234567', first_name: 'A', user_id: 9 } },
    { type: 'contact', phone: '0501234567', own: false, name: 'A' },
  ],
  [
    'a number of nobody on Telegram',
    { contact: { phone_number: '0501234567', first_name: 'A' } },
    { type: 'contact', phone: '0501234567', own: false, name: 'A' },
  ],
  [
    'a location',
    { location: { latitude: 26.3, longitude: 43.9 } },
    { type: 'location', lat: 26.3, lon: 43.9 },
  ],
  [
    'a venue',
    { location: { latitude: 26.3, longitude: 43.9 }, venue: { title: 'سوق' } },
    { type: 'location', lat: 26.3, lon: 43.9 },
  ],
  [
    'a photo, in its largest size',
    {
      photo: [
        { ...file, width: 90, height: 60 },
        { ...file, file_id: 'L', width: 1280, height: 900 },
        { ...file, file_id: 'M', width: 320, height: 200 },
      ],
      caption: 'هويتي',
      media_group_id: 'album',
    },
    {
      type: 'file',
      kind: 'photo',
      file: { reference: 'L', mime: 'image/jpeg', bytes: 9 },
      caption: 'هويتي',
      album: 'album',
    },
  ],
  [
    'a document',
    { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
    {
      type: 'file',
      kind: 'document',
      file: { reference: 'F', name: 'a.pdf', mime: 'application/pdf', bytes: 9 },
    },
  ],
  [
    'a voice note',
    { voice: { ...file, duration: 3, mime_type: 'audio/ogg' } },
    { type: 'file', kind: 'voice', file: { reference: 'F', mime: 'audio/ogg', bytes: 9 } },
  ],
  [
    'a voice note from another app',
    { audio: { ...file, duration: 3, mime_type: 'audio/mp4', file_name: 'n.m4a' } },
    { type: 'file', kind: 'voice', file: { reference: 'F', name: 'n.m4a', mime: 'audio/mp4', bytes: 9 } },
  ],
  [
    'an animation, which is a document too',
    { animation: file, document: file },
    { type: 'unsupported', what: 'animation' },
  ],
  ['a video', { video: file }, { type: 'unsupported', what: 'video' }],
  ['a round video', { video_note: file }, { type: 'unsupported', what: 'video-note' }],
  ['a sticker', { sticker: file }, { type: 'unsupported', what: 'sticker' }],
  ['a poll', { poll: {} }, { type: 'unsupported', what: 'poll' }],
  ['a die', { dice: { emoji: '🎲', value: 3 } }, { type: 'unsupported', what: 'dice' }],
  ['a kind that nobody knows yet', { hologram: {} }, { type: 'unsupported', what: 'unknown' }],
  ["Telegram's own notice", { pinned_message: {} }, undefined],
])('%s', (_name, content, body) => {
  expect(bodyOf(content)).toEqual(body);
});

test('edited words are told as an edit, a live location on its way is not', () => {
  const edited = { message_id: 8, date: 1, edit_date: 2, chat, from };
  expect(read({ update_id: 5, edited_message: { ...edited, text: 'لا' } }).incoming).toMatchObject({
    providerId: 'u5',
    body: { type: 'unsupported', what: 'edited' },
  });
  const location = { latitude: 26, longitude: 44, live_period: 900 };
  expect(read({ update_id: 5, edited_message: { ...edited, location } })).toEqual({
    ignored: 'live-location',
  });
});

test.each([
  ['12:yes', { id: 'yes', asked: 12 }],
  [':menu', { id: 'menu' }],
  ['3:edit:lines.2', { id: 'edit:lines.2', asked: 3 }],
  ['1:lang:ar', { id: 'lang:ar', asked: 1 }],
  ['from-an-older-version', { id: 'from-an-older-version' }],
  ['lang:ar', { id: 'lang:ar' }],
])('a button that carries %s', (data, choice) => {
  const query = { id: 'q', from, chat_instance: '1', data, message: { message_id: 4, date: 0, chat } };
  expect(read({ update_id: 6, callback_query: query })).toMatchObject({
    callback: { queryId: 'q', peer: '501', messageId: 4 },
    incoming: { peer: '501', providerId: 'u6', body: { type: 'choice', ...choice } },
  });
});

const membership = (status: string, where: object = chat) => ({
  update_id: 7,
  my_chat_member: { chat: where, from, date: 1, old_chat_member: {}, new_chat_member: { status } },
});

test.each<[string, object, object]>([
  [
    'blocking',
    membership('kicked'),
    { peerChange: { channel: 'telegram', account: '77', peer: '501', change: 'blocked' } },
  ],
  [
    'unblocking',
    membership('member'),
    { peerChange: { channel: 'telegram', account: '77', peer: '501', change: 'unblocked' } },
  ],
  ['being taken into a group', membership('member', group), { ignored: 'group' }],
  [
    'a group that moves',
    message({ chat: group, migrate_to_chat_id: -1009 }),
    { peerChange: { channel: 'telegram', account: '77', peer: '-44', change: 'moved', movedTo: '-1009' } },
  ],
  ['talk in a group', message({ chat: group, text: 'صباح الخير' }), { ignored: 'group' }],
  ['a photo in a group', message({ chat: group, photo: [] }), { ignored: 'group' }],
  ['a command in a group', message({ chat: group, text: '/start' }), { groupToAnswer: '-44' }],
  ['a command to another bot', message({ chat: group, text: '/start@other_bot' }), { ignored: 'group' }],
  [
    'a mention in a group',
    message({ chat: group, text: 'يا @Herfah_Test_Bot ساعدنا' }),
    { groupToAnswer: '-44' },
  ],
  [
    'a longer name in a group',
    message({ chat: group, text: '@herfah_test_bot_2 هلا' }),
    { ignored: 'group' },
  ],
  [
    'a channel',
    {
      update_id: 8,
      channel_post: { message_id: 1, date: 1, chat: { id: -9, type: 'channel', title: 'C' }, text: 'x' },
    },
    { ignored: 'not-wanted' },
  ],
  ['another bot', message({ from: { ...from, is_bot: true }, text: 'x' }), { ignored: 'bot' }],
])('%s', (_name, update, meaning) => {
  expect(read(update)).toEqual(meaning);
});
