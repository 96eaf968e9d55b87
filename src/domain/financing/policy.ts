import type { Answers, Json } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/iso-dates.ts';
import type { Halalas } from '../../kernel/money.ts';
import { transitionOf } from '../transitions.ts';
import { type FinancingProduct, type FinancingRules, halalasOf } from './rules.ts';
import { type Plan, planOf, scheduleOf, type Terms } from './schedule.ts';
import { type ApplicationEvent, type ApplicationState, applicationTransitions } from './states.ts';
import { type CostLine, type ProductLine, type StudyInputs, studyOf } from './study.ts';

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
const seasons = Object.keys(seasonMonths) as readonly Season[];

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

/** The answers about the financing itself, which columns hold besides the sealed answers. */
export interface Wish {
  readonly product: string;
  readonly amountHalalas: Halalas;
  readonly months: number;
  readonly graceMonths: number;
}

export const wishOf = (answers: Answers): Wish => ({
  product: wordsOf(answers.product),
  amountHalalas: numberOf(answers.amount),
  months: numberOf(answers.months),
  graceMonths: numberOf(answers.graceMonths),
});

/** Which answer of a wish the rules do not allow, and the key of its problem's text; null when all is within them. */
export const brokenRule = (
  rules: FinancingRules,
  wish: Wish,
  first: boolean,
): { readonly question: string; readonly problem: string } | null => {
  const product = productNamed(rules, wish.product);
  if (!product) return { question: 'product', problem: 'no-such-product' };
  const { least, most } = amountLimits(product, first);
  if (wish.amountHalalas < least) return { question: 'amount', problem: 'too-small' };
  if (wish.amountHalalas > most) return { question: 'amount', problem: 'too-large' };
  if (wish.months < 1 || wish.months > product.maximumMonths) {
    return { question: 'months', problem: 'too-large' };
  }
  if (wish.graceMonths < 0 || wish.graceMonths > product.graceMonths) {
    return { question: 'graceMonths', problem: 'too-large' };
  }
  return null;
};

/**
 * Which answer asks for more than the project carries: every instalment stays within the surplus's share. Null when it
 * does. The amount is too large where no number of months would do.
 */
export const beyondCapacity = (
  rules: FinancingRules,
  answers: Answers,
): { readonly question: string; readonly problem: string } | null => {
  const { product: key, amountHalalas, months } = wishOf(answers);
  const product = productNamed(rules, key);
  if (!product) return { question: 'product', problem: 'no-such-product' };
  const capacity = studyOf(studyInputsOf(answers), rules).expected.repaymentCapacityHalalas;
  const isCarried = (over: number): boolean =>
    scheduleOf(termsOf(product, amountHalalas, over)).every(
      ({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas <= capacity,
    );
  if (isCarried(months)) return null;
  return isCarried(product.maximumMonths)
    ? { question: 'months', problem: 'too-small' }
    : { question: 'amount', problem: 'too-large' };
};

/** Whether an amount of a product needs somebody who stands for it. */
export const needsGuarantor = ({ guarantorAboveRiyals }: FinancingProduct, amountHalalas: Halalas): boolean =>
  guarantorAboveRiyals !== null && amountHalalas > halalasOf(guarantorAboveRiyals);

/** Whether an amount of a product needs a supplier's quotation before its file is ready. */
export const needsQuotation = (
  { quotationAboveRiyals = null }: FinancingProduct,
  amountHalalas: Halalas,
): boolean => quotationAboveRiyals !== null && amountHalalas > halalasOf(quotationAboveRiyals);

/** How a quotation counts on a day: one whose day has passed does not hold, whether or not the clock came by yet. */
export const quotationStanding = (
  { state, validUntil }: { readonly state: string; readonly validUntil: IsoDate | null },
  today: IsoDate,
): string => (state === 'verified' && validUntil !== null && validUntil < today ? 'expired' : state);

/** What keeps a file from being ready that needs quotations: none at all, or one that does not hold (yet, or any more). */
export type QuotationLack = 'missing' | 'rejected' | 'expired' | 'received';

/**
 * What is lacking of the quotations that an application needs; null where nothing is, or none is needed. One that was
 * rejected is no lack beside one that holds, but what nobody has looked at, or has expired, is.
 */
export const quotationLack = (needed: boolean, standings: readonly string[]): QuotationLack | null => {
  if (!needed) return null;
  if (standings.includes('expired')) return 'expired';
  if (standings.includes('received')) return 'received';
  if (standings.includes('verified')) return null;
  return standings.includes('rejected') ? 'rejected' : 'missing';
};

/** The states in which an application is still prepared, so that what it lacks can be sent. */
export const preparedStates: readonly string[] = [
  'submitted',
  'awaiting-guarantor',
  'in-study',
  'needs-more',
  'ready',
];

/** The most that a product gives without a guarantor; null where it gives nothing without one. */
export const mostWithoutGuarantor = (product: FinancingProduct): Halalas | null => {
  const { guarantorAboveRiyals, minimumRiyals, maximumRiyals } = product;
  if (guarantorAboveRiyals === null) return halalasOf(maximumRiyals);
  return guarantorAboveRiyals < minimumRiyals ? null : halalasOf(guarantorAboveRiyals);
};

/** Whether two versions of the rules differ in what concerns an application for a product. */
export const concernsDiffer = (one: FinancingRules, other: FinancingRules, productKey: string): boolean => {
  const concerns = (rules: FinancingRules): string =>
    JSON.stringify([
      productNamed(rules, productKey),
      rules.repaymentSharePercent,
      rules.householdSharePercent,
      rules.applyAgainAfterDays,
    ]);
  return concerns(one) !== concerns(other);
};

/** A forecast so far above what is sold today that somebody asks about it; nothing is known where nothing is sold yet. */
export const isUnusualForecast = (
  { unusualForecastTimes }: Pick<FinancingRules, 'unusualForecastTimes'>,
  salesHalalas: Halalas,
  forecastHalalas: Halalas,
): boolean => salesHalalas > 0 && forecastHalalas > salesHalalas * unusualForecastTimes;

/** What is kept of the answers: the steps that are no data of the project are left out. */
const notKept = new Set([
  'review',
  'notEligible',
  'study',
  'schedule',
  'rules',
  'version',
  'again',
  'earlier',
  'deskReview',
  'deskAnswer',
  'notEligibleDesk',
  'readBack',
  'agreed',
  'objection',
  // Each is a case of its own, with its pages.
  'quotations',
]);

export const keptAnswers = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => !notKept.has(key)));

