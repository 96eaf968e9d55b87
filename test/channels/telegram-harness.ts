import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Receiver } from '../../src/channels/contract.ts';
import { createTelegramAdapter, type TelegramAdapter } from '../../src/channels/telegram/adapter.ts';
import { createLogger } from '../../src/observability/log.ts';
import type { FakePerson } from '../support/fake-bot-api/person.ts';
import { type FakeBotApi, startFakeBotApi } from '../support/fake-bot-api.ts';
import type { ChannelHarness, Shown } from './harness.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const webhookSecret = 'secret-of_the-webhook-1234';

/** An adapter that speaks to a fake Bot API, with a clock that stands. */
export interface TelegramBench extends AsyncDisposable {
  readonly bot: FakeBotApi;
  readonly adapter: TelegramAdapter;
  readonly clock: ManualClock;
  readonly noura: FakePerson;
  log(): string;
}

export const createTelegramBench = async (
  options: { readonly groupNotice?: string } = {},
): Promise<TelegramBench> => {
  const bot = await startFakeBotApi();
  const clock = createManualClock();
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const adapter = createTelegramAdapter({ token: bot.token, apiRoot: bot.apiRoot, log, clock, ...options });
  const noura = bot.person({ id: 501, language: 'ar', phone: '966501234567' });
  noura.opensChat();
  return {
    bot,
    adapter,
    clock,
    noura,
    log: () => lines.join(''),
    [Symbol.asyncDispose]: () => bot.shutDown(),
  };
};

interface Receiving {
  stop(): Promise<void>;
  restart(): Promise<void>;
}

/** Long polling until it is stopped. */
export const receiveByPolling = async (bench: TelegramBench, receiver: Receiver): Promise<Receiving> => {
  const start = () => {
    const stop = new AbortController();
    const ended = bench.adapter.startPolling({ receiver, isStillHolder: () => true, signal: stop.signal });
    return { stop, ended };
  };
  let running = start();
  const stop = async () => {
    running.stop.abort();
    await running.ended;
  };
  return {
    stop,
    async restart() {
      await stop();
      running = start();
    },
  };
};

/** A web server with the webhook on it, as the program has one. */
export const receiveByWebhook = async (bench: TelegramBench, receiver: Receiver): Promise<Receiving> => {
  const handle = bench.adapter.webhook({ receiver, secret: webhookSecret });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const header = request.headers['x-telegram-bot-api-secret-token'];
    const { status } = await handle(typeof header === 'string' ? header : null, Buffer.concat(chunks));
    response.writeHead(status).end();
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`;
  const set = await bench.adapter.setUpWebhook(url, webhookSecret);
  if (!set.ok) throw new Error(set.error);
  return {
    async stop() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
    restart: async () => {},
  };
};

const firstBackoffMillis = 1000;
const requestTimeoutMillis = 30_000;

const shownTo = (person: FakePerson): readonly Shown[] => {
  const { messages } = person;
  return messages.map(({ text, media, buttons }, index) => ({
    text,
    // The keyboard in place of the phone's own belongs to what was said last.
    buttons: [
      ...buttons.flat().map(({ label }) => label),
      ...(index === messages.length - 1 ? (person.keyboard ?? []).flat() : []),
    ],
    ...(media ? { media: { kind: media.kind, content: media.content } } : {}),
  }));
};

export const telegramHarness =
  (mode: 'polling' | 'webhook') =>
  async (receiver: Receiver): Promise<ChannelHarness> => {
    const bench = await createTelegramBench();
    const { bot, adapter, clock, noura } = bench;
    const receiving = await (mode === 'polling' ? receiveByPolling : receiveByWebhook)(bench, receiver);
    const sends = ['sendMessage', 'sendPhoto', 'sendDocument', 'sendVoice'];
    return {
      adapter,
      peer: noura.peer,
      shown: async () => shownTo(noura),
      says: (text) => void noura.says(text),
      presses: (label) => void noura.presses(label),
      sharesContact: () => void noura.presses('📱 مشاركة رقمي'),
      sharesLocation: (lat, lon) => void noura.sharesLocation(lat, lon),
      sendsPhoto: (content) => void noura.sendsPhoto(content),
      async deliverAgain() {
        bot.deliverAgain();
        await receiving.restart();
      },
      acknowledged: () => bot.pendingUpdates.length === 0,
      untilAcknowledged: () => bot.confirmed(),
      async retry() {
        if (mode === 'webhook') return;
        await clock.untilAwaited(firstBackoffMillis);
        clock.advance(firstBackoffMillis);
      },
      passTime: (seconds) => clock.advance(seconds * 1000),
      blocks: () => void noura.blocks(),
      unblocks: () => void noura.unblocks(),
      moves() {
        bot.group(-44).migratesTo(-100_044);
        return { from: '-44', to: '-100044' };
      },
      troubles: {
        unknownPeer: '999',
        rateLimited: (seconds) => bot.trouble('sendMessage', { retryAfterSeconds: seconds }),
        losesAnswer: () => bot.trouble('sendMessage', 'loses-answer'),
        async neverAnswers() {
          bot.trouble('sendMessage', 'never-answers');
          await bot.called('sendMessage');
          clock.advance(requestTimeoutMillis);
        },
        async goesDown() {
          if (mode === 'polling') await receiving.stop();
          await bot.shutDown();
        },
        sendsAsked: () => bot.calls.filter(({ method }) => sends.includes(method)).length,
      },
      log: bench.log,
      secrets: [bot.token, bot.token.split(':')[1] ?? '', webhookSecret, 'احفظها', '966501234567'],
      async [Symbol.asyncDispose]() {
        await receiving.stop();
        await bot.shutDown();
      },
    };
  };
