import type { Flow } from '../../src/engine/vocabulary.ts';
import { calledQuestion, type DecisionAnswers, explanation, sureQuestion } from '../decision.ts';
import { taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffDeclineAnswers = DecisionAnswers & { reason: string };

const reasons = ['not-eligible', 'duplicate', 'not-reachable', 'other'] as const;

/** A refusal names its reason in words, since the family is told them. */
export const staffDecline: Flow<StaffDeclineAnswers> = {
  name: 'staff-decline',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    calledQuestion,
    { key: 'reason', kind: 'choice', choices: reasons },
    explanation,
    sureQuestion(({ reason }) => ({
      // Where the words are the reason, no other is named.
      because:
        reason === undefined || reason === 'other'
          ? ''
          : {
              key: 'staff-decline:because',
              params: { reason: { key: `staff-decline:reason.choices.${reason}` } },
            },
    })),
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'decline-registration', answers }),
};
