import { InputFile } from 'grammy';
import type { Result } from '../../kernel/result.ts';
import type { RenderedReply, SendOutcome } from '../contract.ts';
import type { CallFailure, TelegramApi } from './api.ts';
import { telegramLimits } from './limits.ts';
import { outcomeOf } from './outcome.ts';
import type { Pacing } from './pacing.ts';
import { type PlannedMessage, planReply } from './plan.ts';

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
};

/** A name that stands safely in a multipart header, with the extension by which a phone knows how to open it. */
const fileName = ({ name, mime }: NonNullable<RenderedReply['media']>): string => {
  const safe = name.toWellFormed().replace(/[^\p{L}\p{N}._-]+/gu, '_');
  const extension = extensions[mime];
  return extension === undefined || /\.[A-Za-z0-9]{2,5}$/u.test(safe) ? safe : `${safe}.${extension}`;
};

const post = (
  api: TelegramApi,
  chatId: number,
  { text, media, markup }: PlannedMessage,
): Promise<Result<{ readonly message_id: number }, CallFailure>> => {
  const keyboard = markup === undefined ? {} : { reply_markup: markup };
  if (!media) {
    const preview = { link_preview_options: { is_disabled: true } };
    return api.call((raw, signal) =>
      raw.sendMessage({ chat_id: chatId, text, ...preview, ...keyboard }, signal),
    );
  }
  const file = new InputFile(media.content, fileName(media));
  const common = { chat_id: chatId, ...(text === '' ? {} : { caption: text }), ...keyboard };
  const options = { timeoutMillis: telegramLimits.uploadTimeoutMillis };
  if (media.kind === 'photo') {
    return api.call((raw, signal) => raw.sendPhoto({ ...common, photo: file }, signal), options);
  }
  if (media.kind === 'voice') {
    return api.call((raw, signal) => raw.sendVoice({ ...common, voice: file }, signal), options);
  }
  return api.call((raw, signal) => raw.sendDocument({ ...common, document: file }, signal), options);
};

/** A reply of several messages that stopped in the middle. */
interface Begun {
  readonly messages: readonly PlannedMessage[];
  readonly delivered: number;
}

/** Keeps the newest entries of a map that would else grow for ever. */
const keepNewest = (map: Map<string, unknown>, most: number): void => {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
};

const mostBegun = 200;
const mostKeyboards = 10_000;

/**
 * Sends replies. One that stopped between two of its messages goes on there when the same reply is sent again,
 * so that nobody reads the beginning twice.
 */
export const createSender = (api: TelegramApi, pacing: Pacing) => {
  const begun = new Map<string, Begun>();
  const keyboards = new Map<string, true>();

  const noteKeyboard = (peer: string, { markup }: PlannedMessage): void => {
    if (markup === undefined) return;
    if ('keyboard' in markup) keyboards.set(peer, true);
    else if ('remove_keyboard' in markup) keyboards.delete(peer);
    keepNewest(keyboards, mostKeyboards);
  };

  const sendOne = async (peer: string, message: PlannedMessage): Promise<SendOutcome> => {
    const seconds = await pacing.take(peer);
    if (seconds > 0) {
      return {
        certainty: 'not-sent',
        reason: 'rate-limited',
        retry: true,
        retryAfterSeconds: seconds,
        detail: 'held back to keep to the pace that Telegram allows',
      };
    }
    const sent = await post(api, Number(peer), message);
    if (sent.ok) {
      noteKeyboard(peer, message);
      return { certainty: 'delivered', providerId: String(sent.value.message_id) };
    }
    const outcome = outcomeOf(sent.error);
    if (outcome.certainty === 'not-sent' && outcome.retryAfterSeconds !== undefined) {
      pacing.hold(peer, outcome.retryAfterSeconds);
    }
    return outcome;
  };

  return async (peer: string, reply: RenderedReply): Promise<SendOutcome> => {
    if (!/^-?\d{1,15}$/u.test(peer)) {
      return { certainty: 'not-sent', reason: 'unreachable', retry: false, detail: 'no Telegram chat id' };
    }
    const name = `${peer} ${reply.id}`;
    const planned = planReply(reply, keyboards.has(peer));
    if (!planned.ok) {
      return { certainty: 'not-sent', reason: 'rejected', retry: false, detail: planned.error };
    }
    const { messages, delivered } = begun.get(name) ?? { messages: planned.value, delivered: 0 };
    begun.delete(name);
    let outcome: SendOutcome = { certainty: 'unknown', detail: 'nothing to send' };
    for (const [position, message] of messages.entries()) {
      if (position < delivered) continue;
      outcome = await sendOne(peer, message);
      if (outcome.certainty === 'delivered') continue;
      if (position > 0) begun.set(name, { messages, delivered: position });
      keepNewest(begun, mostBegun);
      return outcome;
    }
    return outcome;
  };
};
