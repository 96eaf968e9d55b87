import type { Flow } from '../../src/engine/vocabulary.ts';
import { explanationSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffGuarantorOffAnswers = TaskAnswers & { note: string };

/** Somebody does not stand for an application any more, before anything binds: why is kept for staff. */
export const staffGuarantorOff: Flow<StaffGuarantorOffAnswers> = {
  name: 'staff-guarantor-off',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'note', kind: 'text', verbatim: true, schema: explanationSchema }],
  command: (answers) => ({ name: 'remove-guarantor', answers }),
};
