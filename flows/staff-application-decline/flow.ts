import type { Flow } from '../../src/engine/vocabulary.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export type StaffApplicationDeclineAnswers = TaskAnswers & { called: string; note: string; sure: boolean };

/** A refusal of an application names its reason in words that reach the family as they are; it is asked once more. */
export const staffApplicationDecline: Flow<StaffApplicationDeclineAnswers> = {
  name: 'staff-application-decline',
  version: 1,
  fleeting: true,
  questions: [
    taskQuestion,
    // Never put: it receives the family's name when a card's button opens the flow.
    { key: 'called', kind: 'text', when: () => false },
    { key: 'note', kind: 'text', verbatim: true },
    {
      key: 'sure',
      kind: 'yes-no',
      params: ({ called, note }) => ({
        called: called ?? { key: 'staff-application-decline:this-family' },
        note: { said: note ?? '' },
      }),
    },
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'decline-application', answers }),
};
