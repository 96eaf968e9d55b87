import type { Answers, Json } from '../../engine/vocabulary.ts';
import type { Halalas } from '../../kernel/money.ts';
import { type FinancingProduct, type FinancingRules, halalasOf } from './rules.ts';
import type { CostLine, ProductLine, StudyInputs } from './study.ts';

const ordinaryPercent = 100;
const strongPercent = 200;
const monthsOfYear = 12;

/**
 * The months (January is 0) in which each strong season sells. Those that follow the moon stand where they fall in the
 * coming years: Ramadan in February, the two feasts in March and May. Weddings are in summer, dates ripen in August and
 * September.
 */
export const seasonMonths = {
  ramadan: [1],
  eid: [2, 4],
  weddings: [5, 6, 7],
  dates: [7, 8],
} as const satisfies { readonly [season: string]: readonly number[] };

export type Season = keyof typeof seasonMonths;
export const seasons = Object.keys(seasonMonths) as readonly Season[];

const isSeason = (word: Json): word is Season =>
  typeof word === 'string' && (seasons as readonly string[]).includes(word);

/** Twelve months' sales in hundredths of an ordinary one: a month of a strong season sells twice, also where two meet. */
export const seasonPercentsOf = (named: readonly Json[]): readonly number[] => {
  const strong = new Set<number>(named.filter(isSeason).flatMap((season) => seasonMonths[season]));
  return Array.from({ length: monthsOfYear }, (_, month) =>
    strong.has(month) ? strongPercent : ordinaryPercent,
  );
};

const listOf = (value: Json | undefined): readonly { readonly [key: string]: Json }[] =>
  Array.isArray(value) ? (value as readonly { readonly [key: string]: Json }[]) : [];

const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const wordsOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const costsOf = (value: Json | undefined, amountKey: 'price' | 'amount'): readonly CostLine[] =>
  listOf(value).map((line) => ({
    name: wordsOf(line.name),
    amountHalalas: numberOf(line[amountKey]),
  }));

const productsOf = (value: Json | undefined): readonly ProductLine[] =>
  listOf(value).map((line) => ({
    name: wordsOf(line.name),
    quantityEachTime: numberOf(line.quantity),
    timesAMonth: numberOf(line.times),
    priceHalalas: numberOf(line.price),
    materialsHalalas: numberOf(line.materials),
  }));

/** What the study is computed from, as the family answered; what is not answered yet counts as nothing. */
export const studyInputsOf = (answers: Answers): StudyInputs => ({
  products: productsOf(answers.production),
  seasonPercents: seasonPercentsOf(Array.isArray(answers.seasons) ? answers.seasons : []),
  fixedMonthly: costsOf(answers.fixedCosts, 'amount'),
  tools: costsOf(answers.tools, 'price'),
  ownContributionHalalas: numberOf(answers.ownContribution),
  householdIncomeHalalas: numberOf(answers.householdIncome),
  householdObligationsHalalas: numberOf(answers.obligations),
});

export const productNamed = (rules: FinancingRules, key: string): FinancingProduct | null =>
  rules.products.find((product) => product.key === key) ?? null;

/** Least and most that a product gives, in halalas; a first financing has a lower ceiling of its own. */
export const amountLimits = (
  product: FinancingProduct,
  first: boolean,
): { readonly least: Halalas; readonly most: Halalas } => ({
  least: halalasOf(product.minimumRiyals),
  most: halalasOf(
    first ? Math.min(product.firstMaximumRiyals, product.maximumRiyals) : product.maximumRiyals,
  ),
});
