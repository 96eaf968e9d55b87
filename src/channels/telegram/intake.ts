import type { Update } from 'grammy/types';
import type { Result } from '../../kernel/result.ts';
import type { Logger } from '../../observability/log.ts';
import type { Receiver } from '../contract.ts';
import { type CallFailure, failureWords, type TelegramApi } from './api.ts';
import { type PressedButton, type Translated, translateUpdate } from './translate.ts';

export interface IntakeParts {
  readonly api: TelegramApi;
  readonly account: string;
  readonly log: Logger;
  /** Said once in a group where the bot is spoken to. */
  readonly groupNotice?: string | undefined;
}

/** What is done with one update, however it came. */
export interface Intake {
  /** Resolves when all that the update holds is stored, and rejects when it could not be. */
  take(update: Update, receiver: Receiver): Promise<void>;
  /** The bot's name; null while Telegram does not tell. */
  username(): Promise<string | null>;
  /** Resolves when the small calls that nobody waits for have ended. */
  settled(): Promise<void>;
}

const rememberedGroups = 1000;

/** Refusals that are in the nature of things: the query is too old, the keyboard was closed before. */
const harmless = /query is too old|message is not modified|message to edit not found|can't be edited/iu;

export const createIntake = ({ api, account, log, groupNotice }: IntakeParts): Intake => {
  const underWay = new Set<Promise<unknown>>();
  const answeredGroups = new Set<string>();
  let knownUsername: string | null = null;

  /** Not waited for, since nothing that was stored depends on it. */
  const aside = (what: string, call: Promise<Result<unknown, CallFailure>>): void => {
    const done = call.then((result) => {
      underWay.delete(done);
      if (result.ok || (result.error.is === 'refused' && harmless.test(result.error.description))) return;
      log.warn({ problem: failureWords(result.error) }, `Telegram: ${what} failed`);
    });
    underWay.add(done);
  };

  const username = async (): Promise<string | null> => {
    if (knownUsername !== null) return knownUsername;
    const me = await api.call((raw, signal) => raw.getMe(signal));
    if (me.ok) knownUsername = me.value.username ?? null;
    return knownUsername;
  };

  const answerGroup = (chat: string): void => {
    if (groupNotice === undefined || answeredGroups.has(chat)) return;
    if (answeredGroups.size >= rememberedGroups) answeredGroups.clear();
    answeredGroups.add(chat);
    aside(
      'answering a group',
      api.call((raw, signal) => raw.sendMessage({ chat_id: Number(chat), text: groupNotice }, signal)),
    );
  };

  const answerButton = ({ queryId }: PressedButton): void =>
    aside(
      'answering a button',
      api.call((raw, signal) => raw.answerCallbackQuery({ callback_query_id: queryId }, signal)),
    );

  const closeKeyboard = ({ peer, messageId }: PressedButton): void => {
    if (peer === undefined || messageId === undefined) return;
    const message = { chat_id: Number(peer), message_id: messageId };
    aside(
      'closing a used keyboard',
      api.call((raw, signal) => raw.editMessageReplyMarkup(message, signal)),
    );
  };

  /** An update in a form that no version of the Bot API had must not stop those behind it. */
  const read = async (update: Update): Promise<Translated> => {
    try {
      const inGroup = update.message && update.message.chat.type !== 'private';
      return translateUpdate(update, { account, username: inGroup ? await username() : knownUsername });
    } catch (error) {
      log.error({ err: error, update: update.update_id }, 'Telegram: an update could not be read');
      return { ignored: 'unreadable' };
    }
  };

  return {
    async take(update, receiver) {
      const { callback, peerChange, incoming, groupToAnswer } = await read(update);
      if (callback) answerButton(callback);
      if (peerChange) await receiver.peerChanged(peerChange);
      if (incoming) await receiver.receive(incoming);
      if (callback && incoming) closeKeyboard(callback);
      if (groupToAnswer !== undefined) answerGroup(groupToAnswer);
    },
    username,
    async settled() {
      await Promise.allSettled(underWay);
    },
  };
};
