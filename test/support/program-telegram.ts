import { decodeCallback } from '../../src/channels/telegram/callback-data.ts';
import type { FakePerson } from './fake-bot-api/person.ts';
import type { FakeBotApi } from './fake-bot-api.ts';
import { type RunningProgram, until } from './program.ts';
import type { Act } from './program-chat.ts';

export const webhookSecret = 'secret-of_the-webhook-1234';

/**
 * The variables that give a program the fake bot, to be polled or by webhook. Nobody reads along, so nobody is paced:
 * the pace has tests of its own.
 */
export const telegramEnvironment = (
  bot: FakeBotApi,
  mode: 'polling' | 'webhook' = 'polling',
): { readonly [variable: string]: string } => ({
  TELEGRAM_BOT_TOKEN: bot.token,
  TELEGRAM_API_ROOT: bot.apiRoot,
  TELEGRAM_MODE: mode,
  TELEGRAM_CHAT_PACE: '100',
  ...(mode === 'webhook'
    ? { TELEGRAM_WEBHOOK_SECRET: webhookSecret, PUBLIC_URL: 'https://herfah.example' }
    : {}),
});

/** One person's phone with Telegram; the question that waits is read from the database, since Telegram shows words only. */
export interface Phone {
  readonly waiting: string | null;
  readonly replies: readonly { readonly text: string }[];
  act(act: Act): Promise<void>;
}

export const openPhone = (program: RunningProgram, bot: FakeBotApi, person: FakePerson): Phone => {
  const { database, ring } = program.stores;
  const peerHash = ring.lookup('peer', `telegram\u0000${bot.botId}\u0000${person.peer}`);
  let sent = 0;
  let waiting: string | null = null;

  const settled = async (): Promise<void> => {
    const question = await until(async () => {
      const rows = await database.$queryRaw<
        { readonly question: { readonly flow: string; readonly key: string } | null }[]
      >`select i.question from inbound i join contact c on c.id = i.contact_id
          where c.peer_hash = ${peerHash} and i.handled_at is not null order by i.seq`;
      return rows.length >= sent ? { is: rows.at(-1)?.question ?? null } : null;
    }, `message ${sent} of ${person.peer} is handled`);
    waiting = question.is === null ? null : `${question.is.flow}.${question.is.key}`;
  };

  /** Presses the newest button with this id, once everything that was said can be seen. */
  const press = async (id: string): Promise<void> => {
    await until(
      async () => (await database.outbound.count({ where: { state: { in: ['pending', 'sending'] } } })) === 0,
      'everything is sent',
      40_000,
    );
    const buttons = person.messages.flatMap((message) => message.buttons.flat());
    const label = buttons.findLast(({ data }) => decodeCallback(data).id === id)?.label;
    if (label === undefined) throw new Error(`no button ${id} can be seen`);
    person.presses(label);
  };

  return {
    get waiting() {
      return waiting;
    },
    get replies() {
      return person.messages;
    },
    async act(act) {
      sent += 1;
      if ('text' in act) person.says(act.text);
      else if ('choice' in act) await press(act.choice);
      else if ('file' in act) person.sendsPhoto(act.file.content);
      else if ('location' in act) person.sharesLocation(act.location.lat, act.location.lon);
      else throw new Error('Telegram has no such message');
      await settled();
    },
  };
};
