import type { Flow, Json, Params } from '../../src/engine/vocabulary.ts';
import { monthsCount, planIn, tellsPlan } from '../plan-words.ts';

export type LoanOfferAnswers = {
  application: string;
  asked: number;
  askedMonths: number;
  amount: number;
  months: number;
  instalment: number;
  plan: Json;
  answer: boolean;
  sure: boolean;
};

const termsOf = ({
  application,
  asked,
  askedMonths,
  amount,
  months,
  instalment,
}: Partial<LoanOfferAnswers>): Params => ({
  number: application ?? '',
  asked: { money: asked ?? 0 },
  amount: { money: amount ?? 0 },
  months: monthsCount(months ?? 0),
  // An offer that was put before these were told goes on without them.
  over: askedMonths ? { key: 'loan-offer:over', params: { months: monthsCount(askedMonths) } } : '',
  each: instalment ? { key: 'loan-offer:each', params: { instalment: { money: instalment } } } : '',
});

/** Other terms than were asked for, put to the family: a no ends the application, so that it is asked once more. */
export const loanOffer: Flow<LoanOfferAnswers> = {
  name: 'loan-offer',
  version: 3,
  migrate: (answers) => answers,
  questions: [
    // Never put: they receive the terms that the flow is opened with.
    { key: 'application', kind: 'text', when: () => false },
    { key: 'asked', kind: 'money', when: () => false },
    { key: 'askedMonths', kind: 'number', when: () => false },
    { key: 'amount', kind: 'money', when: () => false },
    { key: 'months', kind: 'number', when: () => false },
    { key: 'instalment', kind: 'money', when: () => false },
    { key: 'plan', kind: 'text', when: () => false },
    { key: 'answer', kind: 'yes-no', params: termsOf },
    {
      key: 'sure',
      kind: 'yes-no',
      when: ({ answer }) => answer === false,
      params: termsOf,
    },
  ],
  fleeting: true,
  tells: (intent, answers) => tellsPlan(intent, planIn(answers), 'loan-application:plan.told'),
  command({ answer, sure }, _params, { application }) {
    if (answer) return { name: 'accept-offer', answers: { application: application ?? null } };
    return sure ? { name: 'refuse-offer', answers: { application: application ?? null } } : null;
  },
  outro: ({ answer, sure }) =>
    answer || sure
      ? { key: 'loan-offer:outro', params: { told: { outcome: 'told' } } }
      : { key: 'loan-offer:outro-open' },
};
