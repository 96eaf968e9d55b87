import type { Facts, Question } from '../../src/engine/vocabulary.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { isAddressedAsWoman } from '../facts.ts';
import type { RegistrationAnswers } from './answers.ts';

type RegistrationQuestion = Question<RegistrationAnswers>;

/** At the desk the sex was asked; otherwise it is how the person asked to be addressed. */
const isWoman = (answers: Partial<RegistrationAnswers>, facts: Facts): boolean =>
  answers.sex === undefined ? isAddressedAsWoman(facts) : answers.sex === 'female';

const owners: readonly (readonly [owner: string, words: RegExp])[] = [
  ['husband', /^[ول]{0,2}(?:زوجي|رجلي|husband|husbands)$/u],
  ['wife', /^[ول]{0,2}(?:زوجتي|حرمتي|مرتي|wife|wifes)$/u],
  ['son', /^[ول]{0,2}(?:ولدي|بنتي|ابني|ابنتي|sons?|daughters?)$/u],
  [
    'relative',
    /^[ول]{0,2}(?:اخوي|اخي|اختي|امي|ابوي|والدي|والدتي|عمي|عمتي|خالي|خالتي|قريبي|قريبتي|brothers?|sisters?|mothers?|fathers?)$/u,
  ],
  ['mine', /^(?:حقي|باسمي|ملكي|mine)$/u],
];

const lacksOne = /(?:ما|مو|مب|مش|not?) ?(?:عندي|معي|لي|have|my) ?(?:جوال|رقم|تلفون|mobile|phone|one)?/gu;

/** Whose a number is, where that is told beside it; nothing where nobody is named, or somebody is ruled out. */
const ownerToldIn = (words: string): { readonly mobileOwner?: string } => {
  // Having none of one's own rules nobody out («مب عندي جوال، جوال ولدي ٠٥…»).
  const keys = matchKey(words).replace(lacksOne, '').split(' ');
  if (keys.some((key) => ['مو', 'مب', 'مش', 'ماهو', 'not'].includes(key))) return {};
  const owner = owners.find(([, named]) => keys.some((key) => named.test(key)))?.[0];
  return owner === undefined ? {} : { mobileOwner: owner };
};

export const mobile: RegistrationQuestion = {
  key: 'mobile',
  kind: 'phone',
  alsoTells: ownerToldIn,
  outdates: ['mobileOwner'],
};

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
  sets: (value) => ({ womenOnly: value === true }),
};
