import { type Broken, soundFlow } from './broken.ts';

const plain = { label: 'dish', ask: 'Which dish?', help: 'Any dish.' };

export const missingGender: Broken = {
  flows: [soundFlow({})],
  texts: {
    ar: { kitchen: { dish: { ...plain, ask_female: 'وش تطبخين؟' } } },
    en: { kitchen: { dish: plain } },
  },
  says: ['kitchen: the text kitchen:dish.ask lacks _male in ar'],
};
