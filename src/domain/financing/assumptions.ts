import type { Answers, Json } from '../../engine/vocabulary.ts';

/** What staff may correct in each list of the answers, with what the numbers count. */
const fieldsOf = {
  production: ['quantity', 'times', 'price', 'materials'],
  fixedCosts: ['amount'],
  tools: ['price'],
} as const;

type Group = keyof typeof fieldsOf;

/** What is asked once besides the lists: what is sold today, what the household has, and what it owes. */
const singleFields = {
  salesMonthly: 'sales',
  householdIncome: 'income',
  obligations: 'obligations',
} as const;

type Single = keyof typeof singleFields;

export type AssumptionField =
  | 'quantity'
  | 'times'
  | 'price'
  | 'materials'
  | 'monthly'
  /** The price of a tool. */
  | 'tool'
  | (typeof singleFields)[Single];

/** One number of the answers that the study is computed from. */
export interface Assumption {
  /** Where it stands: `production.0.price`, `householdIncome`. */
  readonly id: string;
  readonly field: AssumptionField;
  /** The product's, cost's or tool's name, in the family's words; empty for what is asked once. */
  readonly name: string;
  /** Halalas, or a count. */
  readonly value: number;
}

type Line = { readonly [key: string]: Json };

const linesOf = (answers: Answers, group: Group): readonly Line[] =>
  Array.isArray(answers[group]) ? (answers[group] as readonly Line[]) : [];

const fieldNamed = (group: Group, key: string): AssumptionField =>
  group === 'tools' ? 'tool' : group === 'fixedCosts' ? 'monthly' : (key as AssumptionField);

const groups = Object.keys(fieldsOf) as readonly Group[];
const singles = Object.keys(singleFields) as readonly Single[];

/** All assumptions of a study that can be corrected, in the order in which they were asked. */
export const assumptionsOf = (answers: Answers): readonly Assumption[] => [
  ...groups.flatMap((group) =>
    linesOf(answers, group).flatMap((line, index) =>
      fieldsOf[group].flatMap((key): readonly Assumption[] => {
        const value = line[key];
        const name = typeof line.name === 'string' ? line.name : '';
        return typeof value === 'number'
          ? [{ id: `${group}.${index}.${key}`, field: fieldNamed(group, key), name, value }]
          : [];
      }),
    ),
  ),
  ...singles.flatMap((id): readonly Assumption[] => {
    const value = answers[id];
    return typeof value === 'number' ? [{ id, field: singleFields[id], name: '', value }] : [];
  }),
];

/** Whether an assumption is the household's money, which nobody sees but who holds its file, and the bank. */
export const isHousehold = (field: AssumptionField): boolean => field === 'income' || field === 'obligations';

const counts: readonly AssumptionField[] = ['quantity', 'times'];

/** Whether an assumption is an amount of money; else it is a count. */
export const isMoney = (field: AssumptionField): boolean => !counts.includes(field);

const halalas = 100;
/** The least and the most that each may be, as the questions of the application have it. */
const bounds: { readonly [field in AssumptionField]: readonly [least: number, most: number] } = {
  quantity: [1, 100_000],
  times: [1, 100],
  price: [1, 100_000 * halalas],
  materials: [0, 100_000 * halalas],
  monthly: [0, 1_000_000 * halalas],
  tool: [1, 1_000_000 * halalas],
  sales: [0, 1_000_000 * halalas],
  income: [0, 1_000_000 * halalas],
  obligations: [0, 1_000_000 * halalas],
};

export const isWithinBounds = (field: AssumptionField, value: number): boolean => {
  const [least, most] = bounds[field];
  return Number.isSafeInteger(value) && value >= least && value <= most;
};

/** The answers with one assumption changed; as they were where it does not stand there. */
export const withAssumption = (
  answers: Answers,
  { at, to }: { readonly at: string; readonly to: number },
): Answers => {
  if ((singles as readonly string[]).includes(at))
    return typeof answers[at] === 'number' ? { ...answers, [at]: to } : answers;
  const [group = '', index = '', key = ''] = at.split('.');
  if (!(groups as readonly string[]).includes(group)) return answers;
  const lines = linesOf(answers, group as Group).map((line, position) =>
    String(position) === index ? { ...line, [key]: to } : line,
  );
  return { ...answers, [group]: lines };
};
