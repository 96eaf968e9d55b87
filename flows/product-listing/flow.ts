import type { Flow } from '../../src/engine/vocabulary.ts';
import {
  type PersonRequestAnswers,
  personRequestOutro,
  registeredRequestQuestions,
  whatIsJustKnown,
  whatIsKnown,
} from '../talk-to-person/questions.ts';

/** A registered family's wish reaches an officer; whoever is not registered does that first, and the wish waits. */
export const productListing: Flow<PersonRequestAnswers> = {
  name: 'product-listing',
  version: 1,
  texts: 'talk-to-person',
  questions: registeredRequestQuestions.map((question) =>
    question.key === 'message'
      ? { ...question, params: () => ({ what: { key: 'talk-to-person:message.products' } }) }
      : question,
  ),
  intro: () => 'intro-product',
  requires: (facts) =>
    facts.registered === true ? null : { flow: 'registration', params: { goal: 'product' } },
  preload: whatIsKnown,
  knows: whatIsJustKnown,
  command: ({ known: _known, ...answers }) => ({
    name: 'request-person',
    answers: { ...answers, topic: 'product' },
  }),
  outro: () => personRequestOutro,
};
