import type { CallbackQuery, ChatMemberUpdated, Message, Update, User } from 'grammy/types';
import type { IncomingMessage, PeerChange } from '../contract.ts';
import { decodeCallback } from './callback-data.ts';
import { addresses } from './commands.ts';
import { bodyOfMessage } from './translate-message.ts';

export const telegramChannel = 'telegram';

/** A pressed button: it is answered at once, and the keyboard that it stood on is closed. */
export interface PressedButton {
  readonly queryId: string;
  readonly peer?: string;
  readonly messageId?: number;
}

/** What an update means to the house; an update may mean nothing, with the reason why. */
export interface Translated {
  readonly incoming?: IncomingMessage;
  readonly peerChange?: PeerChange;
  readonly callback?: PressedButton;
  /** A group in which the bot was spoken to. */
  readonly groupToAnswer?: string;
  readonly ignored?: string;
}

/** The bot, as far as its updates depend on it. */
export interface BotIdentity {
  readonly account: string;
  /** Null while unknown: then nothing in a group counts as spoken to it. */
  readonly username: string | null;
}

const languageHint = (sender: User | undefined): { readonly languageHint?: 'ar' | 'en' } => {
  const language = sender?.language_code?.toLowerCase().split('-')[0];
  return language === 'ar' || language === 'en' ? { languageHint: language } : {};
};

const address = (bot: BotIdentity, chatId: number) => ({
  channel: telegramChannel,
  account: bot.account,
  peer: String(chatId),
});

const providerId = (update: Update): string => `u${update.update_id}`;

const ofGroup = (message: Message, bot: BotIdentity): Translated => {
  if (message.migrate_to_chat_id !== undefined) {
    const movedTo = String(message.migrate_to_chat_id);
    return { peerChange: { ...address(bot, message.chat.id), change: 'moved', movedTo } };
  }
  const words = message.text ?? message.caption;
  const spokenTo = bot.username !== null && words !== undefined && addresses(words, bot.username);
  return spokenTo ? { groupToAnswer: String(message.chat.id) } : { ignored: 'group' };
};

const ofMessage = (update: Update, message: Message, bot: BotIdentity): Translated => {
  if (message.chat.type === 'channel') return { ignored: 'channel' };
  if (message.chat.type !== 'private') return ofGroup(message, bot);
  if (message.from?.is_bot) return { ignored: 'bot' };
  const body = bodyOfMessage(message);
  if (body === null) return { ignored: 'notice' };
  return {
    incoming: {
      ...address(bot, message.chat.id),
      providerId: providerId(update),
      body,
      messageId: String(message.message_id),
      ...languageHint(message.from),
    },
  };
};

/** The first words stand: they were answered already. Only a sentence can help, so the edit is told as such. */
const ofEdited = (update: Update, message: Message, bot: BotIdentity): Translated => {
  if (message.chat.type !== 'private') return { ignored: 'group' };
  // A live location is edited at every step of the way.
  if (message.location) return { ignored: 'live-location' };
  return {
    incoming: {
      ...address(bot, message.chat.id),
      providerId: providerId(update),
      body: { type: 'unsupported', what: 'edited' },
      messageId: String(message.message_id),
      ...languageHint(message.from),
    },
  };
};

const ofCallback = (update: Update, query: CallbackQuery, bot: BotIdentity): Translated => {
  const { message } = query;
  const callback: PressedButton = {
    queryId: query.id,
    ...(message ? { peer: String(message.chat.id), messageId: message.message_id } : {}),
  };
  if (!message || query.data === undefined) return { callback, ignored: 'foreign-button' };
  if (message.chat.type !== 'private') return { callback, ignored: 'group' };
  return {
    callback,
    incoming: {
      ...address(bot, message.chat.id),
      providerId: providerId(update),
      body: { type: 'choice', ...decodeCallback(query.data) },
      ...languageHint(query.from),
    },
  };
};

const ofMembership = (change: ChatMemberUpdated, bot: BotIdentity): Translated => {
  if (change.chat.type !== 'private') return { ignored: 'group' };
  const { status } = change.new_chat_member;
  if (status === 'kicked') return { peerChange: { ...address(bot, change.chat.id), change: 'blocked' } };
  if (status === 'member') return { peerChange: { ...address(bot, change.chat.id), change: 'unblocked' } };
  return { ignored: 'membership' };
};

/** An update of the Bot API in the house's own terms. Pure. */
export const translateUpdate = (update: Update, bot: BotIdentity): Translated => {
  if (update.message) return ofMessage(update, update.message, bot);
  if (update.edited_message) return ofEdited(update, update.edited_message, bot);
  if (update.callback_query) return ofCallback(update, update.callback_query, bot);
  if (update.my_chat_member) return ofMembership(update.my_chat_member, bot);
  return { ignored: 'not-wanted' };
};

/** The chat that an update belongs to: updates of one chat are stored one after the other. */
export const chatOf = (update: Update): string =>
  String(
    update.message?.chat.id ??
      update.edited_message?.chat.id ??
      update.callback_query?.message?.chat.id ??
      update.my_chat_member?.chat.id ??
      `u${update.update_id}`,
  );
