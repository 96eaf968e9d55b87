import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { isAddressedAsWoman } from '../facts.ts';
import { nameAlone } from '../names.ts';
import { calledSchema } from '../schemas.ts';

export type NameGuarantorAnswers = {
  /** Loaded: what the application waits for. */
  needed: boolean;
  application: string;
  amount: number;
  less: number | null;
  named: string | null;
  proven: boolean;
  notNeeded: 'understood';
  way: 'name' | 'another' | 'again' | 'less';
  name: string;
  relation: string;
  mobile: Json;
  sureLess: boolean;
};

/** A new link for whom was named, another one, or an amount for which nobody has to stand. */
const waysOf = ({ named, proven, less }: Partial<NameGuarantorAnswers>): readonly string[] => [
  ...(named && !proven ? ['again'] : []),
  named ? 'another' : 'name',
  ...(less ? ['less'] : []),
];

const isNamed = ({ way }: Partial<NameGuarantorAnswers>): boolean => way === 'name' || way === 'another';

/** The family names who stands for its application; the link goes to it, for it to pass on. */
export const nameGuarantor: Flow<NameGuarantorAnswers> = {
  name: 'name-guarantor',
  version: 1,
  asksAll: true,
  questions: [
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
      params: ({ application, amount, less, named, proven }) => ({
        number: application ?? '',
        amount: { money: amount ?? 0 },
        less: { money: less ?? 0 },
        now: named
          ? { key: `name-guarantor:way.${proven ? 'reads' : 'waits'}`, params: { name: named } }
          : { key: 'name-guarantor:way.means', params: { amount: { money: amount ?? 0 } } },
      }),
    },
    { key: 'name', kind: 'text', tidies: nameAlone, schema: calledSchema, when: isNamed },
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
  outro({ way, sureLess }) {
    if (way === undefined) return null;
    return way === 'less' && !sureLess
      ? { key: 'name-guarantor:outro-kept' }
      : { key: 'name-guarantor:outro', params: { told: { outcome: 'told' } } };
  },
};
