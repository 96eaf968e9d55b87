import type { Json, Question } from '../../src/engine/vocabulary.ts';
import { productAlone } from '../names.ts';
import { isNoContribution, isNoIncome, isNoObligation, isNoSale, timeAlone } from '../other-amounts.ts';
import { crafts } from '../registration/household-questions.ts';
import { amountAbove, amountUpTo, productNameSchema, sentenceSchema, wholeNumber } from '../schemas.ts';
import { earlierOf, type LoanAnswers } from './answers.ts';
import { canBorrow, drawingFor, studyFor } from './borrowing.ts';
import { pricedLines, productLines } from './lines.ts';
import { summaryOf } from './summary.ts';
import { inMoney, inNumber, timesInMonth } from './words.ts';

type LoanQuestion = Question<LoanAnswers>;

/** Who applied before is asked whether its answers of then are begun from. */
const again: LoanQuestion = {
  key: 'again',
  kind: 'yes-no',
  routing: true,
  when: ({ earlier }) => (earlier ?? null) !== null,
  params: ({ earlierFrom }) => ({ words: { key: `loan-application:again.from.${earlierFrom ?? 'last'}` } }),
};

/** What was answered the last time is shown with the question, and kept by one press. */
const asEarlier =
  (key: string) =>
  (answers: Partial<LoanAnswers>): Json =>
    earlierOf(answers, key);

const project: LoanQuestion = {
  key: 'project',
  kind: 'text',
  verbatim: true,
  schema: sentenceSchema,
  known: asEarlier('project'),
};

/** The registered crafts come first. */
const activity: LoanQuestion = {
  key: 'activity',
  kind: 'choice',
  known: asEarlier('activity'),
  choices: ({ craft = [] }) => [
    ...new Set([...craft.filter((id) => crafts.some((known) => known === id)), ...crafts]),
  ],
};

const itsName = ({ name }: { readonly name?: unknown }) => ({
  name: { said: typeof name === 'string' ? name : '' },
});

const tools: LoanQuestion = {
  key: 'tools',
  kind: 'group',
  known: asEarlier('tools'),
  minimumItems: 1,
  reads: pricedLines('price'),
  questions: [
    { key: 'name', kind: 'text', schema: productNameSchema },
    { key: 'price', kind: 'money', schema: amountAbove(0, 1_000_000), params: itsName },
  ],
};

interface Registered {
  readonly name?: unknown;
  readonly price?: unknown;
}

const registeredProducts = (all: { readonly products?: unknown }): readonly Registered[] =>
  Array.isArray(all.products) ? (all.products as readonly Registered[]) : [];

/** Products of the registration that are not among the lines yet are offered by name, and their price with them. */
const production: LoanQuestion = {
  key: 'production',
  kind: 'group',
  known: asEarlier('production'),
  minimumItems: 1,
  reads: productLines,
  phrased: true,
  questions: [
    {
      key: 'name',
      kind: 'text',
      tidies: productAlone,
      schema: productNameSchema,
      suggests: (_line, _profile, all) =>
        registeredProducts(all).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
    },
    { key: 'quantity', kind: 'number', refuses: timeAlone, schema: wholeNumber(1, 100_000), params: itsName },
    {
      key: 'times',
      kind: 'number',
      tidies: timesInMonth,
      schema: wholeNumber(1, 100),
      suggests: (_line, profile) => [26, 8, 4].map((times) => inNumber(times, profile)),
    },
    {
      key: 'price',
      kind: 'money',
      schema: amountAbove(0, 100_000),
      params: itsName,
      suggests: (line, profile, all) =>
        registeredProducts(all).flatMap(({ name, price }) =>
          name === line.name && typeof price === 'number' ? [inMoney(price, profile)] : [],
        ),
    },
    { key: 'materials', kind: 'money', schema: amountUpTo(100_000), params: itsName },
  ],
};

