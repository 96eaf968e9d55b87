import { isUnusualForecast, repaymentPlan, termsOf } from '../../src/domain/financing/policy.ts';
import type { FinancingProduct } from '../../src/domain/financing/rules.ts';
import { type Plan, scheduleOf } from '../../src/domain/financing/schedule.ts';
import { householdLeft } from '../../src/domain/financing/study.ts';
import type { Message, Param } from '../../src/engine/vocabulary.ts';
import type { Halalas } from '../../src/kernel/money.ts';
import { monthsCount, planWords, tellsPlan } from '../plan-words.ts';
import type { LoanAnswers } from './answers.ts';
import { borrowingOf, canBorrow, inputsOf, paymentOf, productOf, rulesOf, studyFor } from './borrowing.ts';
import { type Remedy, remediesFor } from './remedies.ts';

type Given = Partial<LoanAnswers>;

const text = (path: string, params: { readonly [name: string]: Param } = {}): Message => ({
  key: `loan-application:${path}`,
  params,
});

const lines = (list: readonly Param[]): Param => ({ list, as: 'lines' });

const remedyLine = (remedy: Remedy): Param => {
  if (remedy.change === 'fixed') {
    return text('remedy.fixed', { by: { money: remedy.by }, to: { money: remedy.to } });
  }
  const name: Param = { said: remedy.name };
  return remedy.change === 'more'
    ? text('remedy.more', { name, by: remedy.by, to: remedy.to })
    : text(`remedy.${remedy.change}`, { name, by: { money: remedy.by }, to: { money: remedy.to } });
};

/** From this share of the income on, obligations are said to take most of it. */
const tightPercent = 75;

/**
 * What the household's obligations leave is said where it sets the instalment, and where it is little: whoever owes more
 * than it earns lives on the surplus first. Nothing where there is enough.
 */
const householdLines = (answers: Given): readonly Param[] => {
  const inputs = inputsOf(answers);
  const { householdObligationsHalalas: obligations, householdIncomeHalalas: income } = inputs;
  const { surplusHalalas, repaymentCapacityHalalas } = studyFor(answers).expected;
  if (obligations > income) return [text('summary.gap', { gap: { money: obligations - income } })];
  const left = householdLeft(inputs, surplusHalalas);
  const share = Math.floor((surplusHalalas * rulesOf(answers).repaymentSharePercent) / 100);
  if (surplusHalalas > 0 && repaymentCapacityHalalas < share)
    return [text('summary.household', { left: { money: left } })];
  return obligations > 0 && obligations * 100 >= income * tightPercent
    ? [text('summary.tight', { obligations: { money: obligations }, income: { money: income } })]
    : [];
};

/** A forecast far above today's sales is asked about before it is believed. */
const forecastLines = (answers: Given): readonly Param[] => {
  const sales = answers.sales ?? answers.salesMonthly ?? 0;
  const { revenueHalalas } = studyFor(answers).expected;
  return isUnusualForecast(rulesOf(answers), sales, revenueHalalas)
    ? [text('summary.above-sales', { sales: { money: sales } })]
    : [];
};

/** Why the project carries no financing yet, and what would change it, each on its own. */
const notYet = (answers: Given): Param => {
  const { expected } = studyFor(answers);
  const { revenueHalalas, materialsHalalas, fixedHalalas, surplusHalalas } = expected;
  const remedies = remediesFor(answers);
  const params = {
    revenue: { money: revenueHalalas },
    costs: { money: materialsHalalas + fixedHalalas },
    missing: { money: Math.abs(surplusHalalas) },
    instalment: { money: borrowingOf(answers)?.smallestInstalment ?? 0 },
    capacity: { money: expected.repaymentCapacityHalalas },
  };
  return lines([
    text(surplusHalalas < 0 ? 'summary.loss' : 'summary.small', params),
    ...householdLines(answers),
    ...(remedies.length > 0 ? [text('summary.would-change'), ...remedies.map(remedyLine)] : []),
    text(remedies.length > 0 ? 'summary.together' : 'summary.with-officer'),
  ]);
};

/** How many sold units cover the fixed costs, where there are any to cover. */
const breakEvenLines = (answers: Given): readonly Param[] => {
  const { breakEvenUnits, unitsAMonth, expected } = studyFor(answers);
  return expected.fixedHalalas > 0 && breakEvenUnits !== null
    ? [text('summary.break-even', { units: breakEvenUnits, of: unitsAMonth })]
    : [];
};

const carries = (answers: Given): Param => {
  const study = studyFor(answers);
  const { expected, pessimistic, paybackMonths } = study;
  const { ownContributionHalalas } = inputsOf(answers);
  return lines([
    text('summary.begin'),
    text('summary.sales', { revenue: { money: expected.revenueHalalas } }),
    ...forecastLines(answers),
    text('summary.costs', {
      materials: { money: expected.materialsHalalas },
      fixed: { money: expected.fixedHalalas },
    }),
    text('summary.left', { surplus: { money: expected.surplusHalalas } }),
    ...breakEvenLines(answers),
    text(ownContributionHalalas > 0 ? 'summary.tools-shared' : 'summary.tools', {
      tools: { money: study.startUpCostHalalas },
      own: { money: ownContributionHalalas },
      needed: { money: study.financingNeededHalalas },
    }),
    ...(paybackMonths === null ? [] : [text('summary.payback', { months: monthsCount(paybackMonths) })]),
    text(pessimistic.surplusHalalas < 0 ? 'summary.pessimistic-loss' : 'summary.pessimistic', {
      percent: rulesOf(answers).pessimisticDropPercent,
      surplus: { money: Math.abs(pessimistic.surplusHalalas) },
    }),
    ...householdLines(answers),
    text('summary.capacity', { capacity: { money: expected.repaymentCapacityHalalas } }),
  ]);
};

/** The study in plain words, in at most twelve lines. */
export const summaryOf = (answers: Given): Param => (canBorrow(answers) ? carries(answers) : notYet(answers));

/** How the chosen amount is paid back; null before it is chosen. */
export const planFor = (answers: Given): Plan | null => {
  const product = productOf(answers);
  const { amount, months, graceMonths = 0 } = answers;
  if (!product || amount === undefined || months === undefined) return null;
  return repaymentPlan(product, { amountHalalas: amount, months, graceMonths });
};

/** What the chosen amount is paid back in, in words; nothing before it is chosen. */
export const scheduleWords = (answers: Given): Param => {
  const plan = planFor(answers);
  return plan ? planWords(plan) : '';
};

/** What «كم القسط» is answered with in an application, also before there is one. */
export const tellsInstalments = (intent: string, answers: Given): Message | null => {
  if (intent !== 'instalments') return null;
  return tellsPlan(intent, planFor(answers), 'loan-application:plan.told') ?? text('plan.later');
};

/** All instalments but the last are this one. */
const usualInstalment = (product: FinancingProduct, amount: Halalas, months: number): Halalas => {
  const [first] = scheduleOf(termsOf(product, amount, months));
  return first ? paymentOf(first) : amount;
};

/** How large the instalment of an amount is over some usual numbers of months. */
export const examplesOf = (answers: Given, usual: readonly number[]): Param => {
  const product = productOf(answers);
  const { amount } = answers;
  if (!product || amount === undefined) return '';
  return lines(
    usual.map((months) =>
      text('plan.example', {
        months: monthsCount(months),
        instalment: { money: usualInstalment(product, amount, months) },
      }),
    ),
  );
};
