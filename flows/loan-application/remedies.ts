import { householdLeft, type StudyInputs } from '../../src/domain/financing/study.ts';
import type { Halalas } from '../../src/kernel/money.ts';
import type { LoanAnswers } from './answers.ts';
import { borrowingOf, inputsOf, rulesOf, studyFor } from './borrowing.ts';

/** One change that alone would make a financing possible. */
export type Remedy =
  | {
      readonly change: 'price' | 'materials';
      readonly name: string;
      readonly by: Halalas;
      readonly to: Halalas;
    }
  | { readonly change: 'more'; readonly name: string; readonly by: number; readonly to: number }
  | { readonly change: 'fixed'; readonly by: Halalas; readonly to: Halalas };

/** Prices are changed by whole half riyals. */
const step = 50;
const riyal = 100;
const monthsInHundredths = 1200;
/** A price that more than doubles, or three times the work, is no advice. */
const mostTimesPrice = 2;
const mostTimesWork = 3;

const upTo = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** The product that earns the most, in an ordinary month. */
const mainProduct = ({ products }: StudyInputs) =>
  products.toSorted(
    (one, other) =>
      other.quantityEachTime * other.timesAMonth * other.priceHalalas -
      one.quantityEachTime * one.timesAMonth * one.priceHalalas,
  )[0];

/** How much the monthly surplus lacks until it carries the smallest financing's instalment, in whole riyals. */
const missingSurplus = (answers: Partial<LoanAnswers>): Halalas => {
  const { expected } = studyFor(answers);
  const { repaymentSharePercent, householdSharePercent } = rulesOf(answers);
  const instalment = (borrowingOf(answers)?.smallestInstalment ?? 0) * 100;
  const ofHousehold = Math.ceil(instalment / householdSharePercent) - householdLeft(inputsOf(answers), 0);
  const needed = Math.max(Math.ceil(instalment / repaymentSharePercent), ofHousehold);
  return upTo(Math.max(0, needed - expected.surplusHalalas), riyal);
};

/**
 * What would change a project that does not carry a financing: the main product sold for more, made of cheaper
 * materials, or sold more often, or lower fixed costs; each computed to be enough on its own, and left out where it
 * would be no sensible advice.
 */
export const remediesFor = (answers: Partial<LoanAnswers>): readonly Remedy[] => {
  const inputs = inputsOf(answers);
  const missing = missingSurplus(answers);
  const main = mainProduct(inputs);
  const year = inputs.seasonPercents.reduce((sum, percent) => sum + percent, 0);
  const remedies: Remedy[] = [];
  if (main) {
    const { name, priceHalalas, materialsHalalas } = main;
    const units = main.quantityEachTime * main.timesAMonth;
    const perUnit = upTo((missing * monthsInHundredths) / (units * year), step);
    const margin = priceHalalas - materialsHalalas;
    if (priceHalalas + perUnit <= priceHalalas * mostTimesPrice) {
      remedies.push({ change: 'price', name, by: perUnit, to: priceHalalas + perUnit });
    }
    if (perUnit < materialsHalalas) {
      remedies.push({ change: 'materials', name, by: perUnit, to: materialsHalalas - perUnit });
    }
    const more =
      margin > 0 ? Math.ceil((missing * monthsInHundredths) / (margin * year)) : Number.POSITIVE_INFINITY;
    if (units + more <= units * mostTimesWork) {
      remedies.push({ change: 'more', name, by: more, to: units + more });
    }
  }
  const fixed = inputs.fixedMonthly.reduce((sum, { amountHalalas }) => sum + amountHalalas, 0);
  if (missing <= fixed) remedies.push({ change: 'fixed', by: missing, to: fixed - missing });
  return remedies;
};
