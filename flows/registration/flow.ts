import type { Flow } from '../../src/engine/vocabulary.ts';
import type { RegistrationAnswers } from './answers.ts';
import { address, mobile, mobileOwner, womenOnly } from './contact-questions.ts';
import { householdQuestions } from './household-questions.ts';
import {
  alreadyRegistered,
  birthDate,
  called,
  city,
  fullName,
  nationalId,
  notEligible,
} from './person-questions.ts';

const isComplete = (answers: Partial<RegistrationAnswers>): boolean => answers.review === true;

export const registration: Flow<RegistrationAnswers> = {
  name: 'registration',
  version: 1,
  questions: [
    alreadyRegistered,
    fullName,
    called,
    birthDate,
    city,
    notEligible,
    nationalId,
    mobile,
    mobileOwner,
    address,
    ...householdQuestions,
    womenOnly,
    { key: 'review', kind: 'review' },
  ],
  intro(facts, params) {
    if (facts.registered === true) return null;
    return params.goal === 'financing' || params.goal === 'product' ? `intro-${params.goal}` : 'intro';
  },
  command: (answers) => (isComplete(answers) ? { name: 'register-family', answers } : null),
  establishes: (answers): { registered?: boolean; familyState?: string } =>
    isComplete(answers) ? { registered: true, familyState: 'submitted' } : {},
  outro: (answers) =>
    isComplete(answers)
      ? {
          key: 'registration:outro',
          params: { number: { outcome: 'number' }, promisedDay: { outcome: 'promisedDay' } },
        }
      : { key: 'registration:outro-closed' },
};
