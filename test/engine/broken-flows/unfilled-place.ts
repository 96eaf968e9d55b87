import { type Broken, soundFlow } from './broken.ts';

const asking = (ask: string) => ({ kitchen: { dish: { label: 'dish', ask, help: 'Any dish.' } } });

export const unfilledPlace: Broken = {
  flows: [soundFlow({})],
  texts: { ar: asking('وش تطبخين يا {{name}}؟'), en: asking('Which dish?') },
  says: [
    'kitchen: the text kitchen:dish.ask shows {{name}} in ar, which nobody gives it',
    'kitchen: an unfilled place is shown in ar: "وش تطبخين يا {{name}}؟"',
  ],
};
