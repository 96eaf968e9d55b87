import type { SettledTurn, WaitingQuestion } from '../channels/contract.ts';
import type { SaidInTurn } from '../commit/new-turn.ts';
import type { Database } from '../db/client.ts';
import type { Renderer } from '../i18n/render.ts';
import { renderRow, renderSaid, type SaidReply } from '../outbox/render-row.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';
import { readSettled } from './store.ts';

/** Answers to messages, once their turns have been taken, by this process or another. */
export interface SettledTurns {
  /** Begins to watch for a turn; the result waits for it, null when time runs out. A new message's was not taken yet. */
  watch(seq: bigint, isNew: boolean): (timeoutMillis: number) => Promise<SettledTurn | null>;
  /** The answer of a turn that was just taken, without reading its rows. */
  told(said: SaidInTurn): SettledTurn;
  /** Told by the driver that a turn was committed here. */
  settle(seq: bigint): void;
}

/** How often the table is asked about a turn that another process may take. */
const pollMillis = 150;

export const createSettledTurns = (parts: {
  readonly database: Database;
  readonly keys: PersonKeys;
  readonly renderer: Renderer;
}): SettledTurns => {
  const waiting = new Map<bigint, Set<() => void>>();

  const answer = (replies: readonly SaidReply[], question: WaitingQuestion | null): SettledTurn => ({
    language: replies.at(-1)?.language ?? 'ar',
    replies,
    question,
  });

  const read = async (seq: bigint): Promise<SettledTurn | null> => {
    const inbound = await readSettled(parts.database, seq);
    if (!inbound) return null;
    const replies = inbound.said
      .map((row) => renderRow(row, parts.keys, parts.renderer))
      .filter((reply) => reply !== null);
    return answer(replies, inbound.question);
  };

  const finishAll = (seq: bigint): void => {
    for (const finish of [...(waiting.get(seq) ?? [])]) finish();
  };

  const nextSignal = (seq: bigint, timeoutMillis: number): Promise<void> =>
    new Promise((resolve) => {
      const listeners = waiting.get(seq) ?? new Set();
      const finish = (): void => {
        clearTimeout(timer);
        listeners.delete(finish);
        if (listeners.size === 0) waiting.delete(seq);
        resolve();
      };
      const timer = setTimeout(finish, timeoutMillis);
      listeners.add(finish);
      waiting.set(seq, listeners);
    });

  return {
    watch: (seq, isNew) => async (timeoutMillis) => {
      const deadline = performance.now() + timeoutMillis;
      for (let isFirst = true; ; isFirst = false) {
        const signal = nextSignal(seq, Math.max(1, Math.min(pollMillis, deadline - performance.now())));
        const turn = isFirst && isNew ? null : await read(seq);
        if (turn) {
          finishAll(seq);
          return turn;
        }
        await signal;
        if (performance.now() >= deadline) return await read(seq);
      }
    },
    told({ replies, reader, question }) {
      const said = replies.map(({ id, reply }) => renderSaid(id, reply, reader, parts.renderer));
      return answer(said, question);
    },
    settle(seq) {
      finishAll(seq);
    },
  };
};
