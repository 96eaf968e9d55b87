import type { Facts, Flow } from '../src/engine/vocabulary.ts';

export type ConfirmedRequestAnswers = { sure: boolean };

/**
 * A wish that is easily said and hard to undo, or that the law gives a day for: asked once more, then it reaches staff
 * as a request of its own topic, with the promised day.
 * @param isPossible where it says no, there is nothing to ask for, and that is said
 */
export const confirmedRequest = (
  flow: Pick<Flow<ConfirmedRequestAnswers>, 'name' | 'openToAll' | 'fleeting' | 'rests'>,
  topic: string,
  isPossible: (facts: Facts) => boolean = () => true,
): Flow<ConfirmedRequestAnswers> => ({
  ...flow,
  version: 1,
  questions: [{ key: 'sure', kind: 'yes-no', when: (_answers, facts) => isPossible(facts) }],
  command: ({ sure }) => (sure ? { name: 'request-person', answers: { topic } } : null),
  outro({ sure }: Partial<ConfirmedRequestAnswers>) {
    if (sure === undefined) return { key: `${flow.name}:outro-nothing` };
    return sure
      ? { key: `${flow.name}:outro`, params: { reply: { outcome: 'reply' } } }
      : { key: `${flow.name}:outro-kept` };
  },
});
