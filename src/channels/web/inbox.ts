import type { SettledReply, SettledTurn } from '../contract.ts';

/** A reply of a turn; `asked` is the number of the question it puts, where the turn tells it. */
export type WebReply = SettledReply & { readonly asked?: number };

/**
 * What the web chat reads of its own conversations. A web chat has no provider that would carry a reply to the
 * phone: the stored reply is the delivery, and the page comes and fetches it.
 */
export interface WebInbox {
  /**
   * Replies to this peer that came after the reply with id `after` (null: all, oldest first), and the question that
   * waits now. An unknown peer has no replies and no question.
   */
  repliesAfter(peer: string, after: string | null): Promise<SettledTurn>;
  /** A file that was sent to this peer; null when there is none of this id, or when it was sent to somebody else. */
  media(
    peer: string,
    documentId: string,
  ): Promise<{ readonly mime: string; readonly content: Uint8Array } | null>;
}
