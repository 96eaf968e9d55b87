import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scheduleOf, settleAfter, splitEvenly, type Terms } from '../../../src/domain/financing/schedule.ts';

const riyals = (amount: number): number => Math.round(amount * 100);
const payments = (terms: Terms): readonly number[] =>
  scheduleOf(terms).map(({ principalHalalas, profitHalalas }) => (principalHalalas + profitHalalas) / 100);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const qard = (amount: number, months: number, unit = 1): Terms => ({
  method: 'qard-hasan',
  principalHalalas: riyals(amount),
  months,
  yearlyRateBasisPoints: 0,
  roundingUnitHalalas: riyals(unit),
});

describe('qard hasan', () => {
  test.each([
    // amount, months, unit, every instalment but the last, the last
    [1000, 6, 1, 167, 165],
    [1250, 4, 1, 312, 314],
    [12_000, 24, 1, 500, 500],
    [10_000, 36, 1, 278, 270],
    [1000, 12, 100, 80, 120],
    [5000, 1, 1, 5000, 5000],
    [0.05, 4, 1, 0.01, 0.02],
  ])('%d riyals over %d months in units of %d: %d each, at last %d', (amount, months, unit, each, last) => {
    const paid = payments(qard(amount, months, unit));
    expect(paid).toHaveLength(months);
    expect(new Set(paid.slice(0, -1))).toEqual(new Set(months === 1 ? [] : [each]));
    expect(paid.at(-1)).toBe(last);
    expect(Math.round(sum(paid) * 100)).toBe(riyals(amount));
  });

  test('costs nothing', () => {
    expect(scheduleOf(qard(7777, 13)).every(({ profitHalalas }) => profitHalalas === 0)).toBe(true);
  });
});

describe('murabaha', () => {
  test('flat: 5,000 at 12 % over 18 months is 17 of 328 and 324 at last, 5,900 in all', () => {
    const schedule = scheduleOf({
      method: 'murabaha-flat',
      principalHalalas: riyals(5000),
      months: 18,
      yearlyRateBasisPoints: 1200,
      roundingUnitHalalas: 100,
    });
    expect(schedule[0]).toEqual({ number: 1, principalHalalas: 27_800, profitHalalas: 5_000 });
    expect(schedule[16]).toEqual({ number: 17, principalHalalas: 27_800, profitHalalas: 5_000 });
    expect(schedule[17]).toEqual({ number: 18, principalHalalas: 27_400, profitHalalas: 5_000 });
    expect(sum(schedule.map(({ principalHalalas: p, profitHalalas: q }) => p + q))).toBe(riyals(5900));
  });

  const declining: Terms = {
    method: 'murabaha-declining',
    principalHalalas: riyals(100_000),
    months: 36,
    yearlyRateBasisPoints: 800,
    roundingUnitHalalas: 1,
  };

  test('declining: 100,000 at 8 % over 36 months is 35 of 3,133.64 and 3,133.52 at last', () => {
    const paid = payments(declining);
    expect(new Set(paid.slice(0, -1))).toEqual(new Set([3133.64]));
    expect(paid.at(-1)).toBe(3133.52);
    expect(Math.round(sum(paid) * 100)).toBe(riyals(112_810.92));
  });

  test('declining, settled after twelve payments: the principal that is left, all later profit let off', () => {
    expect(settleAfter(scheduleOf(declining), 12)).toEqual({
      saleBalanceHalalas: riyals(75_207.24),
      principalHalalas: riyals(69_286.36),
      rebateHalalas: riyals(5920.88),
      toPayHalalas: riyals(69_286.36),
    });
  });

  test('declining without profit is the amount in equal parts', () => {
    expect(payments({ ...declining, principalHalalas: 1000, months: 3, yearlyRateBasisPoints: 0 })).toEqual([
      3.33, 3.33, 3.34,
    ]);
  });
});

describe('whatever the terms', () => {
  const terms = fc.record({
    method: fc.constantFrom('qard-hasan' as const, 'murabaha-flat' as const, 'murabaha-declining' as const),
    principalHalalas: fc.integer({ min: 100_000, max: 10_000_000 }),
    months: fc.integer({ min: 1, max: 60 }),
    yearlyRateBasisPoints: fc.integer({ min: 0, max: 3000 }),
    roundingUnitHalalas: fc.constantFrom(1, 5, 50, 100, 500, 1000, 5000, 10_000),
  });

  test('principals sum to the principal, and every instalment is positive', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const schedule = scheduleOf(given);
        expect(sum(schedule.map(({ principalHalalas }) => principalHalalas))).toBe(given.principalHalalas);
        for (const { principalHalalas, profitHalalas } of schedule) {
          expect(Number.isSafeInteger(principalHalalas) && principalHalalas > 0).toBe(true);
          expect(Number.isSafeInteger(profitHalalas) && profitHalalas >= 0).toBe(true);
        }
      }),
    );
  });

  test('a split gives back its amount, the last part positive', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(1, 100, 10_000),
        (amount, count, unit) => {
          const parts = splitEvenly(amount, count, unit);
          expect(sum(parts)).toBe(amount);
          expect(parts.at(-1)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
