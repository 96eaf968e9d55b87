import type { Flow, Json, Param } from '../../src/engine/vocabulary.ts';

export type StaffBankLetterSureAnswers = {
  letter: Json;
  lines: Json;
  read: Json;
  unread: Json;
  sure: 'propose' | 'again' | 'drop';
};

const listed = (lines: Json | undefined): Param => ({
  list: (lines ?? []) as unknown as readonly Param[],
  as: 'lines',
});

const hasUnread = ({ unread }: Partial<StaffBankLetterSureAnswers>): boolean =>
  Array.isArray(unread) && unread.length > 0;

/** The lines of the bank's letter as they were understood, read back before any of them is recorded. */
export const staffBankLetterSure: Flow<StaffBankLetterSureAnswers> = {
  name: 'staff-bank-letter-sure',
  version: 1,
  fleeting: true,
  questions: [
    // Never put: they receive the letter, and its lines as they were read.
    { key: 'letter', kind: 'document', sensitive: true, when: () => false },
    { key: 'lines', kind: 'text', when: () => false },
    { key: 'read', kind: 'text', when: () => false },
    { key: 'unread', kind: 'text', when: () => false },
    {
      key: 'sure',
      kind: 'choice',
      choices: ['propose', 'again', 'drop'],
      params: (answers) => ({
        lines: {
          key: `staff-bank-letter-sure:${hasUnread(answers) ? 'with-unread' : 'all-read'}`,
          params: { read: listed(answers.read), unread: listed(answers.unread) },
        },
      }),
    },
  ],
  command: ({ sure }, _params, { letter, lines }) => ({
    name: 'propose-bank-decisions',
    answers: { sure, letter: letter ?? null, lines: lines ?? [] },
  }),
};
