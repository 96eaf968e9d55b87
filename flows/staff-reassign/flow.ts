import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffReassignAnswers = TaskAnswers & { colleague: string };

export const staffReassign: Flow<StaffReassignAnswers> = {
  name: 'staff-reassign',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    {
      key: 'colleague',
      kind: 'choice',
      choicesFrom: ({ task }) => ({ source: 'colleagues', params: { task: task ?? null } }),
    },
  ],
  command: (answers) => ({ name: 'reassign-task', answers }),
};
