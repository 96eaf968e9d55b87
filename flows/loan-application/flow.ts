import type { Flow, Question } from '../../src/engine/vocabulary.ts';
import { halfWay, type LoanAnswers, pastQuotations, submitted } from './answers.ts';
import { productOf } from './borrowing.ts';
import { ineligibility, waysOn } from './eligibility.ts';
import { financingQuestions } from './financing-questions.ts';
import { projectQuestions } from './project-questions.ts';
import { tellsInstalments } from './summary.ts';

/** Whether one may apply at all is said before anything is asked. */
const notEligible: Question<LoanAnswers> = {
  key: 'notEligible',
  kind: 'choice',
  when: (answers, facts) => ineligibility(answers, facts) !== null,
  choices: waysOn,
  ends: () => true,
  params(answers, context) {
    const why = ineligibility(answers, context.facts);
    return {
      reason: why ? { key: `loan-application:notEligible.reason.${why.reason}`, params: why.params } : '',
    };
  },
};

const isComplete = ({ review }: Partial<LoanAnswers>): boolean => review === true;

export const loanApplication: Flow<LoanAnswers> = {
  name: 'loan-application',
  version: 2,
  asksAll: true,
  questions: [notEligible, ...projectQuestions, ...financingQuestions],
  migrate: pastQuotations,
  preload: () => ({ source: 'financing-rules', params: {} }),
  requires: (facts) =>
    facts.registered === true ? null : { flow: 'registration', params: { goal: 'financing' } },
  intro: (facts, _params, loaded) =>
    ineligibility(loaded as Partial<LoanAnswers>, facts) === null ? 'intro' : null,
  command(answers, _params, loaded) {
    if (isComplete(answers)) {
      const { version, ...held } = loaded as Partial<LoanAnswers>;
      const kept = submitted(answers, productOf(held)?.key ?? '');
      // The rules that everything was said under are those that it is submitted under.
      return {
        name: 'submit-application',
        answers: version === undefined ? kept : { ...kept, version },
      };
    }
    const chosen = answers.notEligible;
    return chosen === undefined || chosen === 'understood'
      ? null
      : { name: 'open-flow', answers: { flow: chosen } };
  },
  lapses(answers) {
    const kept = halfWay(answers as Partial<LoanAnswers>);
    return kept && { name: 'keep-half-way', answers: kept };
  },
  tells: tellsInstalments,
  outro: (answers) =>
    isComplete(answers)
      ? {
          key: 'loan-application:outro',
          params: { number: { outcome: 'number' }, next: { outcome: 'next' } },
        }
      : null,
};
