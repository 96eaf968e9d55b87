import type { Flow, Params } from '../../src/engine/vocabulary.ts';

export type LoanOfferAnswers = {
  application: string;
  asked: number;
  amount: number;
  months: number;
  answer: boolean;
  sure: boolean;
};

const termsOf = ({ application, asked, amount, months }: Partial<LoanOfferAnswers>): Params => ({
  number: application ?? '',
  asked: { money: asked ?? 0 },
  amount: { money: amount ?? 0 },
  months: { key: 'loan-application:count.months', params: { count: months ?? 0 } },
});

/** Less than was asked for, put to the family: a no ends the application, so that it is asked once more. */
export const loanOffer: Flow<LoanOfferAnswers> = {
  name: 'loan-offer',
  version: 1,
  questions: [
    // Never put: they receive the terms that the flow is opened with.
    { key: 'application', kind: 'text', when: () => false },
    { key: 'asked', kind: 'money', when: () => false },
    { key: 'amount', kind: 'money', when: () => false },
    { key: 'months', kind: 'number', when: () => false },
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
