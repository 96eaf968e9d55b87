import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffLetterReturnAnswers = TaskAnswers & { note: string };

/** What was recorded is not what the bank's letter says: it goes back, with the reason for who recorded it. */
export const staffLetterReturn: Flow<StaffLetterReturnAnswers> = {
  name: 'staff-letter-return',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'note', kind: 'text', verbatim: true }],
  command: (answers) => ({ name: 'return-bank-decision', answers }),
};
