import type { Update } from 'grammy/types';
import type { Logger } from '../../observability/log.ts';
import type { Receiver } from '../contract.ts';
import { type CallFailure, failureWords, type TelegramApi } from './api.ts';
import { pause, type TelegramClock } from './clock.ts';
import type { Intake } from './intake.ts';
import { telegramLimits, wantedUpdates } from './limits.ts';
import { chatOf } from './translate.ts';

export interface PollingOptions {
  readonly receiver: Receiver;
  /** Whether this process still holds the lease of the bot's updates; without it polling ends. */
  isStillHolder(): boolean;
  /** Ends polling within two seconds. */
  readonly signal: AbortSignal;
}

interface PollingParts extends PollingOptions {
  readonly api: TelegramApi;
  readonly intake: Intake;
  readonly clock: TelegramClock;
  readonly log: Logger;
}

const firstDelayMillis = 1000;
const mostDelayMillis = 30_000;
/** How long the storing of a batch may still take once polling is to end. */
const lastWordsMillis = 1500;

const sentenceOf = (failure: CallFailure): string => {
  if (failure.is !== 'refused') return 'Telegram: updates could not be fetched; trying again';
  if (failure.code === 401 || failure.code === 404) {
    return 'Telegram does not know this bot (TELEGRAM_BOT_TOKEN is wrong or was revoked); trying again';
  }
  if (failure.code !== 409) return 'Telegram: updates could not be fetched; trying again';
  return /webhook/iu.test(failure.description)
    ? 'Telegram has a webhook for this bot, so it gives no updates to polling; the webhook is removed'
    : 'Another program is polling this bot too; stop it, or give each a bot of its own';
};

/** Stores a batch, chats side by side; gives the number of the first update that is not stored, or null. */
const storeBatch = async (parts: PollingParts, updates: readonly Update[]): Promise<number | null> => {
  const chats = Map.groupBy(updates, chatOf);
  const unstored = await Promise.all(
    [...chats.values()].map(async (ofChat) => {
      for (const update of ofChat) {
        try {
          await parts.intake.take(update, parts.receiver);
        } catch (error) {
          const { update_id: number } = update;
          parts.log.error({ err: error, update: number }, 'Telegram: an update could not be stored');
          return number;
        }
      }
      return null;
    }),
  );
  const numbers = unstored.filter((number) => number !== null);
  return numbers.length > 0 ? Math.min(...numbers) : null;
};

const fetchBatch = (parts: PollingParts, offset: number) =>
  parts.api.call(
    (raw, signal) =>
      raw.getUpdates(
        {
          offset,
          limit: telegramLimits.updatesOfOneBatch,
          timeout: telegramLimits.pollSeconds,
          allowed_updates: [...wantedUpdates],
        },
        signal,
      ),
    { signal: parts.signal, timeoutMillis: telegramLimits.pollSeconds * 1000 + 10_000 },
  );

const removeWebhook = (parts: PollingParts) =>
  parts.api.call((raw, signal) => raw.deleteWebhook({}, signal), { signal: parts.signal });

/**
 * Long polling. An update is confirmed to Telegram, by the next request's offset, only when it and every one before
 * it is stored; what could not be stored comes again. Resolves when it has ended.
 */
export const poll = async (parts: PollingParts): Promise<void> => {
  const { signal, clock, log } = parts;
  let offset = 0;
  let failures = 0;
  let webhookGone = false;
  const end = givenUp(parts);

  const wait = async (failure: CallFailure | null): Promise<void> => {
    const backoff = Math.min(firstDelayMillis * 2 ** failures, mostDelayMillis);
    failures += 1;
    const asked = failure?.is === 'refused' ? (failure.retryAfterSeconds ?? 0) * 1000 : 0;
    if (failure) log.warn({ problem: failureWords(failure) }, sentenceOf(failure));
    await pause(clock, Math.max(backoff, asked), signal);
  };

  while (!signal.aborted && parts.isStillHolder()) {
    if (!webhookGone) {
      const removed = await removeWebhook(parts);
      if (signal.aborted) break;
      if (!removed.ok) {
        await wait(removed.error);
        continue;
      }
      webhookGone = true;
    }
    const batch = await fetchBatch(parts, offset);
    // Who lost the lease leaves what came unconfirmed: it comes again to the new holder.
    if (signal.aborted || !parts.isStillHolder()) break;
    if (!batch.ok) {
      if (batch.error.is === 'refused' && batch.error.code === 409) webhookGone = false;
      await wait(batch.error);
      continue;
    }
    const last = batch.value.at(-1);
    if (last === undefined) {
      failures = 0;
      continue;
    }
    const unstored = await Promise.race([storeBatch(parts, batch.value), end]);
    if (unstored === 'given-up') break;
    offset = unstored ?? last.update_id + 1;
    if (unstored === null) failures = 0;
    else await wait(null);
  }
  await Promise.race([parts.intake.settled(), pause(clock, lastWordsMillis)]);
};

/** Resolves some time after the signal, so that a store that hangs does not hold up the end. */
const givenUp = ({ signal, clock }: PollingParts): Promise<'given-up'> =>
  new Promise((resolve) => {
    const later = () => void clock.after(lastWordsMillis, () => resolve('given-up'));
    if (signal.aborted) later();
    else signal.addEventListener('abort', later, { once: true });
  });
