import type { Facts, Flow } from '../../src/engine/vocabulary.ts';
import { isDeclined, isWelcomed } from '../facts.ts';
import {
  type PersonRequestAnswers,
  personRequestOutro,
  personRequestQuestions,
  whatIsJustKnown,
  whatIsKnown,
} from './questions.ts';

const topics = [
  'registration',
  'financing',
  'product',
  'money',
  'licensing',
  'workshops',
  'withdrawal',
  'other',
];

/** The topic is asked unless the flow was opened with one. */
export const talkToPerson: Flow<PersonRequestAnswers> = {
  name: 'talk-to-person',
  version: 1,
  openToAll: true,
  questions: [
    {
      key: 'topic',
      kind: 'choice',
      story: { question: 'message', otherwise: 'other' },
      choices: (_answers, facts: Facts) => (isDeclined(facts) ? ['objection', ...topics] : topics),
    },
    ...personRequestQuestions,
  ],
  preload: whatIsKnown,
  knows: whatIsJustKnown,
  intro(_facts, params) {
    const { topic, wish } = params;
    if (wish === 'man') return 'intro-man';
    return topic === 'licensing' || topic === 'workshops' || topic === 'objection' ? `intro-${topic}` : null;
  },
  // Whoever asked for a person where the consent was asked has said what comes first.
  rests: (_answers, facts) => !isWelcomed(facts),
  command: ({ known: _known, ...answers }) => ({ name: 'request-person', answers }),
  outro: () => personRequestOutro,
};