/** What of an application's answers another one can begin from: the project and the wish, and no consent. */
const ofProject = [
  'project',
  'activity',
  'tools',
  'production',
  'seasons',
  'fixedCosts',
  'ownContribution',
  'salesMonthly',
  'householdIncome',
  'obligations',
  'amount',
  'months',
  'graceMonths',
] as const;

export const projectAnswers = (answers: Answers): Answers =>
  Object.fromEntries(ofProject.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]])));

/** What an offer is measured by: what was asked for, and what its product gives. */
export interface OfferLimits {
  readonly askedHalalas: Halalas;
  readonly askedMonths: number;
  readonly leastHalalas: Halalas;
  readonly mostMonths: number;
}

export type OfferProblem = 'more-than-asked' | 'below-least' | 'too-long' | 'as-asked';

/**
 * Why other terms than those asked for cannot be offered; null where they can: no more than was asked for, within the
 * product, and not the very same, which is a plain yes. The same amount over other months is an offer too.
 */
export const offerProblem = (
  { askedHalalas, askedMonths, leastHalalas, mostMonths }: OfferLimits,
  offered: { readonly amountHalalas: Halalas; readonly months: number },
): OfferProblem | null => {
  const { amountHalalas, months } = offered;
  if (!Number.isSafeInteger(amountHalalas) || amountHalalas < leastHalalas || amountHalalas <= 0)
    return 'below-least';
  if (amountHalalas > askedHalalas) return 'more-than-asked';
  if (!Number.isSafeInteger(months) || months < 1 || months > mostMonths) return 'too-long';
  return amountHalalas === askedHalalas && months === askedMonths ? 'as-asked' : null;
};

/** The stages of an application's work, each with a task of its own. */
export type Stage = 'agreement' | 'study' | 'sending' | 'bank' | 'contract';

const ofStudy = new Set<ApplicationState>(['submitted', 'awaiting-guarantor', 'in-study', 'needs-more']);

/** Whose turn an application is in a state; null while it waits for the family, and once it is over. */
export const stageOf = (state: ApplicationState): Stage | null => {
  if (ofStudy.has(state)) return 'study';
  if (state === 'awaiting-agreement') return 'agreement';
  if (state === 'ready') return 'sending';
  if (state === 'approved') return 'contract';
  return state === 'at-bank' ? 'bank' : null;
};

/** Whether a state is one in which an application is still open: another one cannot begin. */
export const isOpen = (state: string): boolean => !closedStates.includes(state);

