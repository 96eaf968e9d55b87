import type { Flow } from '../../src/engine/vocabulary.ts';
import { type PersonRequestAnswers, personRequestQuestions } from './questions.ts';

/** The topic is asked unless the flow was opened with one. */
export const talkToPerson: Flow<PersonRequestAnswers> = {
  name: 'talk-to-person',
  version: 1,
  openToAll: true,
  questions: [
    {
      key: 'topic',
      kind: 'choice',
      choices: [
        'registration',
        'financing',
        'product',
        'money',
        'licensing',
        'workshops',
        'withdrawal',
        'other',
      ],
    },
    ...personRequestQuestions,
  ],
  intro(_facts, params) {
    const topic = params.topic;
    return topic === 'licensing' || topic === 'workshops' ? `intro-${topic}` : null;
  },
  command: (answers) => ({ name: 'request-person', answers }),
  outro: ({ womanOnly }) => ({
    key: womanOnly === true ? 'talk-to-person:outro-woman' : 'talk-to-person:outro',
    params: { promisedDay: { outcome: 'promisedDay' } },
  }),
};
