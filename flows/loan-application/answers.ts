import type { Answers, Json } from '../../src/engine/vocabulary.ts';

export type LoanAnswers = {
  notEligible: 'understood' | 'agree-registration' | 'talk-to-person';
  /** Whether the answers of the last application are begun from; each is shown and can be changed. */
  again: boolean;
  project: string;
  activity: string;
  tools: readonly Json[];
  production: readonly Json[];
  seasons: readonly string[];
  fixedCosts: readonly Json[];
  ownContribution: number;
  /** Current sales a month; the registration's figure is `salesMonthly` until it is confirmed. */
  sales: number;
  /** The same of the household's income. */
  income: number;
  obligations: number;
  study: 'go-on' | 'think';
  product: string;
  amount: number;
  months: number;
  graceMonths: number;
  schedule: 'go-on';
  /** Suppliers' quotations, a line each. */
  quotations: readonly Json[];
  creditConsent: boolean;
  review: boolean;
  /** At the desk: whom it is for, why it cannot be, and what the officer sends. */
  family: string;
  notEligibleDesk: 'understood';
  deskReview: boolean;
  called: string;
  familyState: string | null;
  agreedRegistration: boolean;
  hasChat: boolean;
  /** What the desk wrote, read back by the family: whether it is right, whether it agrees, and why not. */
  deskAnswer: 'agree' | 'details' | 'refuse';
  readBack: boolean;
  agreed: boolean;
  objection: string | null;
  waits: boolean;
  officer: { readonly name: string; readonly sex: string | null };
  /** Loaded beside the answers, never asked. */
  version: number;
  rules: Json;
  first: boolean;
  openApplication: number | string | null;
  applyAgainOn: string | null;
  householdIncome: number | null;
  salesMonthly: number | null;
  craft: readonly string[];
  products: readonly Json[];
  /** Which words offer the answers of before: of an application that is over, or of one that was left half-way. */
  earlierFrom: 'last' | 'half' | 'half-rules-changed' | null;
  /** The answers of the last application, as it kept them; null where there is none to begin from. */
  earlier: { readonly [key: string]: Json } | null;
};

/** What the last application was answered with, where the family begins from it; null otherwise. */
export const earlierOf = (answers: Partial<LoanAnswers>, key: string): Json =>
  answers.again === true ? (answers.earlier?.[key] ?? null) : null;

/** The answers as the study reads them: what was asked under a name of its own, under the name it is kept by. */
export const asKept = (answers: Partial<LoanAnswers>): Answers => {
  const { sales, income, seasons, ...others } = answers;
  return {
    ...(others as Answers),
    seasons: (seasons ?? []).filter((season) => season !== 'none'),
    salesMonthly: sales ?? answers.salesMonthly ?? 0,
    householdIncome: income ?? answers.householdIncome ?? 0,
  };
};

/** Answers of the project and the wish that are kept under the name under which they are asked. */
const alike = [
  'project',
  'activity',
  'tools',
  'production',
  'fixedCosts',
  'ownContribution',
  'obligations',
  'amount',
  'months',
  'graceMonths',
] as const;

/** What of a half-way application another one can begin from, with the version of its rules; null where nothing is answered. */
export const halfWay = (answers: Partial<LoanAnswers>): Answers | null => {
  if (typeof answers.project !== 'string') return null;
  const { seasons, sales, income } = answers;
  return {
    ...Object.fromEntries(alike.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]]))),
    ...(seasons === undefined ? {} : { seasons: seasons.filter((season) => season !== 'none') }),
    ...(sales === undefined ? {} : { salesMonthly: sales }),
    ...(income === undefined ? {} : { householdIncome: income }),
    version: answers.version ?? null,
  };
};

/** What is submitted, and nothing of what only led there. */
export const submitted = (answers: LoanAnswers, product: string): Answers => {
  const {
    study: _study,
    schedule: _schedule,
    review: _review,
    again: _again,
    earlier: _earlier,
    earlierFrom: _from,
    ...kept
  } = asKept(answers);
  return { graceMonths: 0, ...kept, product };
};

/**
 * Answers of a version before quotations were asked: who was past their place is not led back to it, since they can be sent
 * any day.
 */
export const pastQuotations = (answers: Answers): Answers =>
  Object.hasOwn(answers, 'schedule') ? { quotations: [], ...answers } : answers;
