import type { Flow } from '../../src/engine/vocabulary.ts';

export type WithdrawAnswers = { sure: boolean };

/** «هونت» is a wish that is easily said and hard to undo: it is asked once more before staff are told. */
export const withdraw: Flow<WithdrawAnswers> = {
  name: 'withdraw',
  version: 1,
  questions: [{ key: 'sure', kind: 'yes-no' }],
  command: ({ sure }) => (sure ? { name: 'request-person', answers: { topic: 'withdrawal' } } : null),
  outro: ({ sure }) =>
    sure
      ? { key: 'withdraw:outro', params: { promisedDay: { outcome: 'promisedDay' } } }
      : { key: 'withdraw:outro-kept' },
};
