import type { Logger } from './log.ts';

const quietMillis = 30_000;

/** Warns of the same thing at most twice a minute: what happens to every connection at once is one piece of news. */
export const createSparingly = (log: Logger, message: string): ((problem: string) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (problem) => {
    const now = performance.now();
    if (now - last < quietMillis) return;
    last = now;
    log.warn({ problem }, message);
  };
};
