import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffSignedFormAnswers = TaskAnswers & { scan: Json };

/** The scan of the form that a family signed at the desk, for a second member to see. */
export const staffSignedForm: Flow<StaffSignedFormAnswers> = {
  name: 'staff-signed-form',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'scan', kind: 'photo', orDocument: true, sensitive: true }],
  command: (answers) => ({ name: 'send-signed-form', answers }),
};
