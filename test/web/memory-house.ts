import type {
  IncomingMessage,
  ReceivedMessage,
  Receiver,
  SettledReply,
  SettledTurn,
} from '../../src/channels/contract.ts';
import type { WebInbox } from '../../src/channels/web/inbox.ts';

/** What a turn says, before the house gives its replies their ids. */
export interface Said {
  readonly language?: 'ar' | 'en';
  readonly replies: readonly (Partial<Omit<SettledReply, 'id'>> & { readonly asked?: number })[];
  readonly question?: SettledTurn['question'];
}

export type Converse = (message: IncomingMessage, turnsBefore: number) => Said | Promise<Said>;

interface Conversation {
  language: 'ar' | 'en';
  question: SettledTurn['question'];
  turns: number;
  tail: Promise<unknown>;
  readonly replies: SettledReply[];
}

/**
 * The house behind the web chat, in memory and true to the contract of `Receiver` and `WebInbox`: the same message
 * twice is taken once, messages of one peer are taken one at a time, and of different peers at the same time.
 */
export class MemoryHouse implements Receiver, WebInbox {
  /** Every message that was taken, in order. */
  readonly taken: IncomingMessage[] = [];
  readonly documents = new Map<string, { peer: string; mime: string; content: Uint8Array }>();
  readonly #converse: Converse;
  readonly #settled = new Map<string, Promise<SettledTurn>>();
  readonly #conversations = new Map<string, Conversation>();
  #replies = 0;

  constructor(converse: Converse) {
    this.#converse = converse;
  }

  async receive(message: IncomingMessage): Promise<ReceivedMessage> {
    const key = `${message.channel} ${message.account} ${message.peer} ${message.providerId}`;
    const known = this.#settled.get(key);
    const turn = known ?? this.#take(message);
    this.#settled.set(key, turn);
    return { isNew: known === undefined, settled: (timeoutMillis) => within(turn, timeoutMillis) };
  }

  async peerChanged(): Promise<void> {}

  async repliesAfter(peer: string, after: string | null): Promise<SettledTurn> {
    const conversation = this.#conversations.get(peer);
    if (conversation === undefined) return { language: 'ar', replies: [], question: null };
    const from = conversation.replies.findIndex((reply) => reply.id === after) + 1;
    return {
      language: conversation.language,
      replies: conversation.replies.slice(from),
      question: conversation.question,
    };
  }

  async media(peer: string, documentId: string) {
    const document = this.documents.get(documentId);
    return document === undefined || document.peer !== peer ? null : document;
  }

  /** Something said without being asked, as by a member of staff or a reminder. */
  push(peer: string, said: Said): SettledTurn {
    const conversation = this.#conversation(peer);
    const replies = said.replies.map((reply) => this.#reply(reply));
    conversation.replies.push(...replies);
    conversation.language = said.language ?? conversation.language;
    if (said.question !== undefined) conversation.question = said.question;
    return { language: conversation.language, replies, question: conversation.question };
  }

  #take(message: IncomingMessage): Promise<SettledTurn> {
    const conversation = this.#conversation(message.peer);
    const turn = conversation.tail.then(async () => {
      const said = await this.#converse(message, conversation.turns);
      this.taken.push(message);
      conversation.turns += 1;
      return this.push(message.peer, { question: null, ...said });
    });
    conversation.tail = turn.catch(() => {});
    return turn;
  }

  #conversation(peer: string): Conversation {
    const known = this.#conversations.get(peer);
    if (known !== undefined) return known;
    const fresh: Conversation = {
      language: 'ar',
      question: null,
      turns: 0,
      tail: Promise.resolve(),
      replies: [],
    };
    this.#conversations.set(peer, fresh);
    return fresh;
  }

  #reply(reply: Said['replies'][number]): SettledReply {
    this.#replies += 1;
    return { text: '', choices: [], controls: [], ...reply, id: `r-${this.#replies}` };
  }
}

async function within<Value>(promise: Promise<Value>, millis: number): Promise<Value | null> {
  const timer = Promise.withResolvers<null>();
  const clock = setTimeout(() => timer.resolve(null), millis);
  try {
    return await Promise.race([promise, timer.promise]);
  } finally {
    clearTimeout(clock);
  }
}
