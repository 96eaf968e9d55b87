import type { Flow, Json } from '../../src/engine/vocabulary.ts';

export type AddressAnswers = {
  how: 'short-address' | 'location' | 'describe';
  shortAddress: Json;
  place: Json;
  description: string;
};

/** Where she lives; its answers become one answer of the flow that asks. */
export const address: Flow<AddressAnswers> = {
  name: 'address',
  version: 1,
  questions: [
    { key: 'how', kind: 'choice', routing: true, choices: ['short-address', 'location', 'describe'] },
    { key: 'shortAddress', kind: 'location', when: (answers) => answers.how === 'short-address' },
    { key: 'place', kind: 'location', when: (answers) => answers.how === 'location' },
    { key: 'description', kind: 'text', when: (answers) => answers.how === 'describe' },
  ],
  command: () => null,
};
