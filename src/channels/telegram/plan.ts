import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { RenderedReply } from '../contract.ts';
import { inlineKeyboard, requestKeyboard } from './keyboard.ts';
import { telegramLimits } from './limits.ts';
import { firstParagraph, splitText } from './split-text.ts';

/** One Telegram message of a reply. */
export interface PlannedMessage {
  /** The text, or the media's caption; empty only beside media. */
  readonly text: string;
  readonly media?: NonNullable<RenderedReply['media']>;
  readonly markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
}

const takeAway: ReplyKeyboardRemove = { remove_keyboard: true };
/** Said where a keyboard must go and the reply has no paragraph of its own to take it away with. */
const done = '✅';

const bodyOf = (reply: RenderedReply): readonly PlannedMessage[] => {
  const text = reply.text.toWellFormed();
  const { media } = reply;
  if (!media) return splitText(text, telegramLimits.textCharacters).map((piece) => ({ text: piece }));
  if (text.length <= telegramLimits.captionCharacters) return [{ text, media }];
  const pieces = splitText(text, telegramLimits.textCharacters);
  return [{ text: '', media }, ...pieces.map((piece) => ({ text: piece }))];
};

/** The same messages, the first of which carries no buttons, so that it can take a keyboard away. */
const withRoomBefore = (messages: readonly PlannedMessage[]): readonly PlannedMessage[] => {
  const [only] = messages;
  if (messages.length !== 1 || !only) return messages;
  const parted = only.media ? null : firstParagraph(only.text);
  return parted ? parted.map((text) => ({ text })) : [{ text: done }, only];
};

const withMarkup = (
  messages: readonly PlannedMessage[],
  position: number,
  markup: NonNullable<PlannedMessage['markup']>,
): readonly PlannedMessage[] =>
  messages.map((message, index) => (index === position ? { ...message, markup } : message));

/**
 * A reply as the messages that carry it, in order; the last one has the buttons. `keyboardIsUp`: an earlier reply
 * put up a keyboard for a contact or a location, which goes away now.
 */
export const planReply = (
  reply: RenderedReply,
  keyboardIsUp: boolean,
): Result<readonly PlannedMessage[], string> => {
  const body = bodyOf(reply);
  if (reply.request === 'contact' || reply.request === 'location') {
    return ok(withMarkup(body, body.length - 1, requestKeyboard(reply, reply.request)));
  }
  const inline = inlineKeyboard(reply);
  if (!inline.ok) return fail(inline.error);
  // Nothing else to show: take away whatever keyboard there is, also one that another process put up.
  if (inline.value === null) return ok(withMarkup(body, body.length - 1, takeAway));
  const messages = keyboardIsUp ? withMarkup(withRoomBefore(body), 0, takeAway) : body;
  return ok(withMarkup(messages, messages.length - 1, inline.value));
};
