import type { Flow, Json } from '../../src/engine/vocabulary.ts';

export type AnswerRequestAnswers = {
  what: string;
  note: string;
  reason: string;
  officer: string;
  officerSex: string;
  idPhoto: Json;
  iban: string;
  clarification: Json;
  otherDocument: Json;
};

/** What staff may ask of a family afterwards. */
export const requested = ['id-photo', 'iban', 'clarification', 'other-document'] as const;

/**
 * Why what was sent before was refused, and the officer's own words: shown with the question whenever it is put; empty
 * where there are none.
 */
const withNote = ({ what, note, reason, officer, officerSex }: Partial<AnswerRequestAnswers>) => ({
  reason:
    reason === undefined || reason === 'other'
      ? ''
      : { key: `answer-request:refused.${what ?? ''}.${reason}` },
  note:
    note === undefined
      ? ''
      : {
          key: `answer-request:with-note${officerSex === 'female' ? '-by-woman' : ''}`,
          params: { note: { said: note }, officer: officer ?? { key: 'alerts:an-officer' } },
        },
});

/** Opened with what an officer asked for; `what` is asked only where somebody opens it without a request. */
export const answerRequest: Flow<AnswerRequestAnswers> = {
  name: 'answer-request',
  version: 1,
  waitedFor: true,
  questions: [
    { key: 'what', kind: 'choice', choices: requested },
    // Never put: they receive the officer's words, whose they are, and why a paper was refused, when the flow is opened with them.
    { key: 'note', kind: 'text', when: () => false },
    { key: 'reason', kind: 'text', when: () => false },
    { key: 'officer', kind: 'text', when: () => false },
    { key: 'officerSex', kind: 'text', when: () => false },
    {
      key: 'idPhoto',
      kind: 'photo',
      orDocument: true,
      several: true,
      sensitive: true,
      when: (answers) => answers.what === 'id-photo',
      params: withNote,
    },
    {
      key: 'iban',
      kind: 'iban',
      sensitive: true,
      when: (answers) => answers.what === 'iban',
      params: withNote,
    },
    {
      key: 'clarification',
      kind: 'text',
      verbatim: true,
      takes: ['voice', 'photo', 'document'],
      several: true,
      when: (answers) => answers.what === 'clarification',
      params: withNote,
    },
    {
      key: 'otherDocument',
      kind: 'document',
      several: true,
      sensitive: true,
      when: (answers) => answers.what === 'other-document',
      params: withNote,
    },
  ],
  command: ({ officer: _officer, officerSex: _sex, reason: _reason, ...answers }) => ({
    name: 'answer-request',
    answers,
  }),
  outro: () => ({ key: 'answer-request:outro' }),
};
