import { createChanges } from '../support/fake-bot-api/signal.ts';

interface Timer {
  readonly atMillis: number;
  readonly lengthMillis: number;
  readonly run: () => void;
}

/** A clock that stands until it is moved. */
export interface ManualClock {
  nowMillis(): number;
  after(millis: number, run: () => void): () => void;
  /** Moves time on and runs what falls due. */
  advance(millis: number): void;
  /** Waits until somebody waits for that long. */
  untilAwaited(millis: number): Promise<void>;
}

export const createManualClock = (): ManualClock => {
  const changes = createChanges();
  const timers = new Set<Timer>();
  let now = 1_000_000;
  return {
    nowMillis: () => now,
    after(millis, run) {
      const timer = { atMillis: now + millis, lengthMillis: millis, run };
      timers.add(timer);
      changes.announce();
      return () => timers.delete(timer);
    },
    advance(millis) {
      now += millis;
      for (const timer of [...timers].sort((one, other) => one.atMillis - other.atMillis)) {
        if (timer.atMillis > now || !timers.delete(timer)) continue;
        timer.run();
      }
    },
    async untilAwaited(millis) {
      await changes.until(() =>
        [...timers].some((timer) => timer.lengthMillis === millis) ? true : undefined,
      );
    },
  };
};
