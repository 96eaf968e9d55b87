import type { Flow } from '../../src/engine/vocabulary.ts';
import { calledQuestion, type DecisionAnswers, explanation, sureQuestion } from '../decision.ts';
import { taskQuestion, whoseFile } from '../staff-task.ts';

/** A refusal of an application names its reason in words that reach the family as they are. */
export const staffApplicationDecline: Flow<DecisionAnswers> = {
  name: 'staff-application-decline',
  version: 1,
  fleeting: true,
  ofStaff: true,
  heading: whoseFile,
  questions: [taskQuestion, calledQuestion, explanation, sureQuestion()],
  command: ({ called: _called, ...answers }) => ({ name: 'decline-application', answers }),
};
