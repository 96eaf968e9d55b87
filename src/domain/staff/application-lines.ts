import type { Json, Param } from '../../engine/vocabulary.ts';
import { instalmentOf, isUnusualForecast, type OpenedApplication } from '../financing/index.ts';
import { day, line, monthsParam } from './lines.ts';
import { withoutNumbers } from './policy.ts';
import { earlierQuotations, quotationLines } from './quotation-lines.ts';
import { studyHistory, studyNotes } from './study-lines.ts';

const mostCharacters = 200;

const money = (halalas: number | bigint): Param => ({ money: Number(halalas) });
const words = (value: Json | undefined): string =>
  typeof value === 'string' ? withoutNumbers(value).slice(0, mostCharacters) : '';

const own = (
  name: string,
  params: NonNullable<Extract<Param, { readonly key: string }>['params']>,
): Param => ({
  key: `alerts:application-line.${name}`,
  params,
});

export const applicationState = ({
  application: { state },
}: Pick<OpenedApplication, 'application'>): Param => ({
  key: `alerts:application-state.${state}`,
});

const wishLine = ({ application, product, schedule }: OpenedApplication): Param => {
  const [first] = schedule;
  return own('wish', {
    amount: money(application.amountHalalas),
    months: monthsParam(application.months),
    product: { names: product.name },
    instalment: money((first?.principalHalalas ?? 0) + (first?.profitHalalas ?? 0)),
  });
};

const approvedLine = ({ application, product }: OpenedApplication): readonly Param[] => {
  const { approvedHalalas, approvedMonths } = application;
  if (approvedHalalas === null || approvedMonths === null) return [];
  const instalment = instalmentOf(product, Number(approvedHalalas), approvedMonths);
  const params = {
    amount: money(approvedHalalas),
    months: monthsParam(approvedMonths),
    instalment: money(instalment),
  };
  return [own('approved', params)];
};

/** Who stands for it, or how far that is; a reason is shown while another is looked for. */
const guarantorLines = ({ application, guarantor }: OpenedApplication): readonly Param[] => {
  // Who was asked before less was asked for has nothing to do with it any more.
  if (!application.needsGuarantor) return [];
  if (guarantor === null) return [own('no-guarantor', {})];
  const { named, reason } = guarantor;
  const shown = own('guarantor', {
    name: words(named.name),
    relation: { key: `staff-guarantor:relation.choices.${named.relation}` },
    state: { key: `alerts:guarantor-state.${guarantor.guarantor.state}` },
  });
  const tells = reason !== null && application.state === 'awaiting-guarantor';
  return tells ? [shown, own('guarantor-reason', { reason: words(reason) })] : [shown];
};

/** Who wrote it at the desk, and how the family agreed to it. */
const deskLines = ({ desk }: OpenedApplication): readonly Param[] => {
  if (desk === null) return [];
  if (desk.agreed === 'paper') return [own('desk-paper', { by: desk.by, seenBy: desk.seenBy ?? '' })];
  if (desk.agreed === 'chat') return [own('desk-chat', { by: desk.by })];
  return [own(desk.waiting ? 'desk-signed' : 'desk', { by: desk.by })];
};

/** A forecast far above what the family sells today is the first thing to ask about. */
const forecastLine = ({ study, rules, answers }: OpenedApplication): readonly Param[] => {
  const sales = Number(answers.salesMonthly ?? 0);
  const forecast = study.expected.revenueHalalas;
  return isUnusualForecast(rules, sales, forecast)
    ? [own('above-sales', { forecast: money(forecast), sales: money(sales) })]
    : [];
};

/** More than what is to be bought costs is asked about too. */
const beyondLine = ({ application, study }: OpenedApplication): readonly Param[] =>
  Number(application.amountHalalas) > study.financingNeededHalalas
    ? [own('beyond', { needed: money(study.financingNeededHalalas) })]
    : [];

/** What a card says of an application: what is asked for, what for, and whether the project carries it. */
export const applicationLines = (opened: OpenedApplication): readonly Param[] => {
  const { study, opinion, decision, application } = opened;
  const isAgain = decision !== null && application.state === 'in-study';
  return [
    wishLine(opened),
    ...deskLines(opened),
    ...approvedLine(opened),
    ...guarantorLines(opened),
    own('project', { project: words(opened.answers.project) }),
    own('surplus', {
      surplus: money(study.expected.surplusHalalas),
      capacity: money(study.expected.repaymentCapacityHalalas),
    }),
    ...beyondLine(opened),
    ...forecastLine(opened),
    own('pessimistic', {
      surplus: money(study.pessimistic.surplusHalalas),
      capacity: money(study.pessimistic.repaymentCapacityHalalas),
    }),
    ...studyNotes(opened),
    ...quotationLines(opened),
    ...(isAgain ? [own('declined-before', { words: words(decision) })] : []),
    ...(opinion === null || application.state === 'in-study'
      ? []
      : [own('opinion', { opinion: words(opinion) })]),
  ];
};

const productLines = ({ inputs }: OpenedApplication): readonly Param[] =>
  inputs.products.map((product) =>
    own('product', {
      name: product.name,
      quantity: product.quantityEachTime,
      times: product.timesAMonth,
      price: money(product.priceHalalas),
      materials: money(product.materialsHalalas),
    }),
  );

const costList = (costs: OpenedApplication['inputs']['tools']): Param => ({
  list: costs.map(({ name, amountHalalas }) =>
    own('cost', { name: words(name), amount: money(amountHalalas) }),
  ),
  as: 'words',
});

/** The study's table, as the officer and the bank read it; the money of the household besides, where it may be seen. */
export const studyLines = (
  opened: OpenedApplication,
  isForBank: boolean,
  seesHousehold: boolean,
): readonly Param[] => {
  const { inputs, study, application } = opened;
  const { expected } = study;
  return [
    own('number', { number: String(application.number), state: applicationState(opened) }),
    ...applicationLines(opened),
    ...productLines(opened),
    ...(inputs.tools.length === 0
      ? []
      : [own('tools', { tools: costList(inputs.tools), total: money(study.startUpCostHalalas) })]),
    own('own-contribution', {
      amount: money(inputs.ownContributionHalalas),
      needed: money(study.financingNeededHalalas),
    }),
    own('month', {
      revenue: money(expected.revenueHalalas),
      materials: money(expected.materialsHalalas),
      fixed: money(expected.fixedHalalas),
    }),
    study.breakEvenUnits === null
      ? own('no-break-even', {})
      : own('break-even', { units: study.breakEvenUnits, sold: study.unitsAMonth }),
    ...(study.paybackMonths === null ? [] : [own('payback', { months: monthsParam(study.paybackMonths) })]),
    seesHousehold
      ? own('household', {
          income: money(inputs.householdIncomeHalalas),
          obligations: money(inputs.householdObligationsHalalas),
        })
      : own('household-hidden', { hidden: { key: 'alerts:hidden-until-claimed' } }),
    own('rules', { version: application.rulesVersion, grace: monthsParam(application.graceMonths) }),
    ...studyHistory(opened, isForBank, seesHousehold),
    ...earlierQuotations(opened, isForBank),
    line('since', { since: day(application.submittedAt) }),
  ];
};
