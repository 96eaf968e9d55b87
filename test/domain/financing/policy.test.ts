import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  amountLimits,
  productNamed,
  seasonPercentsOf,
  studyInputsOf,
} from '../../../src/domain/financing/policy.ts';
import { financingRulesSchema } from '../../../src/domain/financing/rules.ts';

const rules = financingRulesSchema.parse(
  JSON.parse(readFileSync('src/domain/financing/default-rules.json', 'utf8')),
);

describe('strong seasons', () => {
  test.each([
    { named: [], strong: [] },
    { named: ['ramadan'], strong: [1] },
    { named: ['eid'], strong: [2, 4] },
    { named: ['weddings'], strong: [5, 6, 7] },
    { named: ['dates'], strong: [7, 8] },
    // August belongs to two of them, and still sells twice, not four times.
    { named: ['weddings', 'dates'], strong: [5, 6, 7, 8] },
    { named: ['no such season'], strong: [] },
  ])('$named sell twice in $strong', ({ named, strong }) => {
    expect(seasonPercentsOf(named)).toEqual(
      Array.from({ length: 12 }, (_, month) => (strong.includes(month) ? 200 : 100)),
    );
  });
});

test('the answers become what the study is computed from', () => {
  expect(
    studyInputsOf({
      tools: [{ name: 'عجانة', price: 650_000 }],
      production: [{ name: 'كليجا', quantity: 20, times: 12, price: 2_500, materials: 900 }],
      seasons: ['ramadan'],
      fixedCosts: [{ name: 'كهرباء', amount: 15_000 }],
      ownContribution: 50_000,
      householdIncome: 400_000,
      obligations: 120_000,
    }),
  ).toEqual({
    products: [
      { name: 'كليجا', quantityEachTime: 20, timesAMonth: 12, priceHalalas: 2_500, materialsHalalas: 900 },
    ],
    seasonPercents: [100, 200, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100],
    fixedMonthly: [{ name: 'كهرباء', amountHalalas: 15_000 }],
    tools: [{ name: 'عجانة', amountHalalas: 650_000 }],
    ownContributionHalalas: 50_000,
    householdIncomeHalalas: 400_000,
    householdObligationsHalalas: 120_000,
  });
});

test('what is not answered yet counts as nothing', () => {
  expect(studyInputsOf({})).toMatchObject({ products: [], tools: [], ownContributionHalalas: 0 });
});

test('a first financing has a lower ceiling', () => {
  const product = productNamed(rules, 'qard-hasan');
  if (!product) throw new Error('the bundled rules lack their product');
  expect(amountLimits(product, true)).toEqual({ least: 500_000, most: 1_200_000 });
  expect(amountLimits(product, false)).toEqual({ least: 500_000, most: 5_000_000 });
  expect(productNamed(rules, 'another')).toBeNull();
});
