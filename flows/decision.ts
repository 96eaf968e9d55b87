import type { Params, Question } from '../src/engine/vocabulary.ts';
import { explanationSchema } from './schemas.ts';
import type { TaskAnswers } from './staff-task.ts';

/** A decision that reaches a family at once, in the words of who took it. */
export type DecisionAnswers = TaskAnswers & { called: string; note: string; sure: boolean };

/** Never put: it receives the family's name when a card's button opens the flow. */
export const calledQuestion: Question<DecisionAnswers> = { key: 'called', kind: 'text', when: () => false };

/** The reason in words: one word («لا», «ok») explains nothing to whom it is written for. */
export const explanation: Question<{ note: string }> = {
  key: 'note',
  kind: 'text',
  verbatim: true,
  schema: explanationSchema,
};

/**
 * A decision is hard to take back, so it is asked once more with the words that are told, and takes an outright yes.
 * @param more values of the question's own text beside `called` and `note`
 */
export const sureQuestion = <A extends DecisionAnswers>(
  more: (answers: Partial<A>) => Params = () => ({}),
): Question<A> => ({
  key: 'sure',
  kind: 'yes-no',
  outright: true,
  // A sentence typed here is a better explanation.
  follows: 'note',
  params: (answers) => ({
    called: answers.called ?? { key: 'alerts:this-family' },
    ...more(answers),
    note: { said: answers.note ?? '' },
  }),
});
