import type { Flow } from '../../src/engine/vocabulary.ts';
import type { RegistrationAnswers } from '../registration/answers.ts';
import { address, mobile, mobileOwner, womenOnly } from '../registration/contact-questions.ts';
import { householdAndPapers } from '../registration/household-questions.ts';
import {
  birthDate,
  calledAtDesk,
  city,
  consentAtDesk,
  fullName,
  nationalId,
  notEligible,
  sex,
} from '../registration/person-questions.ts';

const { sets: _hers, ...womenOnlyAtDesk } = womenOnly;

/** Registration filled by an officer for a family at the desk: the same questions, nothing of it her profile. */
export const deskRegistration: Flow<RegistrationAnswers> = {
  name: 'desk-registration',
  version: 1,
  texts: 'registration',
  questions: [
    consentAtDesk,
    fullName,
    calledAtDesk,
    sex,
    birthDate,
    city,
    notEligible,
    nationalId,
    mobile,
    // A contact shared at the desk is the officer's own at best, so it proves nothing.
    { ...mobileOwner, when: () => true },
    address,
    // The officer is not the one who wishes for women.
    ...householdAndPapers.map((question) => (question.key === 'womenOnly' ? womenOnlyAtDesk : question)),
    { key: 'review', kind: 'review' },
  ],
  intro: () => 'intro-desk',
  command({ calledAtDesk: called, ...answers }) {
    if (answers.review !== true) return null;
    const mobileUnproven = { ...answers.mobile, own: false };
    return {
      name: 'register-family',
      answers: { ...answers, mobile: mobileUnproven, called: called ?? null, assisted: true },
    };
  },
  outro: (answers) =>
    answers.review === true
      ? {
          key: 'registration:outro-desk',
          params: { number: { outcome: 'number' }, promisedDay: { outcome: 'promisedDay' } },
        }
      : { key: 'registration:outro-closed' },
};
