import type { Question } from '../src/engine/vocabulary.ts';

export type TaskAnswers = { task: string };

/** Which task it is about: given by the card's button, otherwise chosen from the member's open ones. */
export const taskQuestion: Question<TaskAnswers> = {
  key: 'task',
  kind: 'choice',
  choicesFrom: () => ({ source: 'open-tasks', params: {} }),
};
