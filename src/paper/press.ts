import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { Answer, Order, Printed } from './order.ts';
import type { DrawnPicture, Paper } from './paper.ts';
import { plainIn, withoutMarks } from './plain-words.ts';

/** Makes papers and pictures. */
export interface Press {
  /** The paper as a PDF, with the hash (SHA-256, hex) of what it says, whose beginning stands on each page. */
  paper(
    paper: Paper,
    madeAt: Date,
  ): Promise<{ readonly content: Uint8Array; readonly contentSha256: string }>;
  /** The picture of a study as a PNG, 1080 pixels wide; it fails where too many wait already. */
  study(picture: DrawnPicture): Promise<Uint8Array>;
  /** Ends the thread; what is being made fails. */
  close(): Promise<void>;
}

/** What is rarely made holds its memory for so long after it was used. */
const idleMillis = 60_000;
const markCharacters = 16;
/** A thread that gives no answer for so long is given up. */
const longestMillis = 10_000;
/** A picture is a kindness beside its words: however many ask for one at once, papers do not wait long behind them. */
const mostPictures = 20;
const pictureWidthPixels = 1080;

interface Waiting {
  readonly resolve: (printed: Printed) => void;
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
  let pictures = 0;
  let drawn: Promise<unknown> = Promise.resolve();

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
      else order?.resolve(answer);
    });
    begun.on('error', (error: Error) => {
      if (thread === begun) void end(error);
    });
    begun.on('exit', () => {
      if (thread === begun) void end(new Error('the press ended'));
    });
    return begun;
  };

  const print = async (template: Order['template'], values: string, madeAt: Date): Promise<Printed> => {
    clearTimeout(idle);
    thread ??= begin();
    last += 1;
    const order: Order = { id: last, template, values, at: Math.floor(madeAt.getTime() / 1000) };
    const { promise, resolve, reject } = Promise.withResolvers<Printed>();
    waiting.set(order.id, { resolve, reject });
    const tooLong = setTimeout(() => void end(new Error('the press gave no answer')), longestMillis);
    thread.postMessage(order);
    try {
      return await promise;
    } finally {
      clearTimeout(tooLong);
    }
  };

  /** One after the other: each takes some megabytes while it is drawn. */
  const draw = async (picture: DrawnPicture): Promise<Uint8Array> => {
    const printed = await print('study', JSON.stringify(plainIn(picture)), new Date(0));
    if (!('svg' in printed)) throw new Error('a picture is drawn as SVG');
    const { svg } = printed;
    const drawing = drawn.then(() =>
      sharp(Buffer.from(svg)).resize({ width: pictureWidthPixels }).png().toBuffer(),
    );
    drawn = drawing.catch(() => undefined);
    return new Uint8Array(await drawing);
  };

  return {
    async paper(paper, madeAt) {
      const said = plainIn(paper, withoutMarks) as Paper;
      const contentSha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      const values = JSON.stringify({ ...said, mark: contentSha256.slice(0, markCharacters) });
      const printed = await print('paper', values, madeAt);
      if (!('pdf' in printed)) throw new Error('a paper is a PDF');
      return { content: new Uint8Array(printed.pdf), contentSha256 };
    },
    async study(picture) {
      if (pictures >= mostPictures) throw new Error('too many pictures wait');
      pictures += 1;
      try {
        return await draw(picture);
      } finally {
        pictures -= 1;
      }
    },
    close: () => end(new Error('the press is closed')),
  };
};
