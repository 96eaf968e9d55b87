import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import { badRequest } from './refusal.ts';
import type { FakeChat } from './world.ts';

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

const checkLabel = (label: unknown): void => {
  if (typeof label !== 'string' || label.trim() === '') {
    throw badRequest("can't parse keyboard button: Button text must be non-empty");
  }
  if (!label.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
};

const checkInline = ({ inline_keyboard: rows }: InlineKeyboardMarkup): void => {
  if (rows.flat().length > 100 || rows.some((row) => row.length > 8)) {
    throw badRequest('reply markup is too long');
  }
  for (const button of rows.flat()) {
    checkLabel(button.text);
    if (!('callback_data' in button))
      throw badRequest(
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
      );
    const bytes = Buffer.byteLength(button.callback_data ?? '');
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
};

const checkReply = ({ keyboard }: ReplyKeyboardMarkup, chat: FakeChat): void => {
  if (keyboard.length === 0) throw badRequest('reply keyboard is empty');
  for (const button of keyboard.flat()) {
    checkLabel(typeof button === 'string' ? button : button.text);
    if (typeof button === 'string' || chat.chat.type === 'private') continue;
    if ('request_contact' in button) throw badRequest('phone number can be requested in private chats only');
    if ('request_location' in button) throw badRequest('location can be requested in private chats only');
  }
};

/** A message's keyboard, or the refusal that Telegram would give. */
export const readMarkup = (raw: unknown, chat: FakeChat): Markup | undefined => {
  if (raw === undefined || raw === null) return undefined;
  if (typeof raw !== 'object') throw badRequest('object expected as reply markup');
  const markup = raw as Markup;
  if ('inline_keyboard' in markup) checkInline(markup);
  else if ('keyboard' in markup) checkReply(markup, chat);
  else if (!('remove_keyboard' in markup)) throw badRequest('object expected as reply markup');
  return markup;
};
