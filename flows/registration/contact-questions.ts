import type { Facts, Question } from '../../src/engine/vocabulary.ts';
import { isAddressedAsWoman } from '../facts.ts';
import type { RegistrationAnswers } from './answers.ts';

type RegistrationQuestion = Question<RegistrationAnswers>;

/** At the desk the sex was asked; otherwise it is how the person asked to be addressed. */
const isWoman = (answers: Partial<RegistrationAnswers>, facts: Facts): boolean =>
  answers.sex === undefined ? isAddressedAsWoman(facts) : answers.sex === 'female';

export const mobile: RegistrationQuestion = { key: 'mobile', kind: 'phone' };

export const mobileOwner: RegistrationQuestion = {
  key: 'mobileOwner',
  kind: 'choice',
  when: (answers) => answers.mobile !== undefined && !answers.mobile.own,
  choices: (answers, facts) => ['mine', isWoman(answers, facts) ? 'husband' : 'wife', 'son', 'relative'],
};

export const address: RegistrationQuestion = { key: 'address', kind: 'location', subflow: 'address' };

export const womenOnly: RegistrationQuestion = {
  key: 'womenOnly',
  kind: 'yes-no',
  when: isWoman,
};
