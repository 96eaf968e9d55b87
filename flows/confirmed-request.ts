import type { Flow } from '../src/engine/vocabulary.ts';

export type ConfirmedRequestAnswers = { sure: boolean };

/**
 * A wish that is easily said and hard to undo, or that the law gives a day for: asked once more, then it reaches staff
 * as a request of its own topic, with the promised day.
 */
export const confirmedRequest = (
  flow: Pick<Flow<ConfirmedRequestAnswers>, 'name' | 'openToAll' | 'fleeting'>,
  topic: string,
): Flow<ConfirmedRequestAnswers> => ({
  ...flow,
  version: 1,
  questions: [{ key: 'sure', kind: 'yes-no' }],
  command: ({ sure }) => (sure ? { name: 'request-person', answers: { topic } } : null),
  outro: ({ sure }) =>
    sure
      ? { key: `${flow.name}:outro`, params: { promisedDay: { outcome: 'promisedDay' } } }
      : { key: `${flow.name}:outro-kept` },
});
