import type { Answers, Json, Param } from '../../engine/vocabulary.ts';
import type { Halalas } from '../../kernel/money.ts';
import { type AssumptionField, isHousehold, isMoney, withAssumption } from './assumptions.ts';
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

/** That something of the household's money is changed, for whoever may not see what it is. */
export const changeUnsaid = ({ field }: Change): Param => text(`unsaid.${field}`, {});

/** The largest instalment of what was asked for. */
export const largestInstalment = ({ schedule }: Pick<OpenedApplication, 'schedule'>): Halalas =>
  Math.max(...schedule.map(({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas));

/** A surplus, or what is missing to one. */
const surplusSaid = (halalas: Halalas): Param =>
  halalas < 0 ? text('loss', { amount: { money: -halalas } }) : { money: halalas };

type Figures = OpenedApplication['study']['expected'];

/** What a change does: to the surplus, or, where it is the household's money, to what can be repaid. */
const effectLines = (field: AssumptionField, before: Figures, after: Figures): readonly Param[] => {
  if (!isHousehold(field)) {
    return [
      text('surplus', {
        before: surplusSaid(before.surplusHalalas),
        after: surplusSaid(after.surplusHalalas),
      }),
    ];
  }
  return before.repaymentCapacityHalalas === after.repaymentCapacityHalalas
    ? []
    : [
        text('capacity', {
          before: { money: before.repaymentCapacityHalalas },
          after: { money: after.repaymentCapacityHalalas },
        }),
      ];
};

/** Old and new, why, and what it does to the surplus and to the instalment, a line each. */
export const correctionLines = (
  opened: Pick<OpenedApplication, 'answers' | 'rules' | 'study' | 'schedule'>,
  change: Change,
): readonly Param[] => {
  const said = [changeSaid(change), text('reason', { reason: { said: change.reason } })];
  // What is sold today is compared with the forecast, and nothing is computed from it.
  if (change.field === 'sales') return [...said, text('as-before', {})];
  const after = studyOf(
    studyInputsOf(withAssumption(opened.answers, { at: change.at, to: change.to })),
    opened.rules,
  );
  const capacity = after.expected.repaymentCapacityHalalas;
  const instalment = largestInstalment(opened);
  return [
    ...said,
    ...effectLines(change.field, opened.study.expected, after.expected),
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
