import { describe, expect, test } from 'vitest';
import {
  householdLeft,
  type StudyInputs,
  type StudyRules,
  studyOf,
} from '../../../src/domain/financing/study.ts';

const rules: StudyRules = {
  repaymentSharePercent: 50,
  householdSharePercent: 50,
  pessimisticDropPercent: 25,
};
const ordinary = Array.from({ length: 12 }, () => 100);

/** Kleija: 40 boxes a batch, 10 batches a month, 35 riyals a box, 14 of materials; gas and packaging 1,200 a month. */
const kleija: StudyInputs = {
  products: [
    { name: 'كليجا', quantityEachTime: 40, timesAMonth: 10, priceHalalas: 3500, materialsHalalas: 1400 },
  ],
  seasonPercents: ordinary,
  fixedMonthly: [
    { name: 'غاز', amountHalalas: 40_000 },
    { name: 'تغليف', amountHalalas: 80_000 },
  ],
  tools: [
    { name: 'عجانة', amountHalalas: 650_000 },
    { name: 'فرن', amountHalalas: 850_000 },
  ],
  ownContributionHalalas: 300_000,
  householdIncomeHalalas: 450_000,
  householdObligationsHalalas: 100_000,
};

describe('worked by hand', () => {
  test('an ordinary project', () => {
    expect(studyOf(kleija, rules)).toEqual({
      startUpCostHalalas: 1_500_000,
      financingNeededHalalas: 1_200_000,
      // 400 boxes: 14,000 in, 5,600 of materials, 1,200 fixed.
      expected: {
        revenueHalalas: 1_400_000,
        materialsHalalas: 560_000,
        marginHalalas: 840_000,
        fixedHalalas: 120_000,
        surplusHalalas: 720_000,
        repaymentCapacityHalalas: 360_000,
      },
      pessimistic: {
        revenueHalalas: 1_050_000,
        materialsHalalas: 420_000,
        marginHalalas: 630_000,
        fixedHalalas: 120_000,
        surplusHalalas: 510_000,
        repaymentCapacityHalalas: 255_000,
      },
      // 1,200 / 21 = 57.14
      breakEvenUnits: 58,
      unitsAMonth: 400,
      // 15,000 / 7,200 = 2.08
      paybackMonths: 3,
      weakestMonth: { month: 0, surplusHalalas: 720_000 },
    });
  });

  test('seasons: Ramadan doubles, two months bring nothing', () => {
    const seasonPercents = [100, 200, 100, 100, 100, 0, 0, 100, 100, 100, 100, 100];
    const study = studyOf({ ...kleija, seasonPercents }, rules);
    // 1,100 % of an ordinary month over twelve: 14,000 x 11 / 12 = 12,833.33; 5,600 x 11 / 12 = 5,133.33.
    expect(study.expected).toEqual({
      revenueHalalas: 1_283_333,
      materialsHalalas: 513_333,
      marginHalalas: 770_000,
      fixedHalalas: 120_000,
      surplusHalalas: 650_000,
      repaymentCapacityHalalas: 325_000,
    });
    expect(study.unitsAMonth).toBe(367);
    expect(study.weakestMonth).toEqual({ month: 5, surplusHalalas: -120_000 });
  });

  test('several products: break-even in their mix', () => {
    const study = studyOf(
      {
        ...kleija,
        products: [
          { name: 'كليجا', quantityEachTime: 40, timesAMonth: 5, priceHalalas: 3500, materialsHalalas: 1400 },
          { name: 'معمول', quantityEachTime: 20, timesAMonth: 5, priceHalalas: 5000, materialsHalalas: 3350 },
        ],
      },
      rules,
    );
    // 200 x 21 + 100 x 16.50 = 5,850 of 300 units: 1,200 / 19.50 = 61.5
    expect(study.expected.marginHalalas).toBe(585_000);
    expect(study.breakEvenUnits).toBe(62);
  });

  test('one huge order a year is spread over it, to the halala', () => {
    const study = studyOf(
      {
        ...kleija,
        products: [
          {
            name: 'طلبية',
            quantityEachTime: 1000,
            timesAMonth: 1,
            priceHalalas: 1999,
            materialsHalalas: 777,
          },
        ],
        seasonPercents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100],
      },
      rules,
    );
    // 19,990 / 12 = 1,665.8333; 7,770 / 12 = 647.50; less 1,200.
    expect(study.expected).toMatchObject({
      revenueHalalas: 166_583,
      materialsHalalas: 64_750,
      surplusHalalas: -18_167,
      repaymentCapacityHalalas: 0,
    });
    expect(study.paybackMonths).toBeNull();
  });

  test('zero sales: no break-even, no payback, a loss of the fixed costs', () => {
    const study = studyOf({ ...kleija, products: [] }, rules);
    expect(study).toMatchObject({ breakEvenUnits: null, paybackMonths: null, unitsAMonth: 0 });
    expect(study.expected.surplusHalalas).toBe(-120_000);
  });

  test('a product sold under its materials never breaks even', () => {
    const products = [
      { name: 'سدو', quantityEachTime: 2, timesAMonth: 4, priceHalalas: 9000, materialsHalalas: 9500 },
    ];
    const study = studyOf({ ...kleija, products }, rules);
    expect(study.breakEvenUnits).toBeNull();
    expect(study.expected.surplusHalalas).toBe(-124_000);
    expect(study.pessimistic.surplusHalalas).toBe(-123_000);
  });

  test('a household that owes more than it earns lives on the surplus first', () => {
    const study = studyOf(
      { ...kleija, householdIncomeHalalas: 300_000, householdObligationsHalalas: 420_001 },
      rules,
    );
    // 7,200 - 1,200.01 = 5,999.99, half of it, down to the halala.
    expect(study.expected.repaymentCapacityHalalas).toBe(299_999);
  });

  // The surplus is 7,200 in every row; all amounts in whole riyals.
  test.each([
    // Half of 7,200.
    { income: 4_500, obligations: 1_000, share: 50, left: 10_700, capacity: 3_600 },
    // Obligations nearly eat the income: 7,200 + 100 are left, half of that is more than half of the surplus.
    { income: 3_000, obligations: 2_900, share: 50, left: 7_300, capacity: 3_600 },
    // All of it: the surplus is what is left.
    { income: 3_000, obligations: 3_000, share: 50, left: 7_200, capacity: 3_600 },
    // More than all: 7,200 - 2,000 = 5,200, half of it.
    { income: 1_000, obligations: 3_000, share: 50, left: 5_200, capacity: 2_600 },
    // More than income and surplus together: nothing is left.
    { income: 1_000, obligations: 8_200, share: 50, left: 0, capacity: 0 },
    { income: 1_000, obligations: 9_000, share: 50, left: -800, capacity: 0 },
    // Where the association lets a third of the household's money go into instalments: 7,300 x 33 % = 2,409.
    { income: 3_000, obligations: 2_900, share: 33, left: 7_300, capacity: 2_409 },
    // 10,700 x 33 % = 3,531.
    { income: 4_500, obligations: 1_000, share: 33, left: 10_700, capacity: 3_531 },
    // 20,200 x 33 % = 6,666, so that the surplus sets it.
    { income: 14_000, obligations: 1_000, share: 33, left: 20_200, capacity: 3_600 },
  ])('$income earned, $obligations owed, $share % of the household', (row) => {
    const inputs = {
      ...kleija,
      householdIncomeHalalas: row.income * 100,
      householdObligationsHalalas: row.obligations * 100,
    };
    const { expected } = studyOf(inputs, { ...rules, householdSharePercent: row.share });
    expect(householdLeft(inputs, expected.surplusHalalas)).toBe(row.left * 100);
    expect(expected.repaymentCapacityHalalas).toBe(row.capacity * 100);
  });

  test('nothing fixed: the first unit sold already earns', () => {
    expect(studyOf({ ...kleija, fixedMonthly: [] }, rules).breakEvenUnits).toBe(0);
  });

  test('her own money covers everything: nothing to finance', () => {
    expect(studyOf({ ...kleija, ownContributionHalalas: 2_000_000 }, rules).financingNeededHalalas).toBe(0);
  });
});
