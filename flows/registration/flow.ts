import type { Flow } from '../../src/engine/vocabulary.ts';
import type { RegistrationAnswers } from './answers.ts';
import { address, mobile, mobileOwner } from './contact-questions.ts';
import { householdAndPapers } from './household-questions.ts';
import {
  alreadyRegistered,
  birthDate,
  called,
  city,
  fullName,
  nationalId,
  notEligible,
  openedInstead,
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
    ...householdAndPapers,
    { key: 'review', kind: 'review' },
  ],
  intro(facts, params, answers) {
    if (facts.registered === true) return null;
    if (params.goal === 'my-data')
      return Object.keys(answers).length > 0 ? 'intro-data-so-far' : 'intro-no-data';
    return params.goal === 'financing' || params.goal === 'product' ? `intro-${params.goal}` : 'intro';
  },
  command: (answers) => (isComplete(answers) ? { name: 'register-family', answers } : openedInstead(answers)),
  establishes: (
    answers,
  ): { registered?: boolean; familyState?: string; agreed?: boolean; womenOnly?: boolean } =>
    isComplete(answers)
      ? {
          registered: true,
          familyState: 'submitted',
          agreed: true,
          womenOnly: answers.womenOnly === true,
        }
      : {},
  outro: (answers) =>
    isComplete(answers)
      ? {
          key: `registration:outro${answers.womenOnly === true ? '-women' : ''}`,
          params: { number: { outcome: 'number' }, promisedDay: { outcome: 'promisedDay' } },
        }
      : openedInstead(answers)
        ? null
        : { key: 'registration:outro-closed' },
};
