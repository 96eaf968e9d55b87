import type { Message, Update } from 'grammy/types';
import { createPerson, type FakePerson, type PersonOptions } from './fake-bot-api/person.ts';
import type { Trouble } from './fake-bot-api/refusal.ts';
import { type Call, listen } from './fake-bot-api/server.ts';
import { createUpdates } from './fake-bot-api/updates.ts';
import { createWorld } from './fake-bot-api/world.ts';

export interface FakeGroup {
  readonly peer: string;
  /** Somebody writes in the group. */
  hears(text: string): number;
  /** The group becomes a supergroup with another id. */
  migratesTo(id: number): number;
  /** What the bot said in it. */
  readonly messages: readonly string[];
}

export interface FakeBotApi extends AsyncDisposable {
  readonly apiRoot: string;
  readonly token: string;
  readonly botId: string;
  readonly username: string;
  /** Every call that came, in order. */
  readonly calls: readonly Call[];
  /** Waits until a method was called that often in all; gives the last of those calls. */
  called(method: string, times?: number): Promise<Call>;
  person(options: PersonOptions): FakePerson;
  group(id: number): FakeGroup;
  /** An account that was deleted. */
  deactivate(peer: string): void;
  /** The next calls of a method meet these, one each; `download` is the fetching of a file. */
  trouble(method: string, ...troubles: readonly Trouble[]): void;
  /** An update of any kind; gives its number. */
  update(content: Omit<Update, 'update_id'>): number;
  /** Posts updates to this address from now on, as after setWebhook. */
  deliverTo(url: string, secret: string): void;
  /** Delivers what was confirmed once more, as if its confirmation had been lost. */
  deliverAgain(): void;
  /** Waits until everything sent is confirmed by the bot. */
  confirmed(): Promise<void>;
  readonly pendingUpdates: readonly number[];
  readonly webhookUrl: string | null;
  /** Statuses with which the webhook answered. */
  readonly webhookStatuses: readonly number[];
  readonly commands: ReadonlyMap<
    string,
    readonly { readonly command: string; readonly description: string }[]
  >;
  /** Callback queries whose button still shows that it waits. */
  readonly unansweredQueries: number;
  /** Waits for anything that can be seen here. */
  until<Value>(look: () => Value | undefined): Promise<Value>;
  /** Stops listening: connections are refused from now on. */
  shutDown(): Promise<void>;
}

const botId = 7_654_321;
const token = `${botId}:FAKE-secret_part-of-a-token`;
const username = 'herfah_test_bot';

/**
 * A Bot API on 127.0.0.1, true to the wire: what Telegram refuses it refuses, and updates are kept until they are
 * confirmed. Close it by `await using`.
 */
export const startFakeBotApi = async (): Promise<FakeBotApi> => {
  const world = createWorld(botId, username);
  const updates = createUpdates(world.changes);
  const calls: Call[] = [];
  const troubles = new Map<string, Trouble[]>();
  const server = await listen({
    token,
    world,
    updates,
    calls,
    nextTrouble: (method) => troubles.get(method)?.shift(),
  });
  let listening = true;
  const shutDown = async () => {
    if (!listening) return;
    listening = false;
    updates.stop();
    await server.close();
  };

  return {
    apiRoot: `http://127.0.0.1:${server.port}`,
    token,
    botId: String(botId),
    username,
    calls,
    called: (method, times = 1) =>
      world.changes.until(() => calls.filter((call) => call.method === method)[times - 1]),
    person: (options) => createPerson(world, updates, options),
    group(id) {
      const chat = { id, type: 'group', title: 'Neighbours' } as const;
      const own = world.addChat(chat);
      own.started = true;
      const sends = (content: Partial<Message>): number => {
        const from = { id: 99, is_bot: false, first_name: 'Neighbour', language_code: 'ar' };
        const message = { message_id: world.nextId(), date: 1_800_000_000, chat, from, ...content };
        return updates.push({ message } as Omit<Update, 'update_id'>);
      };
      return {
        peer: String(id),
        hears: (text) => sends({ text }),
        migratesTo(newId) {
          own.migratedTo = newId;
          world.addChat({ id: newId, type: 'supergroup', title: 'Neighbours' }).started = true;
          return sends({ migrate_to_chat_id: newId });
        },
        get messages() {
          return own.shown.map((message) => message.text);
        },
      };
    },
    deactivate(peer) {
      const chat = world.chats.get(Number(peer));
      if (chat) chat.deactivated = true;
    },
    trouble(method, ...more) {
      troubles.set(method, [...(troubles.get(method) ?? []), ...more]);
    },
    update: (content) => updates.push(content),
    deliverTo: (url, secret) => updates.setWebhook({ url, secret }),
    deliverAgain: () => updates.deliverAgain(),
    async confirmed() {
      await world.changes.until(() => (updates.pending.length === 0 ? true : undefined));
    },
    get pendingUpdates() {
      return updates.pending;
    },
    get webhookUrl() {
      return updates.webhook?.url ?? null;
    },
    webhookStatuses: updates.webhookStatuses,
    commands: world.commands,
    get unansweredQueries() {
      return world.queries.size;
    },
    until: (look) => world.changes.until(look),
    shutDown,
    [Symbol.asyncDispose]: shutDown,
  };
};
