import { createHash, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import type { Logger } from '../../observability/log.ts';
import type { Receiver } from '../contract.ts';
import type { Intake } from './intake.ts';
import { telegramLimits } from './limits.ts';

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 413 | 500;
}

/** Takes what was posted; `secretHeader` is the value of `X-Telegram-Bot-Api-Secret-Token`. */
export type WebhookHandler = (
  secretHeader: string | null | undefined,
  rawBody: Uint8Array,
) => Promise<WebhookAnswer>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const parseUpdate = (rawBody: Uint8Array): Update | null => {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
    const isUpdate =
      typeof parsed === 'object' &&
      parsed !== null &&
      'update_id' in parsed &&
      Number.isSafeInteger(parsed.update_id);
    return isUpdate ? (parsed as Update) : null;
  } catch {
    return null;
  }
};

/**
 * Updates as Telegram posts them. The secret is compared in constant time before anything is read; 200 only once the
 * update is stored, and 500 when it could not be, so that Telegram sends it again.
 */
export const createWebhookHandler = (options: {
  readonly intake: Intake;
  readonly receiver: Receiver;
  readonly secret: string;
  readonly log: Logger;
}): WebhookHandler => {
  const { intake, receiver, log } = options;
  const expected = digest(options.secret);
  return async (secretHeader, rawBody) => {
    if (!timingSafeEqual(expected, digest(secretHeader ?? ''))) return { status: 401 };
    if (rawBody.length > telegramLimits.webhookBodyBytes) return { status: 413 };
    const update = parseUpdate(rawBody);
    if (update === null) return { status: 400 };
    try {
      await intake.take(update, receiver);
      return { status: 200 };
    } catch (error) {
      log.error({ err: error, update: update.update_id }, 'Telegram: an update could not be stored');
      return { status: 500 };
    }
  };
};
