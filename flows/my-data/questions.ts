import type { Json, Question, TurnContext } from '../../src/engine/vocabulary.ts';
import type { RegistrationAnswers } from '../registration/answers.ts';
import { address, mobile, mobileOwner } from '../registration/contact-questions.ts';
import { ineligibility } from '../registration/eligibility.ts';
import { householdAndPapers } from '../registration/household-questions.ts';
import { birthDate, called, city, fullName, nationalId } from '../registration/person-questions.ts';

const birthDateOfRegistered: Question<RegistrationAnswers> = {
  ...birthDate,
  check: {
    problem(value: Json, context: TurnContext, data: Json, answers: Partial<RegistrationAnswers>) {
      const problem = birthDate.check?.problem(value, context, data, answers) ?? null;
      if (problem !== null) return problem;
      const corrected = value as RegistrationAnswers['birthDate'];
      return ineligibility({ birthDate: corrected }, context.facts) === null ? null : 'too-young';
    },
  },
};

const { said: _eligible, ...plainCity } = city;

/** A family that moved away is a case for a person, not a correction. */
const cityOfRegistered: Question<RegistrationAnswers> = {
  ...plainCity,
  check: { problem: (value: Json) => (value === 'outside-qassim' ? 'moved-away' : null) },
};

/** The questions of a registration whose answers its owner may see and correct, whoever wrote them down. */
export const correctableQuestions: readonly Question<RegistrationAnswers>[] = [
  fullName,
  called,
  birthDateOfRegistered,
  cityOfRegistered,
  nationalId,
  mobile,
  mobileOwner,
  address,
  ...householdAndPapers,
];
