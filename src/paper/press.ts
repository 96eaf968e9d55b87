import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Answer, Order } from './order.ts';
import type { Paper } from './paper.ts';
import { plainIn, withoutMarks } from './plain-words.ts';

/** Makes papers. */
export interface Press {
  /** The paper as a PDF, with the hash (SHA-256, hex) of what it says, whose beginning stands on each page. */
  paper(
    paper: Paper,
    madeAt: Date,
  ): Promise<{ readonly content: Uint8Array; readonly contentSha256: string }>;
  /** Ends the thread; what is being made fails. */
  close(): Promise<void>;
}

/** What is rarely made holds its memory for so long after it was used. */
const idleMillis = 60_000;
const markCharacters = 16;
/** A thread that gives no answer for so long is given up. */
const longestMillis = 10_000;

interface Waiting {
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A press in a thread of its own, which begins with the first order and ends after a while without any: the compiler
 * holds some tens of megabytes, and takes a third of a second to begin with, for which no conversation should wait.
 */
export const createPress = (): Press => {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const end = async (why: Error): Promise<void> => {
    const ending = thread;
    thread = null;
    clearTimeout(idle);
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
    await ending?.terminate();
  };

  const begin = (): Worker => {
    const begun = new Worker(new URL('worker.ts', import.meta.url));
    // The program may end while a thread waits for orders.
    begun.unref();
    begun.on('message', (answer: Answer) => {
      const order = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) idle = setTimeout(() => void end(new Error('idle')), idleMillis).unref();
      if ('problem' in answer) order?.reject(new Error(`the press failed: ${answer.problem}`));
      else order?.resolve(answer.pdf);
    });
    begun.on('error', (error: Error) => {
      if (thread === begun) void end(error);
    });
    begun.on('exit', () => {
      if (thread === begun) void end(new Error('the press ended'));
    });
    return begun;
  };

  const print = async (values: string, madeAt: Date): Promise<Uint8Array> => {
    clearTimeout(idle);
    thread ??= begin();
    last += 1;
    const order: Order = { id: last, values, at: Math.floor(madeAt.getTime() / 1000) };
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    waiting.set(order.id, { resolve, reject });
    const tooLong = setTimeout(() => void end(new Error('the press gave no answer')), longestMillis);
    thread.postMessage(order);
    try {
      return await promise;
    } finally {
      clearTimeout(tooLong);
    }
  };

  return {
    async paper(paper, madeAt) {
      const said = plainIn(paper, withoutMarks) as Paper;
      const contentSha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      const values = JSON.stringify({ ...said, mark: contentSha256.slice(0, markCharacters) });
      return { content: new Uint8Array(await print(values, madeAt)), contentSha256 };
    },
    close: () => end(new Error('the press is closed')),
  };
};
