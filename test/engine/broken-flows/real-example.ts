import { type Broken, soundFlow } from './broken.ts';

const asking = (ask: string) => ({ kitchen: { dish: { label: 'dish', ask, help: 'Any dish.' } } });

export const realExample: Broken = {
  flows: [soundFlow({})],
  texts: {
    ar: asking('رقم الهوية، مثل ١٠٥٨٥٢٩٩٤٠، والجوال ٠٥٥١٢٣٤٥٦٧'),
    en: asking('The IBAN, like SA03 8000 0000 6080 1016 7519'),
  },
  says: [
    'kitchen: the text kitchen:dish.ask shows a national ID in ar that passes its check',
    'kitchen: the text kitchen:dish.ask shows a mobile number in ar that passes its check',
    'kitchen: the text kitchen:dish.ask shows a IBAN in en that passes its check',
  ],
};
