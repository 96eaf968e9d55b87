import type { Flow } from '../../src/engine/vocabulary.ts';
import { explanation } from '../decision.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffApplicationReturnAnswers = TaskAnswers & { note: string };

/** A file goes back to study, with the reason for who studied it. */
export const staffApplicationReturn: Flow<StaffApplicationReturnAnswers> = {
  name: 'staff-application-return',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, explanation],
  command: (answers) => ({ name: 'return-application', answers }),
};
