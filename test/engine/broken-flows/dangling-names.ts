import { type Broken, soundFlow } from './broken.ts';

export const danglingNames: Broken = {
  flows: [
    soundFlow({
      questions: [
        { key: 'dish', kind: 'choice', choices: ['bread', 'bread', 'back'] },
        { key: 'spice', kind: 'choice' },
        { key: 'spice', kind: 'text' },
      ],
    }),
  ],
  intents: { bake: { open: 'bakery' } },
  says: [
    'bakery: is opened by the intent bake, but there is no such flow',
    'kitchen: the question spice stands there twice',
    'kitchen: dish offers bread twice',
    'kitchen: dish offers back, which is a control everywhere',
    'kitchen: spice is a choice without choices',
  ],
};
