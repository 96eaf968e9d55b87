import type { Flow, Params } from '../../src/engine/vocabulary.ts';

export type LoanOfferAnswers = {
  application: string;
  asked: number;
  askedMonths: number;
  amount: number;
  months: number;
  instalment: number;
  answer: boolean;
  sure: boolean;
};

const monthsParam = (count: number) => ({ key: 'loan-application:count.months', params: { count } });

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
  months: monthsParam(months ?? 0),
  // An offer that was put before these were told goes on without them.
  over: askedMonths ? { key: 'loan-offer:over', params: { months: monthsParam(askedMonths) } } : '',
  each: instalment ? { key: 'loan-offer:each', params: { instalment: { money: instalment } } } : '',
});

/** Other terms than were asked for, put to the family: a no ends the application, so that it is asked once more. */
export const loanOffer: Flow<LoanOfferAnswers> = {
  name: 'loan-offer',
  version: 2,
  migrate: (answers) => answers,
  questions: [
    // Never put: they receive the terms that the flow is opened with.
    { key: 'application', kind: 'text', when: () => false },
    { key: 'asked', kind: 'money', when: () => false },
    { key: 'askedMonths', kind: 'number', when: () => false },
    { key: 'amount', kind: 'money', when: () => false },
    { key: 'months', kind: 'number', when: () => false },
    { key: 'instalment', kind: 'money', when: () => false },
    { key: 'answer', kind: 'yes-no', params: termsOf },
    {
      key: 'sure',
      kind: 'yes-no',
      when: ({ answer }) => answer === false,
      params: termsOf,
    },
  ],
  fleeting: true,
  command({ answer, sure }, _params, { application }) {
    if (answer) return { name: 'accept-offer', answers: { application: application ?? null } };
    return sure ? { name: 'refuse-offer', answers: { application: application ?? null } } : null;
  },
  outro: ({ answer, sure }) =>
    answer || sure
      ? { key: 'loan-offer:outro', params: { told: { outcome: 'told' } } }
      : { key: 'loan-offer:outro-open' },
};
