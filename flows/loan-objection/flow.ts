import type { Flow, Json } from '../../src/engine/vocabulary.ts';

export type LoanObjectionAnswers = { application: string; message: Json };

/** A declined family says in its own words what the decision missed, or what has changed; it is studied again. */
export const loanObjection: Flow<LoanObjectionAnswers> = {
  name: 'loan-objection',
  version: 1,
  questions: [
    // Never put: it receives the application that the flow is opened with.
    { key: 'application', kind: 'text', when: () => false },
    { key: 'message', kind: 'text', optional: true, verbatim: true },
  ],
  fleeting: true,
  command: ({ message }, _params, { application }) => ({
    name: 'object-application',
    answers: { application: application ?? null, message: message ?? null },
  }),
  outro: () => ({ key: 'loan-objection:outro', params: { told: { outcome: 'told' } } }),
};
