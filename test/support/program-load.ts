import type { RunningProgram } from './program.ts';
import { type Act, type ChatAnswer, newConversation } from './program-chat.ts';
import { registrationScript, type Script, someFamily } from './program-registration.ts';

/** What a person who holds on to every message knows: what was sent, and what was answered. */
export interface Walker {
  readonly id: string;
  /** Ids of messages that were answered, with the answer. */
  readonly answered: ReadonlyMap<string, ChatAnswer>;
  readonly waiting: string | null;
  readonly done: boolean;
}

export interface Load {
  readonly walkers: readonly Walker[];
  /** Resolves after so many more answers from now. */
  answers(more: number): Promise<void>;
  /** The program went away, or is back at this address. */
  moveTo(url: string): void;
  /** Resolves when every walker has come to the end of its registration. */
  readonly finished: Promise<void>;
  stop(): void;
}

/**
 * So many people register at once, each sending a message again, with the same id, until it is answered: as a phone
 * does that lost its connection.
 */
export const startLoad = async (url: string, people: number): Promise<Load> => {
  let address = url;
  let stopped = false;
  let answers = 0;
  const waits = new Set<() => void>();
  const script: Script = await registrationScript(someFamily());
  const { 'registration.idPhoto': _photo, ...typed } = script;

  const send = async (id: string, message: string, act: Act): Promise<ChatAnswer | null> => {
    try {
      const response = await fetch(`${address}/chat/api/conversations/${id}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: message, ...act }),
        signal: AbortSignal.timeout(25_000),
      });
      if (!response.ok) return null;
      const answer = (await response.json()) as ChatAnswer;
      return answer.pending ? null : answer;
    } catch {
      return null;
    }
  };

  const walk = (): Walker & { run(): Promise<void> } => {
    const id = newConversation();
    const answered = new Map<string, ChatAnswer>();
    const { nationalId, mobile } = someFamily();
    let waiting: string | null = null;
    let done = false;
    const actAt = (question: string): Act => {
      if (question === 'registration.nationalId') return { text: nationalId };
      if (question === 'registration.mobile') return { text: mobile };
      if (question === 'registration.idPhoto') return { choice: 'skip' };
      return typed[question] ?? { choice: 'menu' };
    };
    return {
      id,
      answered,
      get waiting() {
        return waiting;
      },
      get done() {
        return done;
      },
      async run() {
        for (let message = 1; !stopped && !done; ) {
          const act: Act = waiting === null ? { text: 'السلام عليكم' } : actAt(waiting);
          const answer = await send(id, `m${message}`, act);
          if (answer === null) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            continue;
          }
          answered.set(`m${message}`, answer);
          message += 1;
          answers += 1;
          for (const look of [...waits]) look();
          const before = waiting;
          waiting = answer.question === null ? null : `${answer.question.flow}.${answer.question.key}`;
          done = before === 'registration.review' && waiting === 'menu.menu';
        }
      },
    };
  };

  const walkers = Array.from({ length: people }, walk);
  return {
    walkers,
    answers: (more) =>
      new Promise((resolve) => {
        const goal = answers + more;
        const look = (): void => {
          if (answers < goal && !walkers.every(({ done }) => done)) return;
          waits.delete(look);
          resolve();
        };
        waits.add(look);
        look();
      }),
    moveTo(next) {
      address = next;
    },
    finished: Promise.all(walkers.map((walker) => walker.run())).then(() => undefined),
    stop() {
      stopped = true;
    },
  };
};

/** What must hold of the stored messages, however often the program died: nothing lost, nothing twice. */
export const accountOf = async (database: RunningProgram['stores']['database']) => {
  const [row] = await database.$queryRaw<
    {
      readonly unhandled: number;
      readonly turns: number;
      readonly versions: number;
      readonly unanswered: number;
      readonly stuck: number;
    }[]
  >`
    select
      (select count(*)::int from inbound where handled_at is null) as unhandled,
      (select count(*)::int from inbound where handled_at is not null) as turns,
      (select sum(version)::int from conversation) as versions,
      (select count(*)::int from inbound i where handled_at is not null
        and not exists (select 1 from outbound o where o.inbound_seq = i.seq)) as unanswered,
      (select count(*)::int from outbound where state in ('pending', 'sending')
        and exists (select 1 from contact c where c.person_id = outbound.person_id)) as stuck`;
  return row;
};
