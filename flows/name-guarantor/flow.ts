import type { Answers, Flow, Json, Param } from '../../src/engine/vocabulary.ts';
import { maskMobile } from '../../src/kernel/identifiers.ts';
import { isAddressedAsWoman } from '../facts.ts';
import { nameAlone } from '../names.ts';
import { calledSchema } from '../schemas.ts';
import { guarantorTold } from './told.ts';

export type NameGuarantorAnswers = {
  /** Loaded: what the application waits for. */
  needed: boolean;
  application: string;
  amount: number;
  less: number | null;
  named: string | null;
  proven: boolean;
  /** Who was asked last, where the link ended: a new one needs nothing more. */
  before: string | null;
  /** Said at the menu, and not asked again. */
  told: boolean;
  notNeeded: 'understood';
  way: 'name' | 'another' | 'again' | 'less';
  name: string;
  relation: string;
  mobile: Json;
  sureLess: boolean;
};

/** A new link for whom was named, another one, or an amount for which nobody has to stand. */
const waysOf = ({ named, proven, less, before }: Partial<NameGuarantorAnswers>): readonly string[] => [
  ...((named && !proven) || before ? ['again'] : []),
  named || before ? 'another' : 'name',
  ...(less ? ['less'] : []),
];

/** Where it stands: who is awaited, who did not finish in time, or what a guarantor is. */
const nowOf = ({ amount, named, proven, before }: Partial<NameGuarantorAnswers>): Param => {
  if (named) return { key: `name-guarantor:way.${proven ? 'reads' : 'waits'}`, params: { name: named } };
  if (before) return { key: 'name-guarantor:way.ended', params: { name: before } };
  return { key: 'name-guarantor:way.means', params: { amount: { money: amount ?? 0 } } };
};

/** What was said of the guarantor at once is said back with the first thing that is still asked. */
const saidBack = ({ told, name, mobile, named }: Partial<NameGuarantorAnswers>): Param => {
  if (told !== true) return '';
  const number = (mobile as { readonly mobile?: string } | undefined)?.mobile;
  if (name === undefined && number === undefined) return '';
  const what = `${named ? 'instead' : 'noted'}${number === undefined ? '' : '-number'}`;
  const params = { name: name ?? '', before: named ?? '', mobile: { code: maskMobile(number ?? '') } };
  return { key: `name-guarantor:told.${name === undefined ? 'number' : what}`, params };
};

const isNamed = ({ way }: Partial<NameGuarantorAnswers>): boolean => way === 'name' || way === 'another';

/** Whom words name, wherever in the flow they are said. */
const tellsNamed = (words: string, way: Answers = {}) => {
  const answers = guarantorTold(words);
  return answers && { answers: { ...way, ...answers } as Partial<NameGuarantorAnswers> };
};

/** The family names who stands for its application; the link goes to it, for it to pass on. */
export const nameGuarantor: Flow<NameGuarantorAnswers> = {
  name: 'name-guarantor',
  version: 2,
  asksAll: true,
  reloads: true,
  questions: [
    // Never put: what is said at the menu begins with it.
    { key: 'told', kind: 'yes-no', when: () => false },
    {
      key: 'notNeeded',
      kind: 'choice',
      when: ({ needed }) => needed !== true,
      choices: ['understood'],
      ends: () => true,
    },
    {
      key: 'way',
      kind: 'choice',
      when: ({ needed }) => needed === true,
      choices: waysOf,
      params: (answers) => ({
        number: answers.application ?? '',
        amount: { money: answers.amount ?? 0 },
        less: { money: answers.less ?? 0 },
        now: nowOf(answers),
      }),
      tellsInstead: (words) => tellsNamed(words, { way: 'another' }),
    },
    {
      key: 'name',
      kind: 'text',
      tidies: nameAlone,
      schema: calledSchema,
      when: isNamed,
      params: (answers) => ({ told: answers.name === undefined ? saidBack(answers) : '' }),
      tellsInstead: (words) => (/\p{Nd}{5}/u.test(words) ? tellsNamed(words) : null),
    },
    {
      key: 'relation',
      kind: 'choice',
      when: isNamed,
      choices: (_answers, facts) => [
        isAddressedAsWoman(facts) ? 'husband' : 'wife',
        'parent',
        'sibling',
        'child',
        'relative',
        'friend',
      ],
      params: (answers) => ({ told: saidBack(answers), name: answers.name ?? '' }),
    },
    {
      key: 'mobile',
      kind: 'phone',
      ofAnother: true,
      when: isNamed,
      params: ({ name }) => ({ name: name ?? '' }),
      check: {
        needs: (value) => ({
          source: 'guarantor-mobile',
          params: { mobile: (value as { readonly mobile?: string }).mobile ?? '' },
        }),
        /** The source answers `own` for the family's own number. */
        problem: (_value, _context, data) => (data === 'own' ? 'own' : null),
      },
    },
    {
      key: 'sureLess',
      kind: 'yes-no',
      when: ({ way }) => way === 'less',
      params: ({ amount, less }) => ({ amount: { money: amount ?? 0 }, less: { money: less ?? 0 } }),
    },
  ],
  preload: () => ({ source: 'guarantor-needed', params: {} }),
  command({ way, name, relation, mobile, sureLess }) {
    if (way === undefined) return null;
    if (way === 'again') return { name: 'renew-guarantor', answers: {} };
    if (way === 'less') return sureLess ? { name: 'ask-for-less', answers: {} } : null;
    return { name: 'name-guarantor', answers: { name, relation, mobile } };
  },
  migrate: (answers) => answers,
  outro({ way, sureLess }) {
    if (way === undefined) return null;
    return way === 'less' && !sureLess
      ? { key: 'name-guarantor:outro-kept' }
      : { key: 'name-guarantor:outro', params: { told: { outcome: 'told' } } };
  },
};
