import { type Broken, soundFlow } from './broken.ts';

const labels = (bread: string, loaf: string) => ({
  kitchen: { dish: { label: 'dish', ask: 'Which dish?', help: 'Any dish.', choices: { bread, loaf } } },
});

export const labelsAlike: Broken = {
  flows: [soundFlow({ questions: [{ key: 'dish', kind: 'choice', choices: ['bread', 'loaf'] }] })],
  texts: { ar: labels('خبزة', '🍞 خبزه'), en: labels('Bread', 'Loaf') },
  says: ['kitchen: dish labels bread and loaf alike in ar: "🍞 خبزه"'],
};
