import { type Broken, soundFlow } from './broken.ts';

const welcoming = (welcome: string) => ({
  kitchen: { welcome, dish: { label: 'dish', ask: 'Which dish?', help: 'Any dish.' } },
});

export const tooLongText: Broken = {
  flows: [soundFlow({ intro: () => 'welcome' })],
  texts: { ar: welcoming('حيّاك الله'), en: welcoming('long '.repeat(1000)) },
  says: [
    'kitchen: a text of 5012 characters is over the 4096 of telegram: "long long long long long long long long …"',
  ],
};
