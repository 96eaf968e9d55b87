import type { Flow } from '../../src/engine/vocabulary.ts';
import type { RegistrationAnswers } from '../registration/answers.ts';
import { correctableQuestions } from './questions.ts';

export type MyDataAnswers = RegistrationAnswers & { overview: boolean };

/** Opens at the overview, since every answer is loaded; what is not correctable here is a word with a person. */
export const myData: Flow<MyDataAnswers> = {
  name: 'my-data',
  version: 1,
  texts: 'registration',
  questions: [...correctableQuestions, { key: 'overview', kind: 'review' }],
  preload: () => ({ source: 'my-data', params: {} }),
  // Nothing to see before the registration is sent, and nothing left over then: she is told how far it is.
  requires: (facts) =>
    facts.registered === true ? null : { flow: 'registration', params: { goal: 'my-data' }, instead: true },
  command: ({ overview: _overview, ...answers }) => ({ name: 'correct-family', answers }),
  outro: () => ({ key: 'registration:outro-corrected' }),
};
