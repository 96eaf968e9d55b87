import type { Plan } from '../src/domain/financing/schedule.ts';
import type { Answers, Json, Message, Param } from '../src/engine/vocabulary.ts';

const text = (path: string, params: { readonly [name: string]: Param } = {}): Message => ({
  key: `loan-application:${path}`,
  params,
});

export const monthsCount = (count: number): Param => text('count.months', { count });

/** What a financing is paid back in: the instalments, the first of them, the whole, and what it costs. */
export const planWords = (plan: Plan): Param => {
  const { amount, months, firstAfterMonths, instalment, last, total, fee } = plan;
  const payments = { instalment: { money: instalment }, last: { money: last } };
  return {
    list: [
      text('plan.amount', { amount: { money: amount }, months: monthsCount(months) }),
      text(months === 1 ? 'plan.once' : instalment === last ? 'plan.even' : 'plan.uneven', payments),
      text('plan.first', { months: monthsCount(firstAfterMonths) }),
      total === amount
        ? text('plan.no-profit', { total: { money: total } })
        : text('plan.profit', { total: { money: total }, profit: { money: total - amount } }),
      ...(fee > 0 ? [text('plan.fee', { fee: { money: fee } })] : []),
    ],
    as: 'lines',
  };
};

/** The plan that a flow was opened with; null in one that was opened before there was any. */
export const planIn = ({ plan }: Answers): Plan | null => (plan ?? null) as Json as Plan | null;

/** «كم القسط», «متى أول قسط» within a flow whose plan is known: told with these words; null for any other wish. */
export const tellsPlan = (intent: string, plan: Plan | null, key: string): Message | null =>
  intent === 'instalments' && plan !== null ? { key, params: { plan: planWords(plan) } } : null;
