import { Hono } from 'hono';
import type { Receiver } from '../channels/contract.ts';
import type { CommandText, TelegramAdapter } from '../channels/telegram/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Renderer } from '../i18n/render.ts';

const commands = ['start', 'menu', 'status', 'help', 'person', 'language'] as const;

/** The list behind Telegram's menu button, from locales/. */
export const telegramCommands = (renderer: Renderer): Record<'ar' | 'en', readonly CommandText[]> => {
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
