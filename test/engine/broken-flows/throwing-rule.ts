import { type Broken, soundFlow } from './broken.ts';

export const throwingRule: Broken = {
  flows: [
    soundFlow({
      questions: [
        { key: 'dish', kind: 'choice', choices: ['bread'] },
        {
          key: 'spice',
          kind: 'text',
          when() {
            throw new Error('no spice');
          },
        },
      ],
    }),
  ],
  says: [
    'kitchen: [open] at its opening breaks: no spice',
    'kitchen: the question dish is never reached',
    'kitchen: the question spice is never reached',
  ],
};
