import type { Update } from 'grammy/types';
import { Refusal } from './refusal.ts';
import type { Changes } from './signal.ts';

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** Updates on their way to the bot: kept until confirmed, by polling or by a webhook's 200. */
export interface Updates {
  push(update: Omit<Update, 'update_id'>): number;
  poll(offset: number, limit: number, timeoutSeconds: number, gone: AbortSignal): Promise<readonly Update[]>;
  setWebhook(webhook: Webhook | null): void;
  readonly webhook: Webhook | null;
  allow(types: readonly string[]): void;
  /** Sends what was delivered once more, as after a crash before the confirmation. */
  deliverAgain(): void;
  /** Numbers that were not confirmed yet. */
  readonly pending: readonly number[];
  /** Statuses that the webhook answered with. */
  readonly webhookStatuses: readonly number[];
  stop(): void;
}

const webhookRetryMillis = 20;

const chatIdOf = (update: Update): string =>
  String(
    update.message?.chat.id ??
      update.callback_query?.message?.chat.id ??
      update.my_chat_member?.chat.id ??
      '',
  );

const webhookIsActive = (): Refusal =>
  new Refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );

export const createUpdates = (changes: Changes): Updates => {
  let number = 7000;
  let pending: Update[] = [];
  let confirmed: Update[] = [];
  let webhook: Webhook | null = null;
  let allowed: readonly string[] = [];
  let poller: ((end: 'conflict' | 'webhook') => void) | null = null;
  const posting = new Set<string>();
  const statuses: number[] = [];
  const stopped = new AbortController();

  const confirm = (isConfirmed: (update: Update) => boolean): void => {
    confirmed = [...confirmed, ...pending.filter(isConfirmed)];
    pending = pending.filter((update) => !isConfirmed(update));
  };

  const post = async (update: Update, to: Webhook): Promise<boolean> => {
    try {
      const response = await fetch(to.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-telegram-bot-api-secret-token': to.secret,
        },
        body: JSON.stringify(update),
        signal: stopped.signal,
      });
      await response.body?.cancel();
      statuses.push(response.status);
      changes.announce();
      return response.ok;
    } catch {
      return false;
    }
  };

  /** One chat's updates go one after the other, different chats' at the same time. */
  const postWaiting = (): void => {
    for (const update of pending) {
      const to = webhook;
      const chat = chatIdOf(update);
      if (to === null || stopped.signal.aborted || posting.has(chat)) continue;
      posting.add(chat);
      void post(update, to).then((taken) => {
        if (taken) {
          posting.delete(chat);
          confirm((each) => each === update);
          changes.announce();
          postWaiting();
          return;
        }
        const retry = setTimeout(() => {
          posting.delete(chat);
          postWaiting();
        }, webhookRetryMillis);
        retry.unref();
      });
    }
  };

  return {
    push(content) {
      number += 1;
      const type = Object.keys(content)[0] ?? '';
      if (allowed.length === 0 || allowed.includes(type)) {
        pending.push({ update_id: number, ...content });
        changes.announce();
        postWaiting();
      }
      return number;
    },
    async poll(offset, limit, timeoutSeconds, gone) {
      if (webhook) throw webhookIsActive();
      poller?.('conflict');
      const ended = Promise.withResolvers<'time' | 'conflict' | 'webhook' | 'gone'>();
      const own = ended.resolve;
      poller = own;
      gone.addEventListener('abort', () => ended.resolve('gone'));
      confirm((update) => update.update_id < offset);
      changes.announce();
      const timer = setTimeout(() => ended.resolve('time'), timeoutSeconds * 1000);
      try {
        const some = changes.until(() => (pending.length > 0 || stopped.signal.aborted ? 'some' : undefined));
        const end = pending.length > 0 ? 'some' : await Promise.race([some, ended.promise]);
        if (end === 'webhook') throw webhookIsActive();
        if (end === 'conflict') {
          throw new Refusal(
            409,
            'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
          );
        }
        return pending.slice(0, limit);
      } finally {
        clearTimeout(timer);
        if (poller === own) poller = null;
      }
    },
    setWebhook(given) {
      webhook = given;
      if (given) poller?.('webhook');
      postWaiting();
    },
    get webhook() {
      return webhook;
    },
    allow(types) {
      allowed = types;
    },
    deliverAgain() {
      pending = [...confirmed, ...pending];
      confirmed = [];
      changes.announce();
      postWaiting();
    },
    get pending() {
      return pending.map((update) => update.update_id);
    },
    webhookStatuses: statuses,
    stop() {
      stopped.abort();
      changes.announce();
    },
  };
};
