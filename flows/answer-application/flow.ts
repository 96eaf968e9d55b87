import type { Flow } from '../../src/engine/vocabulary.ts';

export type AnswerApplicationAnswers = {
  application: string;
  note: string;
  officer: string;
  officerSex: string;
  message: string;
};

/** Opened with what an officer asked about the application: the family answers in its own words. */
export const answerApplication: Flow<AnswerApplicationAnswers> = {
  name: 'answer-application',
  version: 1,
  waitedFor: true,
  questions: [
    // Never put: they receive the application, the officer's words, and whose they are.
    { key: 'application', kind: 'text', when: () => false },
    { key: 'note', kind: 'text', when: () => false },
    { key: 'officer', kind: 'text', when: () => false },
    { key: 'officerSex', kind: 'text', when: () => false },
    {
      key: 'message',
      kind: 'text',
      verbatim: true,
      params: ({ note, officer, officerSex }) => ({
        asked: {
          key: `answer-application:asked${officerSex === 'female' ? '-by-woman' : ''}`,
          params: { officer: officer ?? { key: 'alerts:an-officer' }, note: { said: note ?? '' } },
        },
      }),
    },
  ],
  command: ({ message }) => ({ name: 'answer-application', answers: { message } }),
  outro: () => ({ key: 'answer-application:outro', params: { told: { outcome: 'told' } } }),
};
