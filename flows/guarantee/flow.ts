import type { Flow, Json, Params } from '../../src/engine/vocabulary.ts';
import { isOutsider } from '../facts.ts';
import { nameAlone } from '../names.ts';
import { monthsCount, planIn, tellsPlan } from '../plan-words.ts';
import { fullNameSchema } from '../schemas.ts';

export type GuaranteeAnswers = {
  guarantor: string;
  family: string;
  amount: number;
  months: number;
  instalment: number;
  plan: Json;
  answer: boolean;
  reason: string;
  fullName: string;
  nationalId: string;
  consent: boolean;
};

const termsOf = ({ family, amount, months, instalment }: Partial<GuaranteeAnswers>): Params => ({
  family: family || { key: 'guarantee:somebody' },
  amount: { money: amount ?? 0 },
  months: monthsCount(months ?? 0),
  instalment: { money: instalment ?? 0 },
});

/** For a proven number: who asks, how much, what it means; a yes with who he is and what he agrees to, or a no. */
export const guarantee: Flow<GuaranteeAnswers> = {
  name: 'guarantee',
  version: 2,
  migrate: (answers) => answers,
  waitedFor: true,
  openToAll: true,
  questions: [
    // Never put: they receive what the flow is opened with.
    { key: 'guarantor', kind: 'text', when: () => false },
    { key: 'family', kind: 'text', when: () => false },
    { key: 'amount', kind: 'money', when: () => false },
    { key: 'months', kind: 'number', when: () => false },
    { key: 'instalment', kind: 'money', when: () => false },
    { key: 'plan', kind: 'text', when: () => false },
    { key: 'answer', kind: 'yes-no', outright: true, params: termsOf },
    {
      key: 'reason',
      kind: 'text',
      optional: true,
      verbatim: true,
      when: ({ answer }) => answer === false,
      params: termsOf,
    },
    {
      key: 'fullName',
      kind: 'text',
      tidies: nameAlone,
      schema: fullNameSchema,
      when: ({ answer }) => answer === true,
    },
    {
      key: 'nationalId',
      kind: 'national-id',
      sensitive: true,
      when: ({ answer }) => answer === true,
      check: {
        needs: (value, { guarantor }) => ({
          source: 'guarantor-id',
          params: { nationalId: value, guarantor: guarantor ?? null },
        }),
        /** The source answers why this ID cannot stand for the application, or null. */
        problem: (_value, _context, data) => (typeof data === 'string' ? data : null),
      },
    },
    {
      key: 'consent',
      kind: 'yes-no',
      when: ({ answer }) => answer === true,
      setsAside: (value) => value === false,
    },
  ],
  command: ({ answer, reason, fullName, nationalId, consent }) => ({
    name: 'answer-guarantee',
    answers: answer ? { answer, fullName, nationalId, consent } : { answer, reason: reason ?? null },
  }),
  tells: (intent, answers) => tellsPlan(intent, planIn(answers), 'guarantee:plan-told'),
  outro: () => ({ key: 'guarantee:outro', params: { told: { outcome: 'told' } } }),
  endsAlone: isOutsider,
};
