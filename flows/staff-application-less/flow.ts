import type { Flow } from '../../src/engine/vocabulary.ts';
import { calledQuestion, type DecisionAnswers, explanation, sureQuestion } from '../decision.ts';
import { amountUpTo, wholeNumber } from '../schemas.ts';
import { taskQuestion } from '../staff-task.ts';

export type StaffApplicationLessAnswers = DecisionAnswers & { amount: number; months: number };

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
    calledQuestion,
    { key: 'amount', kind: 'money', schema: amountUpTo(mostRiyals) },
    { key: 'months', kind: 'number', schema: wholeNumber(1, mostMonths) },
    explanation,
    sureQuestion(({ amount, months }) => ({
      amount: { money: amount ?? 0 },
      months: { key: 'alerts:months', params: { count: months ?? 0 } },
    })),
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'approve-application-less', answers }),
};
