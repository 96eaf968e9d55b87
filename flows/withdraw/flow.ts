import type { Flow } from '../../src/engine/vocabulary.ts';

export type WithdrawAnswers = { application: string; sureOfApplication: boolean; sure: boolean };

/**
 * «هونت» is a wish that is easily said and hard to undo: it is asked once more. An open application for financing is
 * what it means first, and is taken back at once; anything else is told to staff.
 */
export const withdraw: Flow<WithdrawAnswers> = {
  name: 'withdraw',
  version: 1,
  asksAll: true,
  questions: [
    // Never put: it is loaded.
    { key: 'application', kind: 'text', when: () => false },
    {
      key: 'sureOfApplication',
      kind: 'yes-no',
      when: ({ application }) => application !== undefined,
      params: ({ application }) => ({ number: { code: application ?? '' } }),
    },
    { key: 'sure', kind: 'yes-no', when: ({ application }) => application === undefined },
  ],
  preload: () => ({ source: 'withdrawable', params: {} }),
  command({ sureOfApplication, sure }, _params, { application }) {
    if (sureOfApplication) {
      return { name: 'withdraw-application', answers: { application: application ?? null } };
    }
    return sure ? { name: 'request-person', answers: { topic: 'withdrawal' } } : null;
  },
  outro({ sureOfApplication, sure }) {
    if (sureOfApplication)
      return { key: 'withdraw:outro-application', params: { told: { outcome: 'told' } } };
    return sure
      ? { key: 'withdraw:outro', params: { promisedDay: { outcome: 'promisedDay' } } }
      : { key: 'withdraw:outro-kept' };
  },
};
