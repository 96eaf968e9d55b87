import type { Flow } from '../../src/engine/vocabulary.ts';
import { type PersonRequestAnswers, personRequestQuestions } from '../talk-to-person/questions.ts';

/** A registered family's wish reaches an officer; whoever is not registered does that first, and the wish waits. */
export const financing: Flow<PersonRequestAnswers> = {
  name: 'financing',
  version: 1,
  texts: 'talk-to-person',
  questions: personRequestQuestions,
  intro: () => 'intro-financing',
  requires: (facts) =>
    facts.registered === true ? null : { flow: 'registration', params: { goal: 'financing' } },
  command: (answers) => ({ name: 'request-person', answers: { ...answers, topic: 'financing' } }),
  outro: ({ womanOnly }) => ({
    key: womanOnly === true ? 'talk-to-person:outro-woman' : 'talk-to-person:outro',
    params: { promisedDay: { outcome: 'promisedDay' } },
  }),
};
