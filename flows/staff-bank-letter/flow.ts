import type { Flow, Json } from '../../src/engine/vocabulary.ts';

export type StaffBankLetterAnswers = { letter: Json; decisions: string };

/** What the bank decided on paper: the scan of its letter or list, and each application's number with the decision. */
export const staffBankLetter: Flow<StaffBankLetterAnswers> = {
  name: 'staff-bank-letter',
  version: 1,
  fleeting: true,
  questions: [
    { key: 'letter', kind: 'photo', orDocument: true, sensitive: true },
    { key: 'decisions', kind: 'text', verbatim: true },
  ],
  command: (answers) => ({ name: 'read-bank-letter', answers }),
};
