import type { Flow } from '../../src/engine/vocabulary.ts';
import {
  type PersonRequestAnswers,
  personRequestOutro,
  registeredRequestQuestions,
  whatIsJustKnown,
  whatIsKnown,
} from '../talk-to-person/questions.ts';

/** A registered family's wish reaches an officer; whoever is not registered does that first, and the wish waits. */
export const financing: Flow<PersonRequestAnswers> = {
  name: 'financing',
  version: 1,
  texts: 'talk-to-person',
  questions: registeredRequestQuestions,
  intro: () => 'intro-financing',
  requires: (facts) =>
    facts.registered === true ? null : { flow: 'registration', params: { goal: 'financing' } },
  preload: whatIsKnown,
  knows: whatIsJustKnown,
  command: ({ known: _known, ...answers }) => ({
    name: 'request-person',
    answers: { ...answers, topic: 'financing' },
  }),
  outro: () => personRequestOutro,
};
