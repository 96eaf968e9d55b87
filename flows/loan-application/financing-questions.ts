import { needsQuotation } from '../../src/domain/financing/policy.ts';
import type { Question } from '../../src/engine/vocabulary.ts';
import { monthsCount } from '../plan-words.ts';
import { quotationQuestions } from '../quotation-questions.ts';
import { wholeNumber } from '../schemas.ts';
import { earlierOf, type LoanAnswers } from './answers.ts';
import {
  borrowableProducts,
  borrowingOf,
  canBorrow,
  leastMonthsFor,
  productOf,
  productsOf,
  studyFor,
} from './borrowing.ts';
import { examplesOf, scheduleWords } from './summary.ts';
import { inMoney, inNumber, yearsInMonths } from './words.ts';

type Given = Partial<LoanAnswers>;
type LoanQuestion = Question<LoanAnswers>;

/** Behind the study only a project that carries a financing goes on; before it, that is expected. */
const goesOn = (answers: Given): boolean =>
  answers.study === undefined || (answers.study === 'go-on' && canBorrow(answers));

const product: LoanQuestion = {
  key: 'product',
  kind: 'choice',
  when: (answers) => answers.study === 'go-on' && borrowableProducts(answers).length > 1,
  choices: (answers) => borrowableProducts(answers).map(({ key }) => key),
};

const hundredRiyals = 10_000;

/** What is needed where that is possible, and the most there is. */
const usualAmounts = (answers: Given): readonly number[] => {
  const borrowing = borrowingOf(answers);
  const most = borrowing?.most ?? null;
  if (!borrowing || most === null) return [];
  const needed = Math.ceil(studyFor(answers).financingNeededHalalas / hundredRiyals) * hundredRiyals;
  return [...new Set([Math.min(Math.max(needed, borrowing.least), most), most])];
};

const amount: LoanQuestion = {
  key: 'amount',
  kind: 'money',
  when: goesOn,
  known(answers) {
    const kept = Number(earlierOf(answers, 'amount') ?? 0);
    const borrowing = borrowingOf(answers);
    return borrowing && kept >= borrowing.least && kept <= (borrowing.most ?? 0) ? kept : null;
  },
  suggests: (answers, profile) => usualAmounts(answers).map((value) => inMoney(value, profile)),
  params(answers) {
    const borrowing = borrowingOf(answers);
    const most = borrowing?.most ?? 0;
    return {
      needed: { money: studyFor(answers).financingNeededHalalas },
      least: { money: borrowing?.least ?? 0 },
      most: { money: most },
      why: {
        key: `loan-application:amount.why.${borrowing?.by ?? 'product'}`,
        params: { capacity: { money: borrowing?.capacity ?? 0 } },
      },
    };
  },
  check: {
    problem(value, _context, _data, answers) {
      const borrowing = borrowingOf(answers);
      if (!borrowing || Number(value) < borrowing.least) return 'too-small';
      return Number(value) > (borrowing.most ?? 0) ? 'too-large' : null;
    },
  },
};

const usualMonths = [12, 24, 36, 18, 6];
const mostExamples = 3;

/** From the fewest months that the surplus carries to the most that the product has. */
const monthsLimits = (answers: Given): { readonly least: number; readonly most: number } => {
  const borrowing = borrowingOf(answers);
  if (!borrowing) return { least: 1, most: 1 };
  return { least: leastMonthsFor(borrowing, answers.amount ?? 0), most: borrowing.product.maximumMonths };
};

const exampleMonths = (answers: Given): readonly number[] => {
  const { least, most } = monthsLimits(answers);
  const usual = usualMonths.filter((months) => months >= least && months <= most);
  return [...new Set(usual.length > 0 ? usual : [least, most])]
    .slice(0, mostExamples)
    .toSorted((one, other) => one - other);
};

const months: LoanQuestion = {
  key: 'months',
  kind: 'number',
  when: goesOn,
  tidies: yearsInMonths,
  schema: wholeNumber(0, 1000),
  known(answers) {
    const kept = Number(earlierOf(answers, 'months') ?? 0);
    const { least, most } = monthsLimits(answers);
    return kept >= least && kept <= most ? kept : null;
  },
  suggests: (answers, profile) => exampleMonths(answers).map((value) => inNumber(value, profile)),
  params(answers) {
    const { least, most } = monthsLimits(answers);
    return {
      least,
      mostMonths: monthsCount(most),
      leastMonths: monthsCount(least),
      capacity: { money: borrowingOf(answers)?.capacity ?? 0 },
      examples: examplesOf(answers, exampleMonths(answers)),
    };
  },
  check: {
    problem(value, _context, _data, answers) {
      const { least, most } = monthsLimits(answers);
      if (Number(value) > most) return 'too-large';
      return Number(value) < least ? 'too-small' : null;
    },
  },
};

const mostGrace = (answers: Given): number =>
  (answers.study === undefined ? productsOf(answers)[0] : productOf(answers))?.graceMonths ?? 0;

const graceMonths: LoanQuestion = {
  key: 'graceMonths',
  kind: 'number',
  when: (answers) => goesOn(answers) && mostGrace(answers) > 0,
  schema: wholeNumber(0, 100),
  known(answers) {
    const kept = earlierOf(answers, 'graceMonths');
    return kept !== null && Number(kept) <= mostGrace(answers) ? kept : null;
  },
  suggests: (answers, profile) =>
    Array.from({ length: mostGrace(answers) + 1 }, (_, count) => inNumber(count, profile)).slice(0, 7),
  params: (answers) => ({ most: mostGrace(answers) }),
  check: {
    problem: (value, _context, _data, answers) => (Number(value) > mostGrace(answers) ? 'too-large' : null),
  },
};

/** What is paid back, before anything is agreed to. */
const schedule: LoanQuestion = {
  key: 'schedule',
  kind: 'choice',
  when: goesOn,
  choices: ['go-on'],
  corrects: () => ['months', 'amount', 'graceMonths'],
  params: (answers) => ({ plan: scheduleWords(answers) }),
};

/** Suppliers' quotations: at hand they speed the bank up, above an amount of the rules the bank needs one; all may come later. */
export const quotations: LoanQuestion = {
  key: 'quotations',
  kind: 'group',
  optional: true,
  laterSkips: true,
  when: goesOn,
  questions: quotationQuestions() as readonly Question[],
  params(answers) {
    const product = productOf(answers);
    const isNeeded = product !== null && needsQuotation(product, answers.amount ?? 0);
    return { why: { key: `loan-application:quotations.why.${isNeeded ? 'needed' : 'helps'}` } };
  },
};

/** Asked on its own: without it the bank decides nothing, so that the application waits for it. */
export const creditConsent: LoanQuestion = {
  key: 'creditConsent',
  kind: 'yes-no',
  when: goesOn,
  setsAside: (value) => value === false,
};

export const review: LoanQuestion = {
  key: 'review',
  kind: 'review',
  when: goesOn,
  params: (answers) => ({
    plan: scheduleWords(answers),
    surplus: { money: studyFor(answers).expected.surplusHalalas },
  }),
};

/** What is asked for, and what is paid back of it. */
export const termsQuestions: readonly LoanQuestion[] = [product, amount, months, graceMonths, schedule];

export const financingQuestions: readonly LoanQuestion[] = [
  ...termsQuestions,
  quotations,
  creditConsent,
  review,
];
