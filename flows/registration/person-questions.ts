import type { Facts, Profile, Question } from '../../src/engine/vocabulary.ts';
import { associationOf, isRegistered, needsAgreement } from '../facts.ts';
import { firstNameOf, fullNameAlone, kunyaBehind, nameAlone } from '../names.ts';
import { calledSchema, fullNameSchema } from '../schemas.ts';
import type { RegistrationAnswers } from './answers.ts';
import { ineligibility } from './eligibility.ts';
import { townToldIn } from './towns.ts';

type RegistrationQuestion = Question<RegistrationAnswers>;

/** Towns of Qassim (governorates and larger centres), and the two ways out of the list. */
const cities = [
  'buraydah',
  'unayzah',
  'ar-rass',
  'al-mithnab',
  'al-bukayriyah',
  'al-badayea',
  'riyadh-al-khabra',
  'uyun-al-jiwa',
  'al-asyah',
  'an-nabhaniyah',
  'ash-shimasiyah',
  'uqlat-as-suqur',
  'dariyah',
  'al-qawarah',
  'other-qassim',
  'outside-qassim',
] as const;

const earliestBirth = '1920-01-01';
const suggestFirstName = (answers: Partial<RegistrationAnswers>): readonly string[] =>
  answers.fullName === undefined ? [] : [firstNameOf(answers.fullName)];

/** What somebody asked to be called before it was asked comes first. */
const suggestCalled = (answers: Partial<RegistrationAnswers>, { called }: Profile): readonly string[] => [
  ...new Set([
    ...(called === null || answers.called !== undefined ? [] : [called]),
    ...suggestFirstName(answers),
  ]),
];

const familyStates = ['submitted', 'in-review', 'needs-more', 'approved', 'declined'];

/** Where a registered family's case stands, as far as the words to it differ. */
const stateOf = (facts: Facts): string => {
  const state = typeof facts.familyState === 'string' ? facts.familyState : 'submitted';
  if (state === 'declined') return 'declined';
  if (needsAgreement(facts)) return 'awaiting-agreement';
  return familyStates.includes(state) ? state : 'submitted';
};

/** Flows that are the next step in a state. */
const nextFor: { readonly [state: string]: readonly ('agree-registration' | 'talk-to-person')[] } = {
  'awaiting-agreement': ['agree-registration'],
  declined: ['talk-to-person'],
};

export const alreadyRegistered: RegistrationQuestion = {
  key: 'alreadyRegistered',
  kind: 'choice',
  when: (_answers, facts) => isRegistered(facts),
  choices: (_answers, facts) => [...(nextFor[stateOf(facts)] ?? []), 'understood'],
  ends: () => true,
  params: (_answers, context) => ({
    words: { key: `registration:alreadyRegistered.state.${stateOf(context.facts)}` },
  }),
};

/** The command that opens what somebody who is registered already chose instead; null where nothing was chosen. */
export const openedInstead = (
  answers: Partial<RegistrationAnswers>,
): { readonly name: string; readonly answers: { flow: string } } | null => {
  const chosen = answers.alreadyRegistered;
  return chosen === undefined || chosen === 'understood'
    ? null
    : { name: 'open-flow', answers: { flow: chosen } };
};

/** At the desk the consent is read aloud before anything is written down; without a yes nothing is asked. */
export const consentAtDesk: RegistrationQuestion = {
  key: 'consentAtDesk',
  kind: 'yes-no',
  // A step of the officer's, no datum of the family: the review leaves it out.
  routing: true,
  params: (_answers, context) => ({
    words: {
      key: 'registration:consentAtDesk.words',
      params: { phone: { code: associationOf(context.facts).phone } },
    },
  }),
  ends: (value) => value === false,
};

export const fullName: RegistrationQuestion = {
  key: 'fullName',
  kind: 'text',
  tidies: fullNameAlone,
  schema: fullNameSchema,
  alsoTells: (words) => {
    const called = kunyaBehind(words);
    return { ...townToldIn(words), ...(called === null ? {} : { called }) };
  },
  known: ({ toldName }) => toldName ?? null,
};

export const called: RegistrationQuestion = {
  key: 'called',
  kind: 'text',
  optional: true,
  tidies: nameAlone,
  schema: calledSchema,
  suggests: suggestCalled,
  sets: (value) => (typeof value === 'string' ? { called: value } : {}),
};

export const calledAtDesk: RegistrationQuestion = {
  key: 'calledAtDesk',
  kind: 'text',
  optional: true,
  tidies: nameAlone,
  schema: calledSchema,
  suggests: suggestFirstName,
};

export const sex: RegistrationQuestion = { key: 'sex', kind: 'choice', choices: ['female', 'male'] };

export const birthDate: RegistrationQuestion = {
  key: 'birthDate',
  kind: 'date',
  past: true,
  check: {
    problem(value) {
      const { iso } = value as RegistrationAnswers['birthDate'];
      return iso < earliestBirth ? 'too-old' : null;
    },
  },
};

export const city: RegistrationQuestion = {
  key: 'city',
  kind: 'choice',
  choices: cities,
  known: ({ toldCity }) => toldCity ?? null,
  said: (value, answers, context) =>
    ineligibility({ ...answers, city: String(value) }, context.facts) === null ? 'eligible' : null,
};

export const notEligible: RegistrationQuestion = {
  key: 'notEligible',
  kind: 'choice',
  when: (answers, facts) => ineligibility(answers, facts) !== null,
  choices: ['understood'],
  setsAside: () => true,
  corrects: (answers, facts) => (ineligibility(answers, facts)?.reason === 'age' ? ['birthDate'] : ['city']),
  params(answers, context) {
    const why = ineligibility(answers, context.facts);
    return why?.reason === 'age'
      ? {
          reason: {
            key: 'registration:notEligible.reason.age',
            params: { age: why.minimumAge, from: { date: why.from, withHijri: true } },
          },
        }
      : { reason: { key: 'registration:notEligible.reason.region' } };
  },
};

export const nationalId: RegistrationQuestion = {
  key: 'nationalId',
  kind: 'national-id',
  sensitive: true,
  personFor: ['taken'],
  check: {
    needs: (value) => ({ source: 'national-id-taken', params: { nationalId: value } }),
    /** The source answers true when the ID is registered to somebody else. */
    problem: (_value, _context, data) => (data === true ? 'taken' : null),
  },
};
