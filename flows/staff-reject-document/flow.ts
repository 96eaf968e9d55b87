import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffRejectDocumentAnswers = TaskAnswers & { reason: string; note: string | null };

export const staffRejectDocument: Flow<StaffRejectDocumentAnswers> = {
  name: 'staff-reject-document',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    {
      key: 'reason',
      kind: 'choice',
      choices: ['blurred', 'expired', 'wrong-document', 'other'],
      // A sentence typed here («الصورة غير واضحة والاسم ما ينقرا») is what the family reads.
      story: { question: 'note', otherwise: 'other' },
    },
    { key: 'note', kind: 'text', optional: true, verbatim: true },
  ],
  command: (answers) => ({ name: 'reject-document', answers }),
};
