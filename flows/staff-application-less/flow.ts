import type { Flow } from '../../src/engine/vocabulary.ts';
import { amountUpTo, wholeNumber } from '../schemas.ts';
import { type TaskAnswers, taskQuestion } from '../staff-task.ts';

export type StaffApplicationLessAnswers = TaskAnswers & {
  called: string;
  amount: number;
  months: number;
  note: string;
  sure: boolean;
};

/** No product reaches beyond these; what is less than was asked for is checked when the words arrive. */
const mostRiyals = 1_000_000;
const mostMonths = 120;

/** The bank approves less: amount, months and the reason, put to the family for its yes. */
export const staffApplicationLess: Flow<StaffApplicationLessAnswers> = {
  name: 'staff-application-less',
  version: 1,
  fleeting: true,
  questions: [
    taskQuestion,
    // Never put: it receives the family's name when a card's button opens the flow.
    { key: 'called', kind: 'text', when: () => false },
    { key: 'amount', kind: 'money', schema: amountUpTo(mostRiyals) },
    { key: 'months', kind: 'number', schema: wholeNumber(1, mostMonths) },
    { key: 'note', kind: 'text', verbatim: true },
    {
      key: 'sure',
      kind: 'yes-no',
      params: ({ called, amount, months, note }) => ({
        called: called ?? { key: 'staff-application-less:this-family' },
        amount: { money: amount ?? 0 },
        months: { key: 'alerts:months', params: { count: months ?? 0 } },
        note: { said: note ?? '' },
      }),
    },
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'approve-application-less', answers }),
};
