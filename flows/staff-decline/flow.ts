import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export type StaffDeclineAnswers = TaskAnswers & { reason: string; note: string };

/** A refusal names its reason in words, since the family is told them. */
export const staffDecline: Flow<StaffDeclineAnswers> = {
  name: 'staff-decline',
  version: 1,
  questions: [
    taskQuestion,
    { key: 'reason', kind: 'choice', choices: ['not-eligible', 'duplicate', 'not-reachable', 'other'] },
    { key: 'note', kind: 'text', verbatim: true },
  ],
  command: (answers) => ({ name: 'decline-registration', answers }),
};
