import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffApplicationAskAnswers = TaskAnswers & { note: string };

/** A question to the family about its application, in the officer's words. */
export const staffApplicationAsk: Flow<StaffApplicationAskAnswers> = {
  name: 'staff-application-ask',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'note', kind: 'text', verbatim: true }],
  command: (answers) => ({ name: 'ask-applicant', answers }),
};
