import { type Broken, soundFlow } from './broken.ts';

export const tooManyButtons: Broken = {
  flows: [
    soundFlow({
      questions: [{ key: 'dish', kind: 'choice', choicesFrom: () => ({ source: 'dishes', params: {} }) }],
    }),
  ],
  house: {
    channels: [
      {
        name: 'pocket',
        textCharacters: 500,
        captionCharacters: 100,
        buttons: { most: 10, labelCharacters: 20, idBytes: 20 },
      },
    ],
  },
  says: ['kitchen: dish may show 40 buttons, over the 10 of pocket'],
};
