import type { Flow } from '../../src/engine/vocabulary.ts';
import { correctableQuestions } from '../my-data/questions.ts';
import type { RegistrationAnswers } from '../registration/answers.ts';

export type AgreeRegistrationAnswers = RegistrationAnswers & {
  readBack: boolean;
  agreed: boolean;
  objection: string | null;
};

/** What an officer wrote down at the desk, read back by the family: it corrects, then agrees or not. */
export const agreeRegistration: Flow<AgreeRegistrationAnswers> = {
  name: 'agree-registration',
  version: 1,
  waitedFor: true,
  texts: 'registration',
  questions: [
    ...correctableQuestions,
    { key: 'readBack', kind: 'review' },
    { key: 'agreed', kind: 'yes-no' },
    {
      key: 'objection',
      kind: 'text',
      optional: true,
      verbatim: true,
      when: ({ agreed }) => agreed === false,
    },
  ],
  preload: () => ({ source: 'my-data', params: {} }),
  intro: () => 'intro-agree',
  command: ({ readBack: _readBack, ...answers }) => ({ name: 'agree-registration', answers }),
  establishes: ({ agreed }) => (agreed ? { agreed: true } : {}),
  outro: ({ agreed }) => ({ key: agreed ? 'registration:outro-agreed' : 'registration:outro-not-agreed' }),
};
