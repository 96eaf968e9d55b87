import type { Drawing } from '../../engine/vocabulary.ts';
import type { Halalas } from '../../kernel/money.ts';
import { divideHalfEven } from '../../kernel/rounding.ts';

/** One product as the family counts it: so many a time, so many times a month. */
export interface ProductLine {
  readonly name: string;
  /** Pieces, kilos, trays: her own unit, a whole number of them each time. */
  readonly quantityEachTime: number;
  /** Days, batches or orders in an ordinary month. */
  readonly timesAMonth: number;
  readonly priceHalalas: Halalas;
  /** Materials that one unit takes. */
  readonly materialsHalalas: Halalas;
}

export interface CostLine {
  readonly name: string;
  readonly amountHalalas: Halalas;
}

/** What a study is computed from: the family's answers, with what staff corrected and the family agreed to. */
export interface StudyInputs {
  readonly products: readonly ProductLine[];
  /** January to December: sales in hundredths of an ordinary month; twelve of them. */
  readonly seasonPercents: readonly number[];
  readonly fixedMonthly: readonly CostLine[];
  readonly tools: readonly CostLine[];
  readonly ownContributionHalalas: Halalas;
  readonly householdIncomeHalalas: Halalas;
  readonly householdObligationsHalalas: Halalas;
}

export interface StudyRules {
  /** How much of the surplus may go into instalments, in percent. */
  readonly repaymentSharePercent: number;
  /** How much of what the household has left after its obligations may, in percent. */
  readonly householdSharePercent: number;
  /** How much less is sold in the pessimistic case, in percent. */
  readonly pessimisticDropPercent: number;
}

/** A month's figures, the average of twelve. */
export interface MonthlyResult {
  readonly revenueHalalas: Halalas;
  readonly materialsHalalas: Halalas;
  /** Revenue less materials. */
  readonly marginHalalas: Halalas;
  readonly fixedHalalas: Halalas;
  /** Margin less fixed costs; below zero is a loss. */
  readonly surplusHalalas: Halalas;
  /** What instalments may take of it, never below zero. */
  readonly repaymentCapacityHalalas: Halalas;
}

export interface Study {
  readonly startUpCostHalalas: Halalas;
  readonly financingNeededHalalas: Halalas;
  readonly expected: MonthlyResult;
  readonly pessimistic: MonthlyResult;
  /** Units a month of all products in their present mix that cover the fixed costs; null where no number does. */
  readonly breakEvenUnits: number | null;
  /** Units sold in an average month. */
  readonly unitsAMonth: number;
  /** Whole months until the surplus has paid the start-up cost; null without a surplus. */
  readonly paybackMonths: number | null;
  /** January is 0. */
  readonly weakestMonth: { readonly month: number; readonly surplusHalalas: Halalas };
}

const months = 12;
const hundred = 100;

const total = (lines: readonly CostLine[]): Halalas =>
  lines.reduce((sum, { amountHalalas }) => sum + amountHalalas, 0);

const inOrdinaryMonth = (inputs: StudyInputs, of: (line: ProductLine) => Halalas): number =>
  inputs.products.reduce((sum, line) => sum + line.quantityEachTime * line.timesAMonth * of(line), 0);

/** Multiplied and divided exactly, rounded once to a halala. */
const scaled = (ordinary: number, percent: number, divisor: number): number =>
  Number(divideHalfEven(BigInt(ordinary) * BigInt(percent), BigInt(divisor)));

/** What a household has in a month once its obligations are paid, with what the business earns; below zero it lacks that. */
export const householdLeft = (
  {
    householdIncomeHalalas,
    householdObligationsHalalas,
  }: Pick<StudyInputs, 'householdIncomeHalalas' | 'householdObligationsHalalas'>,
  surplusHalalas: Halalas,
): Halalas => householdIncomeHalalas + surplusHalalas - householdObligationsHalalas;

