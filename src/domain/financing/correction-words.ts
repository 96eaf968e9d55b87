import type { Answers, Json, Param } from '../../engine/vocabulary.ts';
import type { Halalas } from '../../kernel/money.ts';
import { type AssumptionField, isMoney, withAssumption } from './assumptions.ts';
import type { Change } from './correction-store.ts';
import type { OpenedApplication } from './opened.ts';
import { studyInputsOf } from './policy.ts';
import { studyOf } from './study.ts';

const text = (name: string, params: { readonly [name: string]: Param }): Param => ({
  key: `agree-correction:${name}`,
  params,
});

/** An assumption's number as it is said: an amount of money, or a count. */
export const numberSaid = (field: AssumptionField, value: number): Param =>
  isMoney(field) ? { money: value } : value;

/** What is changed from what to what, in one line. */
export const changeSaid = ({ field, name, from, to }: Change): Param =>
  text(`change.${field}`, {
    name: { said: name },
    from: numberSaid(field, from),
    to: numberSaid(field, to),
  });

/** The largest instalment of what was asked for. */
export const largestInstalment = ({ schedule }: Pick<OpenedApplication, 'schedule'>): Halalas =>
  Math.max(...schedule.map(({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas));

/** A surplus, or what is missing to one. */
const surplusSaid = (halalas: Halalas): Param =>
  halalas < 0 ? text('loss', { amount: { money: -halalas } }) : { money: halalas };

/** Old and new, why, and what it does to the surplus and to the instalment, a line each. */
export const correctionLines = (
  opened: Pick<OpenedApplication, 'answers' | 'rules' | 'study' | 'schedule'>,
  change: Change,
): readonly Param[] => {
  const after = studyOf(
    studyInputsOf(withAssumption(opened.answers, { at: change.at, to: change.to })),
    opened.rules,
  );
  const capacity = after.expected.repaymentCapacityHalalas;
  const instalment = largestInstalment(opened);
  return [
    changeSaid(change),
    text('reason', { reason: { said: change.reason } }),
    text('surplus', {
      before: surplusSaid(opened.study.expected.surplusHalalas),
      after: surplusSaid(after.expected.surplusHalalas),
    }),
    text(instalment <= capacity ? 'carries' : 'exceeds', {
      instalment: { money: instalment },
      capacity: { money: capacity },
    }),
  ];
};

/** What the flow is opened with that asks the family about a correction; null where none waits for it. */
export const correctionParams = (opened: OpenedApplication): Answers | null => {
  const waiting = opened.corrections.find(({ row }) => row.state === 'proposed');
  return waiting
    ? {
        correction: waiting.row.id,
        lines: correctionLines(opened, waiting.change) as unknown as Json,
      }
    : null;
};
