import type { Message } from 'grammy/types';
import type { CallBody, UploadedFile } from './body.ts';
import { type Markup, readMarkup } from './markup.ts';
import { badRequest } from './refusal.ts';
import { buttonsOf, type FakeChat, type ShownMessage, type World } from './world.ts';

const mostTextCharacters = 4096;
const mostCaptionCharacters = 1024;
const now = 1_800_000_000;

const checkText = (raw: unknown, most: number, tooLong: string): string => {
  if (raw === undefined) return '';
  if (typeof raw !== 'string' || !raw.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const text = raw.trim();
  if (text.length > most) throw badRequest(tooLong);
  return text;
};

const show = (
  world: World,
  chat: FakeChat,
  text: string,
  markup: Markup | undefined,
  media?: ShownMessage['media'],
): Message => {
  const inline = markup && 'inline_keyboard' in markup ? markup : undefined;
  if (markup && 'keyboard' in markup) chat.keyboard = markup;
  if (markup && 'remove_keyboard' in markup) chat.keyboard = null;
  const messageId = world.nextId();
  chat.shown.push({
    messageId,
    text,
    ...(media ? { media } : {}),
    buttons: buttonsOf(inline),
    putsKeyboard: markup !== undefined && 'keyboard' in markup,
    deleted: false,
  });
  return {
    message_id: messageId,
    date: now,
    from: world.bot,
    chat: chat.chat,
    ...(media ? { caption: text } : { text }),
    ...(inline ? { reply_markup: inline } : {}),
  };
};

export const sendMessage = (world: World, { fields }: CallBody): Message => {
  const chat = world.chatToWriteTo(fields.chat_id);
  const text = checkText(fields.text, mostTextCharacters, 'message is too long');
  if (text === '') throw badRequest('message text is empty');
  const markup = readMarkup(fields.reply_markup, chat);
  const message = show(world, chat, text, markup);
  world.changes.announce();
  return message;
};

const uploaded = ({ fields, files }: CallBody, kind: string): UploadedFile => {
  const attached = /^attach:\/\/(.+)$/u.exec(String(fields[kind] ?? ''))?.[1];
  const file = files.get(attached ?? kind);
  if (!file) throw badRequest('there is no file in the request');
  if (file.content.length === 0) throw badRequest('file must be non-empty');
  return file;
};

/** sendPhoto, sendDocument and sendVoice. */
export const sendMedia =
  (kind: 'photo' | 'document' | 'voice') =>
  (world: World, body: CallBody): Message => {
    const chat = world.chatToWriteTo(body.fields.chat_id);
    const { name, content } = uploaded(body, kind);
    const caption = checkText(body.fields.caption, mostCaptionCharacters, 'message caption is too long');
    const markup = readMarkup(body.fields.reply_markup, chat);
    const message = show(world, chat, caption, markup, { kind, name, content });
    world.changes.announce();
    return message;
  };

const shownMessage = (chat: FakeChat, id: unknown, words: string): ShownMessage => {
  const found = chat.shown.find((message) => message.messageId === Number(id) && !message.deleted);
  if (!found) throw badRequest(words);
  return found;
};

const sameButtons = (one: ShownMessage['buttons'], other: ShownMessage['buttons']): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const notModified = (): Error =>
  badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );

export const editMessageReplyMarkup = (world: World, { fields }: CallBody): true => {
  const chat = world.chatToWriteTo(fields.chat_id);
  const message = shownMessage(chat, fields.message_id, 'message to edit not found');
  if (message.putsKeyboard) throw badRequest("message can't be edited");
  const markup = readMarkup(fields.reply_markup, chat);
  const buttons = buttonsOf(markup && 'inline_keyboard' in markup ? markup : undefined);
  if (sameButtons(buttons, message.buttons)) throw notModified();
  message.buttons = buttons;
  world.changes.announce();
  return true;
};

export const editMessageText = (world: World, { fields }: CallBody): true => {
  const chat = world.chatToWriteTo(fields.chat_id);
  const message = shownMessage(chat, fields.message_id, 'message to edit not found');
  if (message.putsKeyboard || message.media) throw badRequest("message can't be edited");
  const text = checkText(fields.text, mostTextCharacters, 'message is too long');
  if (text === '') throw badRequest('message text is empty');
  const markup = readMarkup(fields.reply_markup, chat);
  const buttons = buttonsOf(markup && 'inline_keyboard' in markup ? markup : undefined);
  if (text === message.text && sameButtons(buttons, message.buttons)) throw notModified();
  message.text = text;
  message.buttons = buttons;
  world.changes.announce();
  return true;
};

export const deleteMessage = (world: World, { fields }: CallBody): true => {
  const chat = world.chatToWriteTo(fields.chat_id);
  if (!chat.said.delete(Number(fields.message_id))) {
    shownMessage(chat, fields.message_id, 'message to delete not found').deleted = true;
  }
  world.changes.announce();
  return true;
};
