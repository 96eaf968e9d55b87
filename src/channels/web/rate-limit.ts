interface RateLimitSettings {
  /** How many requests may come at once. */
  readonly burst: number;
  readonly perSecond: number;
  /** Milliseconds of any clock that never goes back. */
  readonly now: () => number;
  /** How many keys are remembered at most; the longest unused is forgotten first. */
  readonly keys?: number;
}

interface RateLimit {
  /** Null when the request may go on, otherwise in how many whole seconds it may be tried again. */
  take(key: string): number | null;
}

/** A token bucket per key: `burst` at once, then `perSecond`. */
export function createRateLimit({ burst, perSecond, now, keys = 10_000 }: RateLimitSettings): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key) {
      const at = now();
      const known = buckets.get(key);
      const tokens =
        known === undefined ? burst : Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSecond);
      // Deleted and set again, the map stays ordered by last use.
      buckets.delete(key);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at });
      if (buckets.size > keys) buckets.delete(buckets.keys().next().value!);
      return allowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
