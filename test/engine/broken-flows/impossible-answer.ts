import { z } from 'zod';
import { type Broken, soundFlow } from './broken.ts';

export const impossibleAnswer: Broken = {
  flows: [
    soundFlow({
      questions: [
        { key: 'people', kind: 'text', schema: z.string().refine(() => false, { error: 'invalid' }) },
      ],
    }),
  ],
  says: ['kitchen: takes none of the answers tried at kitchen.people'],
};
