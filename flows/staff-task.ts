import { mayNameSomebody, namedFile } from '../src/domain/staff/policy.ts';
import type { Answers, Json, Lead, Message, Question } from '../src/engine/vocabulary.ts';

export type TaskAnswers = { task: string };

/** Which task it is about: given by the card's button, otherwise chosen from the member's open ones. */
export const taskQuestion: Question<TaskAnswers> = {
  key: 'task',
  kind: 'choice',
  // Asked of staff alone, to whom nobody else is offered.
  wordsFor: () => 'task',
  choicesFrom: () => ({ source: 'open-tasks', params: {} }),
};

/** Whose file a small flow is about, as the card's button says: the number of the application or file, and the name. */
export const whoseFile = ({ about }: Answers): Message | null => {
  const { of, number, called } = (about ?? {}) as { readonly [name: string]: Json | undefined };
  if (of !== 'application' && of !== 'file' && of !== 'person') return null;
  const name = typeof called === 'string' && called !== '' ? called : { key: 'alerts:name-unknown' };
  return { key: `alerts:whose.${of}`, params: { number: String(number ?? ''), called: name } };
};

/** Words of a member of staff that may name a file or somebody whose file or task it may open. */
export const leadToFile = (words: string): Lead | null => {
  const named = namedFile(words);
  if (!named && !mayNameSomebody(words)) return null;
  const params = named ? { ...named } : { of: 'file', words };
  return { need: { source: 'file-by-words', params }, first: named !== null };
};
