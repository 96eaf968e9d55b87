import type { Flow, Message, Question } from '../../src/engine/vocabulary.ts';
import { type LoanAnswers, submitted } from '../loan-application/answers.ts';
import { productOf } from '../loan-application/borrowing.ts';
import { creditConsent, review, termsQuestions } from '../loan-application/financing-questions.ts';
import { projectQuestions } from '../loan-application/project-questions.ts';
import { tellsInstalments } from '../loan-application/summary.ts';

type Given = Partial<LoanAnswers>;

const waits = ({ waits: isWaiting }: Given): boolean => isWaiting === true;

/** Only while the desk's application waits for its family; there is nothing to read back any more otherwise. */
const whileWaiting = (question: Question<LoanAnswers>): Question<LoanAnswers> => ({
  ...question,
  when: (answers, facts) => waits(answers) && (question.when?.(answers, facts) ?? true),
});

/** What is asked for, in few lines, with her yes first and her no right below; all the rest is one press away. */
const deskAnswer: Question<LoanAnswers> = {
  key: 'deskAnswer',
  kind: 'choice',
  routing: true,
  choices: ['agree', 'refuse', 'details'],
  answersFirst: true,
  corrects: () => ['amount', 'months'],
  params: (answers, context) => ({
    ...review.params?.(answers, context),
    project: { said: answers.project ?? '' },
    officer: answers.officer?.name ?? '',
  }),
};

const seesDetails = ({ deskAnswer: chosen }: Given): boolean => chosen === 'details';

const readBack: Question<LoanAnswers> = { ...review, key: 'readBack', when: seesDetails };

const agreed: Question<LoanAnswers> = {
  key: 'agreed',
  kind: 'yes-no',
  when: seesDetails,
  params: ({ amount }) => ({ amount: { money: amount ?? 0 } }),
};

const agrees = (answers: Given): boolean =>
  answers.deskAnswer === 'agree' || (seesDetails(answers) && answers.agreed === true);

const refuses = (answers: Given): boolean =>
  answers.deskAnswer === 'refuse' || (seesDetails(answers) && answers.agreed === false);

/** Hers to give, and asked on its own. */
const consent: Question<LoanAnswers> = { ...creditConsent, when: agrees };

const objection: Question<LoanAnswers> = {
  key: 'objection',
  kind: 'text',
  optional: true,
  verbatim: true,
  when: refuses,
};

const told: Message = { key: 'loan-application:outro-read-back', params: { told: { outcome: 'told' } } };

/**
 * What an officer wrote at the desk, read back by the family: it corrects, then agrees or not, and is asked for its consent
 * to the credit enquiry itself.
 */
export const agreeApplication: Flow<LoanAnswers> = {
  name: 'agree-application',
  version: 2,
  migrate: (answers) => answers,
  texts: 'loan-application',
  questions: [
    ...projectQuestions.filter(({ key }) => key !== 'again'),
    ...termsQuestions,
    deskAnswer,
    readBack,
    agreed,
    consent,
    objection,
  ].map(whileWaiting),
  preload: () => ({ source: 'desk-application', params: {} }),
  intro: (_facts, _params, loaded) => (waits(loaded as Given) ? 'intro-read-back' : null),
  command({ objection: why, ...answers }, _params, loaded) {
    const kept = submitted(answers as LoanAnswers, productOf(loaded as Given)?.key ?? '');
    return {
      name: 'agree-application',
      answers: { ...kept, agreed: agrees(answers as Given), objection: why ?? null },
    };
  },
  tells: tellsInstalments,
  outro: () => told,
};
