import type { Flow } from '../../src/engine/vocabulary.ts';
import { amountUpTo, explanationSchema, wholeNumber } from '../schemas.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffStudyCorrectAnswers = TaskAnswers & {
  what: string;
  amount: number;
  count: number;
  reason: string;
};

/** Ids say what they count: `production.0.price`. */
const isCount = (what: string | undefined): boolean => /[.](?:quantity|times)$/u.test(what ?? '');

/** A number that the study assumes, as it should be, and why; it is read back, and the family asked before it holds. */
export const staffStudyCorrect: Flow<StaffStudyCorrectAnswers> = {
  name: 'staff-study-correct',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    {
      key: 'what',
      kind: 'choice',
      choicesFrom: ({ task }) => ({ source: 'study-assumptions', params: { task: task ?? null } }),
    },
    { key: 'amount', kind: 'money', when: ({ what }) => !isCount(what), schema: amountUpTo(1_000_000) },
    { key: 'count', kind: 'number', when: ({ what }) => isCount(what), schema: wholeNumber(1, 100_000) },
    { key: 'reason', kind: 'text', verbatim: true, schema: explanationSchema },
  ],
  command: (answers) => ({ name: 'read-study-correction', answers }),
};
