import { type OfferLimits, type OfferProblem, offerProblem } from '../../src/domain/financing/policy.ts';
import type { Flow, Json, Need } from '../../src/engine/vocabulary.ts';
import { calledQuestion, type DecisionAnswers, explanation, sureQuestion } from '../decision.ts';
import { amountUpTo, wholeNumber } from '../schemas.ts';
import { taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffApplicationLessAnswers = DecisionAnswers & { amount: number; months: number };

/** No product reaches beyond these; what this application's allows is known once its task is. */
const mostRiyals = 1_000_000;
const mostMonths = 120;

const limitsOf = (_value: Json, { task }: Partial<StaffApplicationLessAnswers>): Need => ({
  source: 'offer-limits',
  params: { task: task ?? null },
});

/** An offer of nothing but the amount, or the months, is measured as it stands. */
const problemOf = (limits: Json, amountHalalas: number, months: number | null): OfferProblem | null => {
  if (limits === null) return null;
  const known = limits as unknown as OfferLimits;
  return offerProblem(known, { amountHalalas, months: months ?? 1 });
};

/** The bank approves other terms than were asked for: amount, months and the reason, put to the family for its yes. */
export const staffApplicationLess: Flow<StaffApplicationLessAnswers> = {
  name: 'staff-application-less',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [
    taskQuestion,
    calledQuestion,
    {
      key: 'amount',
      kind: 'money',
      schema: amountUpTo(mostRiyals),
      check: {
        needs: limitsOf,
        problem(value, _context, limits) {
          const problem = problemOf(limits, Number(value), null);
          return problem === 'as-asked' ? null : problem;
        },
      },
    },
    {
      key: 'months',
      kind: 'number',
      schema: wholeNumber(1, mostMonths),
      check: {
        needs: limitsOf,
        problem: (value, _context, limits, { amount }) => problemOf(limits, amount ?? 0, Number(value)),
      },
    },
    explanation,
    sureQuestion(({ amount, months }) => ({
      amount: { money: amount ?? 0 },
      months: { key: 'alerts:months', params: { count: months ?? 0 } },
    })),
  ],
  command: ({ called: _called, ...answers }) => ({ name: 'approve-application-less', answers }),
};
