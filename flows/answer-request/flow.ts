import type { Flow, Json } from '../../src/engine/vocabulary.ts';

export type AnswerRequestAnswers = {
  what: string;
  note: string;
  idPhoto: Json;
  iban: string;
  clarification: string;
  otherDocument: Json;
};

/** What staff may ask of a family afterwards. */
export const requested = ['id-photo', 'iban', 'clarification', 'other-document'] as const;

/** The officer's own words, shown with the question; empty when there were none. */
const withNote = ({ note }: Partial<AnswerRequestAnswers>) => ({
  note: note === undefined ? '' : { key: 'answer-request:with-note', params: { note } },
});

/** Opened with what an officer asked for; `what` is asked only where somebody opens it without a request. */
export const answerRequest: Flow<AnswerRequestAnswers> = {
  name: 'answer-request',
  version: 1,
  questions: [
    { key: 'what', kind: 'choice', choices: requested },
    // Never put: it receives the officer's words when the flow is opened with them.
    { key: 'note', kind: 'text', when: () => false },
    {
      key: 'idPhoto',
      kind: 'photo',
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
      when: (answers) => answers.what === 'clarification',
      params: withNote,
    },
    {
      key: 'otherDocument',
      kind: 'document',
      sensitive: true,
      when: (answers) => answers.what === 'other-document',
      params: withNote,
    },
  ],
  command: (answers) => ({ name: 'answer-request', answers }),
  outro: () => ({ key: 'answer-request:outro' }),
};
