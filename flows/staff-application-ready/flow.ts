import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export type StaffApplicationReadyAnswers = TaskAnswers & { opinion: string };

/** The officer's opinion of the project in words: with it the file is ready for whoever sends it to the bank. */
export const staffApplicationReady: Flow<StaffApplicationReadyAnswers> = {
  name: 'staff-application-ready',
  version: 1,
  fleeting: true,
  questions: [taskQuestion, { key: 'opinion', kind: 'text', verbatim: true }],
  command: (answers) => ({ name: 'mark-application-ready', answers }),
};
