import type { Flow } from '../../src/engine/vocabulary.ts';
import { explanationSchema } from '../schemas.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export type StaffDeclineAnswers = TaskAnswers & {
  called: string;
  reason: string;
  note: string;
  sure: boolean;
};

const reasons = ['not-eligible', 'duplicate', 'not-reachable', 'other'] as const;

/** A refusal names its reason in words, since the family is told them; it is hard to take back, so it is asked once more. */
export const staffDecline: Flow<StaffDeclineAnswers> = {
  name: 'staff-decline',
  version: 1,
  fleeting: true,
  questions: [
    taskQuestion,
    // Never put: it receives the family's name when a card's button opens the flow.
    { key: 'called', kind: 'text', when: () => false },
    { key: 'reason', kind: 'choice', choices: reasons },
    // One word («لا», «ok») explains nothing to a family.
    { key: 'note', kind: 'text', verbatim: true, schema: explanationSchema },
    {
      key: 'sure',
      kind: 'yes-no',
      outright: true,
      // A sentence typed here is a better explanation.
      follows: 'note',
      params: ({ called, reason, note }) => ({
        called: called ?? { key: 'staff-decline:this-family' },
        // Where the words are the reason, no other is named.
        because:
          reason === undefined || reason === 'other'
            ? ''
            : {
                key: 'staff-decline:because',
                params: { reason: { key: `staff-decline:reason.choices.${reason}` } },
              },
        note: { said: note ?? '' },
      }),
    },
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'decline-registration', answers }),
};
