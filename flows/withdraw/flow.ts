import type { Flow } from '../../src/engine/vocabulary.ts';
import { type ConfirmedRequestAnswers, confirmedRequest } from '../confirmed-request.ts';
import { isWelcomed } from '../facts.ts';

/** «هونت», «الغوا تسجيلي»: the application is closed with an officer. Who agreed to nothing yet has none. */
const closing = confirmedRequest({ name: 'withdraw', openToAll: true }, 'withdrawal', isWelcomed);

export type WithdrawAnswers = ConfirmedRequestAnswers & { application: string; sureOfApplication: boolean };

/** An open application for financing is what the wish means first, and is taken back at once. */
export const withdraw: Flow<WithdrawAnswers> = {
  name: 'withdraw',
  version: 1,
  openToAll: true,
  asksAll: true,
  questions: [
    // Never put: it is loaded.
    { key: 'application', kind: 'text', when: () => false },
    {
      key: 'sureOfApplication',
      kind: 'yes-no',
      when: ({ application }) => application !== undefined,
      params: ({ application }) => ({ number: application ?? '' }),
    },
    {
      key: 'sure',
      kind: 'yes-no',
      when: ({ application }, facts) => application === undefined && isWelcomed(facts),
    },
  ],
  preload: () => ({ source: 'withdrawable', params: {} }),
  command(answers, params, loaded) {
    if (answers.sureOfApplication === undefined) return closing.command(answers, params, loaded);
    return answers.sureOfApplication
      ? { name: 'withdraw-application', answers: { application: loaded.application ?? null } }
      : null;
  },
  outro(answers, params) {
    if (answers.sureOfApplication === undefined) return closing.outro?.(answers, params) ?? null;
    return answers.sureOfApplication
      ? { key: 'withdraw:outro-application', params: { told: { outcome: 'told' } } }
      : { key: 'withdraw:outro-kept' };
  },
};