/** The states of an application that is over; one that is contracted is open until it is settled. */
export const closedStates: readonly string[] = ['declined', 'withdrawn', 'expired'];

/** The states of an application whose financing was granted. */
export const grantedStates: readonly string[] = ['approved', 'contracted'];

/** Who brings something about: a member of staff with its role, the guarantor, the clock, or (null) the family. */
export type By = { readonly memberId: string; readonly role: string } | 'guarantor' | 'clock' | null;

/** The member of staff by whom something comes about; null where it is somebody else. */
export const memberOf = (by: By): string | null =>
  by !== null && typeof by === 'object' ? by.memberId : null;

/** Whether a transition is this one's to bring about: the manager's too where it is the association's, never the bank's. */
export const mayBring = (by: string, who: By): boolean => {
  if (who === null || typeof who === 'string') return by === (who ?? 'family');
  if (by === 'family' || by === 'guarantor' || by === 'clock') return false;
  return who.role === by || (who.role === 'manager' && by !== 'bank-officer');
};

export interface GuardFacts {
  readonly memberId: string | null;
  readonly readyById: string | null;
  /** The registration is accepted, and an officer wrote what it thinks of the project. */
  readonly studied: boolean;
  /** Who recorded the bank's letter that says so; null where there is none. */
  readonly letterById: string | null;
  /** By the amount and the rules somebody has to stand for the application. */
  readonly needsGuarantor: boolean;
  /** Somebody does. */
  readonly guaranteed: boolean;
  /** Who wrote it at the desk; null where the family did. */
  readonly assistedById: string | null;
  /** Who sent the signed paper; null where there is none. */
  readonly formById: string | null;
}

/** Whether a transition's named rule holds. */
export const guardHolds = (guard: string | undefined, facts: GuardFacts): boolean => {
  if (guard === undefined) return true;
  if (guard === 'studied') return facts.studied;
  if (guard === 'other-person') return facts.memberId !== null && facts.memberId !== facts.readyById;
  if (guard === 'letter') {
    return facts.memberId !== null && facts.letterById !== null && facts.memberId !== facts.letterById;
  }
  if (guard === 'signed') {
    const hands = [facts.formById, facts.assistedById];
    return facts.memberId !== null && facts.formById !== null && !hands.includes(facts.memberId);
  }
  if (guard === 'guaranteed') return facts.guaranteed;
  if (guard === 'guarantor-needed') return facts.needsGuarantor && !facts.guaranteed;
  if (guard === 'no-guarantor-needed') return !facts.needsGuarantor;
  throw new Error(`no rule is named ${guard}`);
};

/** Why a member of staff may not bring something about that the state itself allows; null when it may. */
export const whyNot = (
  application: { readonly state: string; readonly readyById: string | null },
  event: ApplicationEvent,
  who: Exclude<By, string | null>,
): 'not-allowed' | 'other-person' | null => {
  const transition = transitionOf(applicationTransitions, application.state as ApplicationState, event);
  if (!transition) return null;
  if (!mayBring(transition.by, who)) return 'not-allowed';
  const { guard } = transition;
  return guard === 'other-person' && application.readyById === who.memberId ? 'other-person' : null;
};

/** Whether an event can come about in a state; what is not taken yet is taken by working on it. */
export const canHappen = (state: string, event: ApplicationEvent): boolean => {
  const from = state === 'submitted' && event !== 'decline' ? 'in-study' : (state as ApplicationState);
  return transitionOf(applicationTransitions, from, event) !== null;
};

/** What a schedule is computed from, by the product's rules. */
export const termsOf = (product: FinancingProduct, principalHalalas: Halalas, months: number): Terms => ({
  method: product.method,
  principalHalalas,
  months,
  yearlyRateBasisPoints: Math.round(product.yearlyRatePercent * 100),
  roundingUnitHalalas: halalasOf(product.roundingRiyals),
});

/** How an amount of a product is paid back. */
export const repaymentPlan = (
  product: FinancingProduct,
  { amountHalalas, months, graceMonths }: Record<'amountHalalas' | 'months' | 'graceMonths', number>,
): Plan => planOf(termsOf(product, amountHalalas, months), graceMonths, halalasOf(product.feeRiyals));

/** The first instalment of an amount over months, in halalas; the others are alike, but for the last one's rounding. */
export const instalmentOf = (product: FinancingProduct, halalas: Halalas, months: number): Halalas => {
  const [first] = scheduleOf(termsOf(product, halalas, months));
  return (first?.principalHalalas ?? 0) + (first?.profitHalalas ?? 0);
};
