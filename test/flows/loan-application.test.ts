import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { LoanAnswers } from '../../flows/loan-application/answers.ts';
import {
  borrowingOf,
  canBorrow,
  instalmentOf,
  leastMonthsFor,
} from '../../flows/loan-application/borrowing.ts';
import { pricedLines, productLines } from '../../flows/loan-application/lines.ts';
import { remediesFor } from '../../flows/loan-application/remedies.ts';
import { summaryOf } from '../../flows/loan-application/summary.ts';
import { yearsInMonths } from '../../flows/loan-application/words.ts';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import type { Json } from '../../src/engine/vocabulary.ts';
import { parseTranscript } from '../support/transcript-file.ts';

const { renderer } = await loadFlowsHouse();
const rules = JSON.parse(
  readFileSync(new URL('../../src/domain/financing/default-rules.json', import.meta.url), 'utf8'),
) as Json;

const folder = new URL('./', import.meta.url);
const stepsOf = (name: string) => parseTranscript(readFileSync(new URL(name, folder), 'utf8')).steps;

describe('how many messages an application takes', () => {
  it.each([
    ['loan-application.shortest.ar.txt', 25],
    ['loan-application.one-by-one.ar.txt', 27],
    ['loan-application.longest.ar.txt', 60],
    ['loan-application.longest.en.txt', 60],
  ])('%s: fewer than %i, to the very end', (name, most) => {
    const steps = stepsOf(name);
    expect(steps.length).toBeLessThan(most);
    expect(steps.at(-1)?.expected.join('\n')).toContain('command submit-application');
  });

  it('every transcript of an application that is submitted says the product, the amount and the consent', () => {
    const submitted = readdirSync(folder)
      .filter((name) => name.startsWith('loan-application.') && name.endsWith('.txt'))
      .flatMap(stepsOf)
      .map(({ expected }) => expected.join('\n'))
      .filter((said) => said.includes('command submit-application'));
    expect(submitted.length).toBeGreaterThan(3);
    for (const said of submitted) {
      for (const key of ['"product": "qard-hasan"', '"amount": ', '"creditConsent": true', '"months": '])
        expect(said).toContain(key);
    }
  });
});

const project = (changes: Partial<LoanAnswers> = {}): Partial<LoanAnswers> => ({
  rules,
  first: true,
  tools: [{ name: 'عجانة', price: 650_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 }],
  seasons: ['none'],
  fixedCosts: [{ name: 'كهرباء', amount: 30_000 }],
  ownContribution: 0,
  sales: 0,
  income: 600_000,
  obligations: 0,
  ...changes,
});

const abaya = { name: 'عباية', quantity: 3, times: 4, price: 18_000, materials: 12_000 };

/** Projects that carry no financing, and the changes that are told. */
const losses: readonly (readonly [string, Partial<LoanAnswers>])[] = [
  ['a loss', { production: [abaya], fixedCosts: [{ name: 'إيجار', amount: 80_000 }] }],
  [
    'a loss with seasons',
    { production: [abaya], seasons: ['ramadan', 'eid'], fixedCosts: [{ name: 'إيجار', amount: 95_000 }] },
  ],
  ['too small a surplus', { production: [{ ...abaya, times: 1 }], fixedCosts: [] }],
  [
    'a household that owes more than it earns',
    { production: [abaya], income: 200_000, obligations: 300_000 },
  ],
];

describe('what would change a project that carries no financing', () => {
  it.each(losses)('%s: each advice alone is enough', (_name, changes) => {
    const before = project(changes);
    expect(canBorrow(before)).toBe(false);
    const remedies = remediesFor(before);
    expect(remedies.length).toBeGreaterThan(0);
    const [line] = before.production as readonly (typeof abaya)[];
    for (const remedy of remedies) {
      const after: Partial<LoanAnswers> =
        remedy.change === 'fixed'
          ? { ...before, fixedCosts: [{ name: 'الباقي', amount: remedy.to }] }
          : remedy.change === 'more'
            ? { ...before, production: [{ ...line!, quantity: remedy.to, times: 1 }] }
            : { ...before, production: [{ ...line!, [remedy.change]: remedy.to }] };
      expect([remedy.change, canBorrow(after)]).toEqual([remedy.change, true]);
    }
  });

  test('what is no sensible advice is left out: then only a person helps', () => {
    const hopeless = project({ production: [{ ...abaya, price: 500, materials: 12_000 }], fixedCosts: [] });
    expect(remediesFor(hopeless)).toEqual([]);
  });
});

