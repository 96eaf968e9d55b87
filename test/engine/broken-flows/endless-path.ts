import { type Broken, soundFlow } from './broken.ts';

/** It wants more lines than a group may have. */
export const endlessPath: Broken = {
  flows: [
    soundFlow({
      questions: [
        { key: 'dish', kind: 'choice', choices: ['bread'] },
        { key: 'again', kind: 'group', questions: [{ key: 'name', kind: 'text' }], minimumItems: 99 },
      ],
    }),
  ],
  says: [
    'kitchen: does not come to an end: after 150 answers it waits at kitchen.again.name',
    'kitchen: does not come to an end: after 150 answers it waits at kitchen.again',
  ],
};
