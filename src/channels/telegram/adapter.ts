import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Logger } from '../../observability/log.ts';
import type { ChannelAdapter, Receiver } from '../contract.ts';
import { type CallFailure, createTelegramApi, failureWords } from './api.ts';
import { systemClock, type TelegramClock } from './clock.ts';
import { createFileFetcher } from './files.ts';
import { createIntake } from './intake.ts';
import { telegramLimits, wantedUpdates } from './limits.ts';
import { createPacing } from './pacing.ts';
import { type PollingOptions, poll } from './polling.ts';
import { createSender } from './send.ts';
import { telegramChannel } from './translate.ts';
import { createWebhookHandler, type WebhookHandler } from './webhook.ts';

export interface TelegramOptions {
  /** `<bot id>:<secret>`, as @BotFather gives it. */
  readonly token: string;
  readonly apiRoot?: string | undefined;
  readonly log: Logger;
  readonly clock?: TelegramClock;
  /** Messages a second to one chat; 1 where it is not given. */
  readonly chatPace?: number;
  /** Said once in a group where the bot is spoken to: that it talks in private only. Without it, silence. */
  readonly groupNotice?: string;
}

export interface CommandText {
  readonly command: string;
  readonly description: string;
}

export interface TelegramAdapter extends ChannelAdapter {
  /** Receives by long polling (a webhook is removed first) until the signal or the loss of the lease; then resolves. */
  startPolling(options: PollingOptions): Promise<void>;
  /** Receives what Telegram posts to the webhook. */
  webhook(options: { readonly receiver: Receiver; readonly secret: string }): WebhookHandler;
  /** The list behind the chat's menu button, Arabic unless the phone is set to English. */
  setUpCommands(texts: Readonly<Record<'ar' | 'en', readonly CommandText[]>>): Promise<Result<null, string>>;
  /** Tells Telegram where to post updates. */
  setUpWebhook(url: string, secret: string): Promise<Result<null, string>>;
  /** The bot's name without `@`, for links to it; null while Telegram does not tell. */
  username(): Promise<string | null>;
}

const done = (result: Result<unknown, CallFailure>): Result<null, string> =>
  result.ok ? ok(null) : fail(failureWords(result.error));

/** Telegram as a channel. `account` is the bot's id, `peer` the id of the private chat. */
export const createTelegramAdapter = (options: TelegramOptions): TelegramAdapter => {
  const { token, apiRoot, log, clock = systemClock, chatPace, groupNotice } = options;
  const account = token.split(':')[0] ?? '';
  const api = createTelegramApi({ token, apiRoot, clock });
  const intake = createIntake({ api, account, log, groupNotice });

  return {
    channel: telegramChannel,
    account,
    capabilities: {
      textCharacters: telegramLimits.textCharacters,
      captionCharacters: telegramLimits.captionCharacters,
      buttons: {
        most: telegramLimits.buttons,
        labelCharacters: telegramLimits.buttonLabelCharacters,
        idBytes: telegramLimits.choiceIdBytes,
      },
      requestsContact: true,
      requestsLocation: true,
      deletesMessages: true,
      sendsMedia: true,
      thirdParty: true,
    },
    send: createSender(api, createPacing(clock, chatPace)),
    async deleteMessage(peer, messageId) {
      const message = { chat_id: Number(peer), message_id: Number(messageId) };
      const deleted = await api.call((raw, signal) => raw.deleteMessage(message, signal));
      if (!deleted.ok) {
        log.warn({ problem: failureWords(deleted.error) }, 'Telegram: a message could not be deleted');
      }
      return deleted.ok;
    },
    fetchFile: createFileFetcher(api, clock),
    startPolling: (polling) => poll({ ...polling, api, intake, clock, log }),
    webhook: ({ receiver, secret }) => createWebhookHandler({ intake, receiver, secret, log }),
    async setUpCommands(texts) {
      const scope = { type: 'all_private_chats' } as const;
      const arabic = { commands: [...texts.ar], scope };
      const english = { commands: [...texts.en], scope, language_code: 'en' } as const;
      const first = await api.call((raw, signal) => raw.setMyCommands(arabic, signal));
      if (!first.ok) return done(first);
      return done(await api.call((raw, signal) => raw.setMyCommands(english, signal)));
    },
    async setUpWebhook(url, secret) {
      const webhook = { url, secret_token: secret, allowed_updates: [...wantedUpdates] };
      return done(await api.call((raw, signal) => raw.setWebhook(webhook, signal)));
    },
    username: () => intake.username(),
  };
};
