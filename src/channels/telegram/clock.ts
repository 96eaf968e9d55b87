/** Time as the adapter sees it, handed in so that tests move it by hand. */
export interface TelegramClock {
  nowMillis(): number;
  /** Runs once after that time; the returned function calls it off. */
  after(millis: number, run: () => void): () => void;
}

export const systemClock: TelegramClock = {
  nowMillis: () => Date.now(),
  after(millis, run) {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
};

/** Resolves after that time, or at once when the signal is aborted. */
export const pause = (clock: TelegramClock, millis: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      callOff();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const callOff = clock.after(millis, finish);
    signal?.addEventListener('abort', finish);
  });