/** No season is an answer of its own where it is asked, and none where it is kept. */
const earlierSeasons = (answers: Partial<LoanAnswers>): Json => {
  const kept = earlierOf(answers, 'seasons');
  return Array.isArray(kept) && kept.length === 0 ? ['none'] : kept;
};

const seasons: LoanQuestion = {
  key: 'seasons',
  kind: 'multi-choice',
  known: earlierSeasons,
  choices: ['ramadan', 'eid', 'weddings', 'dates', 'none'],
  alone: ['none'],
};

const fixedCosts: LoanQuestion = {
  key: 'fixedCosts',
  kind: 'group',
  known: asEarlier('fixedCosts'),
  reads: pricedLines('amount'),
  questions: [
    { key: 'name', kind: 'text', schema: productNameSchema },
    { key: 'amount', kind: 'money', schema: amountUpTo(1_000_000), params: itsName },
  ],
};

const toolsCost = (answers: Partial<LoanAnswers>): number => studyFor(answers).startUpCostHalalas;

/** Who has the whole price needs no financing. */
const ownContribution: LoanQuestion = {
  key: 'ownContribution',
  kind: 'money',
  doubts: isNoContribution,
  known(answers) {
    const kept = earlierOf(answers, 'ownContribution');
    return Number(kept ?? 0) < toolsCost(answers) ? kept : null;
  },
  params: (answers) => ({ tools: { money: toolsCost(answers) } }),
  schema: amountUpTo(1_000_000),
  check: {
    problem: (value, _context, _data, answers) => (Number(value) >= toolsCost(answers) ? 'covers-all' : null),
  },
};

/** Whether a figure was given before: with the last application, or at the registration. */
const heldFrom = (
  answers: Partial<LoanAnswers>,
  key: 'salesMonthly' | 'householdIncome',
): 'earlier' | 'known' | 'new' => {
  if (earlierOf(answers, key) !== null) return 'earlier';
  return (answers[key] ?? null) === null ? 'new' : 'known';
};

/** What the registration says is only confirmed. */
const sales: LoanQuestion = {
  key: 'sales',
  kind: 'money',
  doubts: isNoSale,
  sums: true,
  schema: amountUpTo(1_000_000),
  known: (answers) => earlierOf(answers, 'salesMonthly') ?? answers.salesMonthly ?? null,
  params: (answers) => ({
    words: { key: `loan-application:sales.${heldFrom(answers, 'salesMonthly')}` },
  }),
};

const income: LoanQuestion = {
  key: 'income',
  kind: 'money',
  doubts: isNoIncome,
  sums: true,
  schema: amountUpTo(1_000_000),
  known: (answers) => earlierOf(answers, 'householdIncome') ?? answers.householdIncome ?? null,
  params: (answers) => ({
    words: { key: `loan-application:income.${heldFrom(answers, 'householdIncome')}` },
  }),
};

const obligations: LoanQuestion = {
  key: 'obligations',
  kind: 'money',
  doubts: isNoObligation,
  known: asEarlier('obligations'),
  sums: true,
  schema: amountUpTo(1_000_000),
};

/** Told before any amount is chosen; a project that carries none yet can be corrected here, or be left for later. */
const study: LoanQuestion = {
  key: 'study',
  kind: 'choice',
  routing: true,
  // Before the rules are known (a list of the flow for outsiders), either may be offered.
  choices(answers) {
    if (answers.rules === undefined) return ['go-on', 'think'];
    return canBorrow(answers) ? ['go-on'] : ['think'];
  },
  setsAside: (value) => value === 'think',
  corrects: () => ['production', 'fixedCosts', 'tools'],
  params: (answers) => ({ summary: summaryOf(answers) }),
  draws: drawingFor,
  check: {
    problem: (value, _context, _data, answers) =>
      value === 'go-on' && !canBorrow(answers as Partial<LoanAnswers>) ? 'changed' : null,
  },
};

export const projectQuestions: readonly LoanQuestion[] = [
  again,
  project,
  activity,
  tools,
  production,
  seasons,
  fixedCosts,
  ownContribution,
  sales,
  income,
  obligations,
  study,
];