describe('how much can be borrowed', () => {
  test('the first financing has its ceiling', () => {
    expect(borrowingOf(project())).toMatchObject({ most: 1_200_000, by: 'first' });
  });

  test('the largest amount is one whose instalment the surplus carries, and a riyal more is not', () => {
    const small = project({ first: false, production: [{ ...abaya, price: 20_000 }], fixedCosts: [] });
    const borrowing = borrowingOf(small)!;
    expect(borrowing.by).toBe('capacity');
    const { product, capacity, most } = borrowing;
    expect(instalmentOf(product, most!, product.maximumMonths)).toBeLessThanOrEqual(capacity);
    expect(instalmentOf(product, most! + 100, product.maximumMonths)).toBeGreaterThan(capacity);
  });

  test('the fewest months are those whose instalment is carried, and a month less is not', () => {
    const borrowing = borrowingOf(project())!;
    const months = leastMonthsFor(borrowing, 1_200_000);
    expect(instalmentOf(borrowing.product, 1_200_000, months)).toBeLessThanOrEqual(borrowing.capacity);
    expect(instalmentOf(borrowing.product, 1_200_000, months - 1)).toBeGreaterThan(borrowing.capacity);
  });
});

describe('the study as it is told', () => {
  it.each([['a sound project', {}], ...losses] as const)('%s fits in twelve lines', (_name, changes) => {
    for (const language of ['ar', 'en'] as const) {
      const told = renderer.message(
        { key: 'loan-application:study.ask', params: { summary: summaryOf(project(changes)) } },
        { language, address: 'female', digits: 'arabic' },
      );
      expect(told.split('\n').length).toBeLessThanOrEqual(12);
      expect(told).not.toContain('loan-application:');
    }
  });
});

describe('lines typed whole', () => {
  it.each([
    ['عجانة ٦٥٠٠', [{ name: 'عجانة', price: 650_000 }]],
    ['٣ قدور ١٥٠٠', [{ name: '٣ قدور', price: 150_000 }]],
    ['٣ قدور', [{ name: '٣ قدور' }]],
    ['صحون ٢٠ حبة ٣٠٠', [{ name: 'صحون' }]],
    ['عجانة ٥.٥٠٠', [{ name: 'عجانة', price: 550_000 }]],
    ['عجانة من ٥٠٠٠ إلى ٦٠٠٠', [{ name: 'عجانة' }]],
  ])('«%s»', (typed, expected) => {
    expect(pricedLines('price')(typed)).toEqual(expected);
  });

  const kleija = { name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 };
  it.each([
    ['كليجا ٢٠ كل يوم، السعر ١٥، المواد ٦', [kleija]],
    ['كليجا ٢٠ ٢٦ ١٥ ٦', [kleija]],
    ['كليجا ٢٠ علبة ٢٦ مرة بالشهر بـ١٥ ريال والمواد ٦', [kleija]],
    ['كليجا المواد ٦ وأبيعها ١٥ والكمية ٢٠ كل يوم', [kleija]],
    ['معمول ٢٠', [{ name: 'معمول', quantity: 20 }]],
    ['كليجا', [{ name: 'كليجا' }]],
  ])('«%s»', (typed, expected) => {
    expect(productLines(typed)).toEqual(expected);
  });
});

test.each([
  ['سنة', '12'],
  ['على سنتين', '24'],
  ['٣ سنوات', '36'],
  ['سنة ونص', '18'],
  ['24', '24'],
  ['2 years', '24'],
])('«%s» is %s months', (typed, expected) => {
  expect(yearsInMonths(typed)).toBe(expected);
});
