import type { Standing } from '../commit/standing.ts';

/** Conversations at hand, as their last turn here left them, the least recently used dropped first. */
export interface Standings {
  get(conversationId: string): Standing | undefined;
  keep(standing: Standing): void;
  drop(conversationId: string): void;
}

/**
 * What is remembered is checked by the statement that writes the next turn, so it may be out of date; it stays sealed,
 * and opens only while the person's key exists.
 */
export const createStandings = (capacity = 2000): Standings => {
  const kept = new Map<string, Standing>();
  return {
    get: (conversationId) => kept.get(conversationId),
    keep(standing) {
      kept.delete(standing.conversation_id);
      kept.set(standing.conversation_id, standing);
      for (const oldest of kept.keys()) {
        if (kept.size <= capacity) break;
        kept.delete(oldest);
      }
    },
    drop(conversationId) {
      kept.delete(conversationId);
    },
  };
};
