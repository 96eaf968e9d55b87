import { type Broken, soundFlow } from './broken.ts';

export const unmarkedSecret: Broken = {
  flows: [soundFlow({ questions: [{ key: 'account', kind: 'iban' }] })],
  says: ['kitchen: account asks for a iban, but is not marked sensitive'],
};
