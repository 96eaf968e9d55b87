import type { Flow, Json, Question } from '../../src/engine/vocabulary.ts';
import { placeSchema } from '../schemas.ts';

export type AddressAnswers = {
  how: 'short-address' | 'location' | 'describe';
  shortAddress: Json;
  place: Json;
  description: string;
};

/** The Kingdom with some room around it, in degrees; what lies outside is a telephone's mistake, or no home here. */
const kingdom = { south: 16, north: 33, west: 34, east: 56 };

const inKingdom: NonNullable<Question['check']> = {
  problem(value) {
    const { lat, lon } = (value ?? {}) as { readonly lat?: number; readonly lon?: number };
    if (lat === undefined || lon === undefined) return null;
    const { south, north, west, east } = kingdom;
    return lat < south || lat > north || lon < west || lon > east ? 'outside' : null;
  },
};

/** Where she lives; its answers become one answer of the flow that asks. */
export const address: Flow<AddressAnswers> = {
  name: 'address',
  version: 1,
  questions: [
    { key: 'how', kind: 'choice', routing: true, choices: ['short-address', 'location', 'describe'] },
    {
      key: 'shortAddress',
      kind: 'location',
      check: inKingdom,
      when: (answers) => answers.how === 'short-address',
    },
    { key: 'place', kind: 'location', check: inKingdom, when: (answers) => answers.how === 'location' },
    {
      key: 'description',
      kind: 'text',
      schema: placeSchema,
      when: (answers) => answers.how === 'describe',
      said: () => 'noted',
    },
  ],
  command: () => null,
};
