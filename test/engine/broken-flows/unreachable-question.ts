import { type Broken, soundFlow } from './broken.ts';

export const unreachableQuestion: Broken = {
  flows: [
    soundFlow({
      questions: [
        { key: 'dish', kind: 'choice', choices: ['bread', 'soup'] },
        { key: 'spice', kind: 'text', when: (answers) => answers.dish === 'salad' },
      ],
    }),
  ],
  says: ['kitchen: the question spice is never reached'],
};
