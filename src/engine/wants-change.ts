import { matchKey } from '../kernel/text.ts';
import { findPhrase } from '../kernel/understanding.ts';
import { isStory } from './story.ts';
import { likely } from './sureness.ts';
import type { Waiting, Work } from './work.ts';

/** Words of the longest wish to change what is about to be sent. */
const mostWordsOfWish = 4;

/** What is to be changed or removed; `rest` is the sentence without the words of changing. */
export interface WantedChange {
  readonly id: 'change' | 'remove';
  readonly rest: string;
}

/** Match keys of a text in its own spelling: a value among them is kept as it was typed («منيرة», not «منيره»). */
const asWritten = (text: string, keys: string): string => {
  const left = keys.split(' ');
  const kept = text
    .split(/\s+/u)
    .reverse()
    .filter((word) => {
      const own = matchKey(word).split(' ');
      if (own.join(' ') !== left.slice(-own.length).join(' ')) return false;
      left.splice(-own.length);
      return true;
    });
  return left.length === 0 ? kept.reverse().join(' ') : keys;
};

/** Whether a control is a wish to change or remove what was answered. */
export const isChange = (id: string): id is 'change' | 'remove' => id === 'change' || id === 'remove';

/** The change that a sentence wishes for, whatever waits; null where it wishes for none. */
export const changeIn = (work: Work, text: string): WantedChange | null => {
  const found = findPhrase(work.registry.lexicon.controls, text, { minimumScore: likely });
  return found && isChange(found.id) ? { id: found.id, rest: asWritten(text, found.rest) } : null;
};

/** Whether a sentence wants something changed or removed, where the waiting question leaves room for that. */
export const wantsChange = (work: Work, waiting: Waiting, text: string): WantedChange | null => {
  const { question } = waiting;
  if (question.verbatim || question.opens || isStory(waiting, text)) return null;
  // A whole sentence where it may be new words to be sent («نقدر نغيّر القرار إذا…») is no wish to change an answer.
  if (question.follows !== undefined && text.trim().split(/\s+/u).length > mostWordsOfWish) return null;
  return changeIn(work, text);
};
