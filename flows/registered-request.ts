import type { Flow } from '../src/engine/vocabulary.ts';
import {
  type PersonRequestAnswers,
  personRequestOutro,
  registeredRequestQuestions,
  whatIsJustKnown,
  whatIsKnown,
} from './talk-to-person/questions.ts';

/** A registered family's wish reaches an officer; whoever is not registered does that first, and the wish waits. */
export const registeredRequest = (
  name: string,
  topic: 'financing' | 'product',
): Flow<PersonRequestAnswers> => ({
  name,
  version: 1,
  texts: 'talk-to-person',
  questions: registeredRequestQuestions,
  intro: () => `intro-${topic}`,
  requires: (facts) => (facts.registered === true ? null : { flow: 'registration', params: { goal: topic } }),
  preload: whatIsKnown,
  knows: whatIsJustKnown,
  command: ({ known: _known, ...answers }) => ({ name: 'request-person', answers: { ...answers, topic } }),
  outro: () => personRequestOutro,
});
