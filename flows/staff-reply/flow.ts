import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffReplyAnswers = TaskAnswers & { message: string };

export const staffReply: Flow<StaffReplyAnswers> = {
  name: 'staff-reply',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'message', kind: 'text', verbatim: true }],
  command: (answers) => ({ name: 'reply-to-family', answers }),
};
