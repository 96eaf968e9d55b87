import type { Standing } from '../commit/standing.ts';

/** Conversations at hand, as their last turn here left them, the least recently used dropped first. */
export interface Standings {
  get(conversationId: string): Standing | undefined;
  keep(standing: Standing): void;
  drop(conversationId: string): void;
}

/** Its bytes alone: a view would hold all of the memory that it was cut from. */
const copied = (bytes: Uint8Array | null): Uint8Array | null =>
  bytes === null ? null : new Uint8Array(bytes);

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
      kept.set(standing.conversation_id, {
        ...standing,
        sealed_state: copied(standing.sealed_state),
        wrapped: copied(standing.wrapped),
      });
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
