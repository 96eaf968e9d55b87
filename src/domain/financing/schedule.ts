import { addMonths, type IsoDate } from '../../kernel/iso-dates.ts';
import type { Halalas } from '../../kernel/money.ts';
import { divideHalfEven, multiplyDivide, nearestMultiple } from '../../kernel/rounding.ts';

/** One payment that is due: what it pays back, and what it earns the lender. */
export interface Instalment {
  readonly number: number;
  readonly principalHalalas: Halalas;
  readonly profitHalalas: Halalas;
}

export type FinancingMethod = 'qard-hasan' | 'murabaha-flat' | 'murabaha-declining';

export interface Terms {
  readonly method: FinancingMethod;
  readonly principalHalalas: Halalas;
  /** Instalments, one a month. */
  readonly months: number;
  /** Hundredths of a percent a year: 12 % is 1200. Nothing for qard hasan. */
  readonly yearlyRateBasisPoints: number;
  /** Instalments are whole multiples of it. */
  readonly roundingUnitHalalas: Halalas;
}

const basisPointsPerYear = 10_000;
const monthsPerYear = 12;

/** Units to fall back on, in halalas, largest first: 100 riyals down to a halala. */
const smallerUnits = [10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1];

/**
 * An amount in `count` parts: every part but the last is the nearest multiple of the unit (half to even), the last
 * takes the rest. Where that leaves a part at nothing or less, the largest smaller unit that keeps all positive is used.
 * An amount of nothing has parts of nothing.
 */
export const splitEvenly = (
  amountHalalas: Halalas,
  count: number,
  unitHalalas: Halalas,
): readonly Halalas[] => {
  const partsBy = (unit: Halalas) => {
    const part = nearestMultiple(amountHalalas, count, unit);
    return { part, last: amountHalalas - part * (count - 1) };
  };
  const units = [unitHalalas, ...smallerUnits.filter((unit) => unit < unitHalalas)];
  const found = units.map(partsBy).find(({ part, last }) => part > 0 && last > 0) ?? {
    part: 0,
    last: amountHalalas,
  };
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? found.last : found.part));
};

/** The whole profit of a flat sale: cost x yearly rate x months / 12. */
const flatProfit = ({ principalHalalas, yearlyRateBasisPoints, months }: Terms): Halalas =>
  Number(
    divideHalfEven(
      BigInt(principalHalalas) * BigInt(yearlyRateBasisPoints) * BigInt(months),
      BigInt(basisPointsPerYear * monthsPerYear),
    ),
  );

/** The equal instalment of the annuity formula, exact until its one rounding to a halala. */
const annuity = ({ principalHalalas, yearlyRateBasisPoints, months }: Terms): Halalas => {
  if (yearlyRateBasisPoints === 0) return nearestMultiple(principalHalalas, months, 1);
  const year = BigInt(basisPointsPerYear * monthsPerYear);
  const rate = BigInt(yearlyRateBasisPoints);
  const grown = (year + rate) ** BigInt(months);
  return Number(
    divideHalfEven(BigInt(principalHalalas) * rate * grown, year * (grown - year ** BigInt(months))),
  );
};

const decliningSchedule = (terms: Terms): readonly Instalment[] => {
  const payment = annuity(terms);
  const instalments: Instalment[] = [];
  let balance = terms.principalHalalas;
  for (let number = 1; number <= terms.months; number++) {
    const profitHalalas = multiplyDivide(
      balance,
      terms.yearlyRateBasisPoints,
      basisPointsPerYear * monthsPerYear,
    );
    const principalHalalas = number === terms.months ? balance : payment - profitHalalas;
    balance -= principalHalalas;
    instalments.push({ number, principalHalalas, profitHalalas });
  }
  return instalments;
};

/** All instalments of a financing, in order; principals sum to the principal. */
export const scheduleOf = (terms: Terms): readonly Instalment[] => {
  if (terms.method === 'murabaha-declining') return decliningSchedule(terms);
  const profit = terms.method === 'murabaha-flat' ? flatProfit(terms) : 0;
  const principals = splitEvenly(terms.principalHalalas, terms.months, terms.roundingUnitHalalas);
  const profits = splitEvenly(profit, terms.months, terms.roundingUnitHalalas);
  return principals.map((principalHalalas, index) => ({
    number: index + 1,
    principalHalalas,
    profitHalalas: profits[index] ?? 0,
  }));
};

/** A whole financing as it is paid back, in numbers that a flow can be opened with. */
export interface Plan {
  readonly amount: Halalas;
  readonly months: number;
  /** Months after the money until the first instalment. */
  readonly firstAfterMonths: number;
  /** Every instalment but the last. */
  readonly instalment: Halalas;
  readonly last: Halalas;
  readonly total: Halalas;
  readonly fee: Halalas;
}

/** How a financing is paid back. @param feeHalalas what is paid once, beside it */
export const planOf = (terms: Terms, graceMonths: number, feeHalalas: Halalas): Plan => {
  const payments = scheduleOf(terms).map(
    ({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas,
  );
  return {
    amount: terms.principalHalalas,
    months: terms.months,
    firstAfterMonths: graceMonths + 1,
    instalment: payments[0] ?? 0,
    last: payments.at(-1) ?? 0,
    total: payments.reduce((sum, payment) => sum + payment, 0),
    fee: feeHalalas,
  };
};

/** The days on which instalments are due: the same day of each month, counted from the first one. */
export const dueDaysOf = (first: IsoDate, count: number): readonly IsoDate[] =>
  Array.from({ length: count }, (_, place) => addMonths(first, place));

export interface Settlement {
  /** What all unpaid instalments sum to. */
  readonly saleBalanceHalalas: Halalas;
  readonly principalHalalas: Halalas;
  /** The unearned profit that is let off (ibra'). */
  readonly rebateHalalas: Halalas;
  readonly toPayHalalas: Halalas;
}

/** What settles a financing of which the first `paid` instalments are paid, where the lender keeps no unearned profit. */
export const settleAfter = (schedule: readonly Instalment[], paid: number): Settlement => {
  const rest = schedule.slice(paid);
  const principalHalalas = rest.reduce((sum, instalment) => sum + instalment.principalHalalas, 0);
  const rebateHalalas = rest.reduce((sum, instalment) => sum + instalment.profitHalalas, 0);
  return {
    saleBalanceHalalas: principalHalalas + rebateHalalas,
    principalHalalas,
    rebateHalalas,
    toPayHalalas: principalHalalas,
  };
};
