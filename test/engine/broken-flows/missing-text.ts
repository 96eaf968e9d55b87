import { type Broken, soundFlow } from './broken.ts';

const complete = { dish: { label: 'dish', ask: 'Which dish?', help: 'Any dish.' } };

export const missingText: Broken = {
  flows: [soundFlow({})],
  texts: { ar: { kitchen: { dish: { label: 'dish', help: 'Any dish.' } } }, en: { kitchen: complete } },
  says: ['kitchen: the text kitchen:dish.ask is missing in ar'],
};
