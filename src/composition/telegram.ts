import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Receiver } from '../channels/contract.ts';
import {
  type CommandText,
  createTelegramAdapter,
  type TelegramAdapter,
} from '../channels/telegram/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import { acquireLease } from '../db/lease.ts';
import type { Renderer } from '../i18n/render.ts';
import type { Logger } from '../observability/log.ts';
import type { House } from './house.ts';
import type { Stores } from './store.ts';

const commands = ['start', 'menu', 'status', 'help', 'person', 'language'] as const;

/** The list behind Telegram's menu button, from locales/. */
const telegramCommands = (renderer: Renderer): Record<'ar' | 'en', readonly CommandText[]> => {
  const inLanguage = (language: 'ar' | 'en'): readonly CommandText[] =>
    commands.map((command) => ({
      command,
      description: renderer.message(
        { key: `common:command.${command}` },
        { language, address: null, digits: 'latin' },
      ),
    }));
  return { ar: inLanguage('ar'), en: inLanguage('en') };
};

/** Long polling by whoever holds its lease; the others wait to take over. */
const pollUnderLease = async (
  telegram: TelegramAdapter,
  house: House,
  stores: Stores,
  stopping: AbortSignal,
  log: Logger,
): Promise<void> => {
  const holder = randomUUID();
  while (!stopping.aborted) {
    try {
      const lease = await acquireLease(stores.database, `telegram-polling:${telegram.account}`, holder);
      if (lease) {
        log.info('Telegram: this process receives the updates');
        const signal = AbortSignal.any([stopping, lease.signal]);
        try {
          await telegram.startPolling({ receiver: house.receiver, isStillHolder: lease.isHeld, signal });
        } finally {
          await lease.release().catch(() => undefined);
        }
      }
    } catch (error) {
      log.warn({ err: error }, 'Telegram: receiving stopped and begins again');
    }
    await wait(1500, undefined, { signal: stopping }).catch(() => undefined);
  }
};

/** Links to the bot need its name; it is asked for until Telegram tells. */
const learnName = async (adapter: TelegramAdapter, house: House, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    const name = await adapter.username().catch(() => null);
    if (name !== null) {
      house.nameBot(name);
      return;
    }
    await wait(5000, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
};

/** The bot, receiving in whichever way it is configured to; null without one. */
export const startTelegram = async (
  configuration: Configuration,
  house: House,
  stores: Stores,
  stopping: AbortSignal,
  log: Logger,
): Promise<{ readonly adapter: TelegramAdapter; readonly polling: Promise<void> } | null> => {
  const { telegram, roles, publicUrl } = configuration;
  if (!telegram) return null;
  const adapter = createTelegramAdapter({
    token: telegram.token,
    apiRoot: telegram.apiRoot ?? undefined,
    chatPace: telegram.chatPace,
    log,
    groupNotice: house.renderer.message(
      { key: 'common:group-notice' },
      { language: 'ar', address: null, digits: 'arabic' },
    ),
  });
  house.addChannel(adapter);
  void learnName(adapter, house, stopping);
  if (!roles.includes('bot')) return { adapter, polling: Promise.resolve() };
  // What Telegram is told once is told in the background: an unreachable provider must not keep the house from starting.
  void adapter.setUpCommands(telegramCommands(house.renderer)).then((told) => {
    if (!told.ok) log.warn({ problem: told.error }, 'Telegram: the commands could not be set');
  });
  if (telegram.mode === 'webhook' && telegram.webhookSecret !== null) {
    void adapter.setUpWebhook(`${publicUrl ?? ''}/webhooks/telegram`, telegram.webhookSecret).then((told) => {
      if (!told.ok) log.warn({ problem: told.error }, 'Telegram: the webhook could not be set');
    });
    return { adapter, polling: Promise.resolve() };
  }
  return { adapter, polling: pollUnderLease(adapter, house, stores, stopping, log) };
};

/** `POST /webhooks/telegram`, where updates come by webhook. */
export const telegramRoutes = (
  adapter: TelegramAdapter | null,
  { telegram, roles }: Configuration,
  receiver: Receiver,
): readonly Hono[] => {
  const secret = telegram?.webhookSecret ?? null;
  if (!adapter || telegram?.mode !== 'webhook' || secret === null || !roles.includes('bot')) return [];
  const handle = adapter.webhook({ receiver, secret });
  const app = new Hono();
  app.post('/webhooks/telegram', async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const { status } = await handle(context.req.header('x-telegram-bot-api-secret-token'), body);
    return context.body(null, status);
  });
  return [app];
};