/** A month at `percent / divisor` of an ordinary one. */
const monthAt = (inputs: StudyInputs, rules: StudyRules, percent: number, divisor: number): MonthlyResult => {
  const revenueHalalas = scaled(
    inOrdinaryMonth(inputs, (line) => line.priceHalalas),
    percent,
    divisor,
  );
  const materialsHalalas = scaled(
    inOrdinaryMonth(inputs, (line) => line.materialsHalalas),
    percent,
    divisor,
  );
  const fixedHalalas = total(inputs.fixedMonthly);
  const marginHalalas = revenueHalalas - materialsHalalas;
  const surplusHalalas = marginHalalas - fixedHalalas;
  // What the business earns pays nothing that the household does not have: its obligations come first.
  const ofSurplus = surplusHalalas * rules.repaymentSharePercent;
  const ofHousehold = householdLeft(inputs, surplusHalalas) * rules.householdSharePercent;
  return {
    revenueHalalas,
    materialsHalalas,
    marginHalalas,
    fixedHalalas,
    surplusHalalas,
    repaymentCapacityHalalas: Math.max(0, Math.floor(Math.min(ofSurplus, ofHousehold) / hundred)),
  };
};

const weakest = (inputs: StudyInputs, rules: StudyRules): Study['weakestMonth'] => {
  const percent = Math.min(...inputs.seasonPercents);
  return {
    month: inputs.seasonPercents.indexOf(percent),
    surplusHalalas: monthAt(inputs, rules, percent, hundred).surplusHalalas,
  };
};

/** Each month of the year, January first, as its seasons sell. */
const monthsOf = (inputs: StudyInputs, rules: StudyRules): Drawing['months'] =>
  inputs.seasonPercents.map((percent) => {
    const { revenueHalalas, materialsHalalas, fixedHalalas } = monthAt(inputs, rules, percent, hundred);
    return {
      salesHalalas: revenueHalalas,
      costsHalalas: materialsHalalas + fixedHalalas,
      isStrong: percent > hundred,
    };
  });

/** The study as a picture; with the most that instalments may take, until one is chosen. */
export const drawnStudy = (
  inputs: StudyInputs,
  rules: StudyRules,
  about: { readonly project: string; readonly instalmentHalalas: Halalas | null },
): Drawing => {
  const { expected } = studyOf(inputs, rules);
  return {
    kind: 'study',
    project: about.project,
    salesHalalas: expected.revenueHalalas,
    costsHalalas: expected.materialsHalalas + expected.fixedHalalas,
    months: monthsOf(inputs, rules),
    instalmentHalalas: about.instalmentHalalas ?? expected.repaymentCapacityHalalas,
    isChosen: about.instalmentHalalas !== null,
  };
};

/** The study of a project: every figure in whole halalas, rounded once, half to even. */
export const studyOf = (inputs: StudyInputs, rules: StudyRules): Study => {
  const year = inputs.seasonPercents.reduce((sum, percent) => sum + percent, 0);
  const expected = monthAt(inputs, rules, year, hundred * months);
  const left = hundred - rules.pessimisticDropPercent;
  const pessimistic = monthAt(inputs, rules, year * left, hundred * hundred * months);
  const startUpCostHalalas = total(inputs.tools);
  const units = inOrdinaryMonth(inputs, () => 1);
  const unitsAMonth = scaled(units, year, hundred * months);
  const ordinary = monthAt(inputs, rules, hundred, hundred);
  const { surplusHalalas } = expected;
  return {
    startUpCostHalalas,
    financingNeededHalalas: Math.max(0, startUpCostHalalas - inputs.ownContributionHalalas),
    expected,
    pessimistic,
    breakEvenUnits:
      ordinary.marginHalalas > 0 ? Math.ceil((ordinary.fixedHalalas * units) / ordinary.marginHalalas) : null,
    unitsAMonth,
    paybackMonths: surplusHalalas > 0 ? Math.ceil(startUpCostHalalas / surplusHalalas) : null,
    weakestMonth: weakest(inputs, rules),
  };
};
