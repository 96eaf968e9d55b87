import { amountLimits, studyInputsOf, termsOf } from '../../src/domain/financing/policy.ts';
import { type FinancingProduct, type FinancingRules, laterRules } from '../../src/domain/financing/rules.ts';
import { type Instalment, scheduleOf } from '../../src/domain/financing/schedule.ts';
import { drawnStudy, type Study, type StudyInputs, studyOf } from '../../src/domain/financing/study.ts';
import type { Drawing } from '../../src/engine/vocabulary.ts';
import type { Halalas } from '../../src/kernel/money.ts';
import { asKept, type LoanAnswers } from './answers.ts';

type Given = Partial<LoanAnswers>;

const halalasInRiyal = 100;

export const rulesOf = ({ rules }: Given): FinancingRules => ({
  ...laterRules,
  ...(rules as unknown as FinancingRules),
});

/** Whoever cannot apply is not told any rules. */
export const productsOf = ({ rules }: Given): readonly FinancingProduct[] =>
  (rules as unknown as Partial<FinancingRules> | undefined)?.products ?? [];

export const inputsOf = (answers: Given): StudyInputs => studyInputsOf(asKept(answers));

export const studyFor = (answers: Given): Study => studyOf(inputsOf(answers), rulesOf(answers));

/** The study as a picture, before any amount is chosen. */
export const drawingFor = (answers: Given): Drawing =>
  drawnStudy(inputsOf(answers), rulesOf(answers), {
    project: answers.project ?? '',
    instalmentHalalas: null,
  });

/** Principal and profit of one instalment. */
export const paymentOf = ({ principalHalalas, profitHalalas }: Instalment): Halalas =>
  principalHalalas + profitHalalas;

/** The largest of the instalments. */
export const instalmentOf = (product: FinancingProduct, amount: Halalas, months: number): Halalas =>
  Math.max(...scheduleOf(termsOf(product, amount, months)).map(paymentOf));

/** The largest number between two, both included, for which something holds that stops holding once; null where none. */
const largestWhere = (least: number, most: number, holds: (value: number) => boolean): number | null => {
  if (least > most || !holds(least)) return null;
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

export interface Borrowing {
  readonly product: FinancingProduct;
  readonly capacity: Halalas;
  readonly least: Halalas;
  /** The largest amount, by the rules and by what the surplus carries; null where it carries none. */
  readonly most: Halalas | null;
  /** What sets the most: the first financing's ceiling, the product's, or the surplus. */
  readonly by: 'first' | 'product' | 'capacity';
  /** The smallest instalment that there is. */
  readonly smallestInstalment: Halalas;
}

const smallestInstalmentOf = (answers: Given, product: FinancingProduct): Halalas =>
  instalmentOf(product, amountLimits(product, answers.first !== false).least, product.maximumMonths);

const borrowingWith = (answers: Given, product: FinancingProduct): Borrowing => {
  const capacity = studyFor(answers).expected.repaymentCapacityHalalas;
  const { least, most } = amountLimits(product, answers.first !== false);
  const carries = (amountRiyals: number) =>
    instalmentOf(product, amountRiyals * halalasInRiyal, product.maximumMonths) <= capacity;
  const found = largestWhere(least / halalasInRiyal, most / halalasInRiyal, carries);
  const largest = found === null ? null : found * halalasInRiyal;
  const isFirst = answers.first !== false && product.firstMaximumRiyals < product.maximumRiyals;
  return {
    product,
    capacity,
    least,
    most: largest,
    by: largest === most ? (isFirst ? 'first' : 'product') : 'capacity',
    smallestInstalment: smallestInstalmentOf(answers, product),
  };
};

/** Products of which the surplus carries at least the smallest amount; none before the rules are known. */
export const borrowableProducts = (answers: Given): readonly FinancingProduct[] => {
  if (answers.rules === undefined) return [];
  const capacity = studyFor(answers).expected.repaymentCapacityHalalas;
  return productsOf(answers).filter((product) => smallestInstalmentOf(answers, product) <= capacity);
};

export const canBorrow = (answers: Given): boolean => borrowableProducts(answers).length > 0;

/** The product that was chosen, or the only one that is possible. */
export const productOf = (answers: Given): FinancingProduct | null => {
  const possible = borrowableProducts(answers);
  return possible.find(({ key }) => key === answers.product) ?? possible[0] ?? null;
};

/** The limits of the product of these answers; of the first one where none can be borrowed. */
export const borrowingOf = (answers: Given): Borrowing | null => {
  const product = productOf(answers) ?? productsOf(answers)[0];
  return product ? borrowingWith(answers, product) : null;
};

/** The fewest months over which an amount's instalment stays within the capacity; the most there are where none does. */
export const leastMonthsFor = ({ product, capacity }: Borrowing, amount: Halalas): number => {
  const tooFew = (months: number) => instalmentOf(product, amount, months) > capacity;
  return (largestWhere(1, product.maximumMonths - 1, tooFew) ?? 0) + 1;
};
