import { type Broken, soundFlow } from './broken.ts';

const plain = { label: 'dish', help: 'Any dish.' };
const six = { ask_zero: '٠', ask_one: '١', ask_two: '٢', ask_few: 'few', ask_other: 'other' };

export const missingPlural: Broken = {
  flows: [soundFlow({ questions: [{ key: 'dish', kind: 'text', params: () => ({ count: 3 }) }] })],
  texts: {
    ar: { kitchen: { dish: { ...plain, ...six } } },
    en: { kitchen: { dish: { ...plain, ask: 'You have {{count}} dishes' } } },
  },
  says: [
    'kitchen: the text kitchen:dish.ask lacks _many in ar',
    'kitchen: the text kitchen:dish.ask counts something, but has no plural forms in en',
  ],
};
