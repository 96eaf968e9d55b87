import type { Flow, Json } from '../../src/engine/vocabulary.ts';
import { associationOf, isOutsider } from '../facts.ts';

export type GuarantorAnswers = { guarantor: string; address: 'female' | 'male'; mobile: Json };

/**
 * Opened by a guarantor's one-time link: he only hears that somebody asks him to stand for a financing. Who it is, and how
 * much, is told to the number that the family gave, and to nobody else.
 */
export const guarantor: Flow<GuarantorAnswers> = {
  name: 'guarantor',
  version: 1,
  openToAll: true,
  fleeting: true,
  questions: [
    // Never put: which guarantor the link was for.
    { key: 'guarantor', kind: 'text', when: () => false },
    {
      key: 'address',
      kind: 'choice',
      when: ({ address }, facts) => address !== undefined || (facts.address ?? null) === null,
      choices: ['female', 'male'],
      sets: (value) => ({ address: value === 'male' ? 'male' : 'female' }),
      params(_answers, context) {
        const { licence, phone } = associationOf(context.facts);
        return { licence: { code: licence }, phone: { code: phone } };
      },
    },
    { key: 'mobile', kind: 'phone' },
  ],
  command: ({ address, mobile }) => ({
    name: 'prove-guarantor',
    answers: { mobile, ...(address === undefined ? {} : { address }) },
  }),
  outro: () => ({ key: 'guarantor:outro', params: { told: { outcome: 'told' } } }),
  endsAlone: isOutsider,
};
