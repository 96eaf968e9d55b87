import type { Facts, Flow, Question } from '../../src/engine/vocabulary.ts';
import { halfWay, type LoanAnswers, pastQuotations, submitted } from '../loan-application/answers.ts';
import { productOf } from '../loan-application/borrowing.ts';
import { ineligibility } from '../loan-application/eligibility.ts';
import { quotations, review, termsQuestions } from '../loan-application/financing-questions.ts';
import { projectQuestions } from '../loan-application/project-questions.ts';

/** What stands of the family for which an officer applies, where the officer's own facts are no answer. */
const factsOfFamily = (answers: Partial<LoanAnswers>, facts: Facts): Facts => ({
  ...facts,
  registered: true,
  familyState: answers.familyState ?? null,
  agreed: answers.agreedRegistration === true,
});

const why = (answers: Partial<LoanAnswers>, facts: Facts) =>
  ineligibility(answers, factsOfFamily(answers, facts));

/** Whether the family may apply at all is said before anything is asked of it. */
const notEligibleDesk: Question<LoanAnswers> = {
  key: 'notEligibleDesk',
  kind: 'choice',
  when: (answers, facts) => why(answers, facts) !== null,
  choices: ['understood'],
  ends: () => true,
  params(answers, { facts }) {
    const found = why(answers, facts);
    return {
      called: answers.called ?? { key: 'alerts:this-family' },
      reason: found
        ? { key: `loan-application:notEligibleDesk.reason.${found.reason}`, params: found.params }
        : '',
    };
  },
};

/**
 * An application that an officer writes for a family at the desk: the same questions, rules and study. The consent to a
 * credit enquiry is not the officer's to give: the family is asked for it with the rest.
 */
export const deskApplication: Flow<LoanAnswers> = {
  name: 'desk-application',
  version: 2,
  texts: 'loan-application',
  asksAll: true,
  questions: [
    // Never put: it receives whom the application is for.
    { key: 'family', kind: 'text', when: () => false },
    notEligibleDesk,
    ...projectQuestions,
    ...termsQuestions,
    quotations,
    {
      ...review,
      key: 'deskReview',
      params: (answers, context) => ({
        ...review.params?.(answers, context),
        called: answers.called ?? { key: 'alerts:this-family' },
      }),
    },
  ],
  migrate: pastQuotations,
  preload: ({ family }) => ({ source: 'desk-financing', params: { family: family ?? null } }),
  intro: (facts, _params, loaded) =>
    why(loaded as Partial<LoanAnswers>, facts) === null ? 'intro-desk' : null,
  lapses(answers, { family }) {
    const kept = halfWay(answers as Partial<LoanAnswers>);
    return kept && { name: 'keep-half-way', answers: { ...kept, family: family ?? null } };
  },
  command(answers, params, loaded) {
    if (answers.deskReview !== true) return null;
    const { version, ...held } = loaded as Partial<LoanAnswers>;
    const kept = submitted(answers, productOf(held)?.key ?? '');
    return {
      name: 'write-desk-application',
      answers: {
        ...kept,
        family: params.family ?? null,
        ...(version === undefined ? {} : { version }),
      },
    };
  },
};
