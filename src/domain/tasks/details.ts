/** Words of a talk, who said them and when (ISO 8601). */
export interface Said {
  readonly from: 'family' | 'staff';
  readonly text: string;
  readonly at: string;
  /** The member who said it. */
  readonly by?: string;
  /** What was sent with the words, or instead of them. */
  readonly file?: 'voice' | 'photo' | 'document';
  /** How many files those are, where they are several; `document` where they are of several kinds. */
  readonly files?: number;
}

/** The member whose words a talk waits for an answer to; null where the family spoke last. */
export const answeredMember = (details: TaskDetails): string | null =>
  details.said?.at(-1)?.from === 'staff' ? (details.said.at(-1)?.by ?? null) : null;

/** What the family said that nobody answered yet, oldest first; its last words where all is answered. */
export const unansweredWords = ({ said = [] }: TaskDetails): readonly Said[] => {
  const last = said.findLastIndex(({ from }) => from === 'family');
  const before = said.findLastIndex(({ from }, place) => place < last && from === 'staff');
  return said.slice(before + 1, last + 1);
};

/** The member who last wrote to the family. */
export const lastWriter = (details: TaskDetails): string | null =>
  details.said?.findLast(({ by }) => by !== undefined)?.by ?? null;

/**
 * What the family did since the last card: `objection` to a refusal, `agreement` or `disagreement` with what was written
 * down at the desk. What the guarantor of its application did, or that he is to be called.
 * `correction-agreed` or `correction-refused` to what was changed in its study, `correction-unanswered` where it said nothing.
 */
export type News =
  | 'answer'
  | 'correction'
  | 'objection'
  | 'agreement'
  | 'disagreement'
  | 'correction-agreed'
  | 'correction-refused'
  | 'correction-unanswered'
  | 'message'
  | 'guarantor-call'
  | 'guarantor-accepted'
  | 'guarantor-declined'
  | 'guarantor-expired';

/** What a task carries besides its columns; kept sealed, since it holds people's own words. */
export interface TaskDetails {
  readonly said?: readonly Said[];
  /** When a call suits, in the family's own words. */
  readonly when?: string;
  /** By whom a call is wished for, beyond women only. */
  readonly wish?: 'man';
  /** A number to call, of somebody who is not registered. */
  readonly mobile?: string;
  /** Keys of the answers that were corrected. */
  readonly changed?: readonly string[];
  /** What happened last, and so what the next card is about. */
  readonly news?: News;
  /** What an answer was sent for (`iban`, `clarification`, ...). */
  readonly what?: string;
  /** How many files the answer is, where they are several, and what they are. */
  readonly files?: { readonly kind: 'photo' | 'document'; readonly count: number };
  /** Number of the application that the task is a stage of. */
  readonly application?: number;
  /** The bank's decision on paper that waits for a second person. */
  readonly bankDecision?: string;
  /** The signed paper that waits for a second person. */
  readonly signedForm?: string;
  /** Why a file came back to study, in the words of who sent it back. */
  readonly returned?: string;
  /** How the family was told of the refusal that ended this task, in the officer's own words. */
  readonly refusal?: string;
}

const mostKept = 30;

/** Adds words to a talk; only the latest are kept. */
export const withWords = (details: TaskDetails, said: Said): TaskDetails => ({
  ...details,
  said: [...(details.said ?? []), said].slice(-mostKept),
});

/** Joins what was corrected earlier and now. */
export const withChanges = (details: TaskDetails, changed: readonly string[]): TaskDetails => ({
  ...details,
  changed: [...new Set([...(details.changed ?? []), ...changed])],
});
