import type { Json, Question } from '../../src/engine/vocabulary.ts';
import { isAddressedAsWoman } from '../facts.ts';

export type PersonRequestAnswers = {
  topic: string;
  message: string | null;
  voice: Json;
  womanOnly: boolean;
  when: string | null;
};

/** What every request for a person asks: what it is about, by whom and when it suits. All of it may be skipped. */
export const personRequestQuestions: readonly Question<PersonRequestAnswers>[] = [
  { key: 'message', kind: 'text', optional: true, verbatim: true },
  { key: 'voice', kind: 'voice', optional: true, when: (answers) => answers.message === null },
  { key: 'womanOnly', kind: 'yes-no', when: (_answers, facts) => isAddressedAsWoman(facts) },
  { key: 'when', kind: 'text', optional: true },
];
