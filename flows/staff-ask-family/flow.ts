import type { Flow, Question } from '../../src/engine/vocabulary.ts';
import { requested } from '../answer-request/flow.ts';
import { type TaskAnswers, taskQuestion, whoseFile } from '../staff-task.ts';

export type StaffAskFamilyAnswers = TaskAnswers & { what: string; question: string; note: string | null };

const needsWords = (what: string | undefined): boolean =>
  what === 'clarification' || what === 'other-document';

/** The words to the family: needed where the choice alone does not say what is meant. */
const words: readonly Question<StaffAskFamilyAnswers>[] = [
  { key: 'question', kind: 'text', verbatim: true, when: (answers) => needsWords(answers.what) },
  { key: 'note', kind: 'text', optional: true, verbatim: true, when: (answers) => !needsWords(answers.what) },
];

export const staffAskFamily: Flow<StaffAskFamilyAnswers> = {
  name: 'staff-ask-family',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, { key: 'what', kind: 'choice', choices: requested }, ...words],
  command: ({ task, what, question, note }) => ({
    name: 'ask-family',
    answers: { task, what, note: question ?? note ?? null },
  }),
};
