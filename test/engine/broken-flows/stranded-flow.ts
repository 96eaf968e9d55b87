import { shapeOf } from '../../../src/engine/check/shapes.ts';
import { menuOf } from '../tiny-house.ts';
import { type Broken, soundFlow } from './broken.ts';

export const strandedFlow: Broken = {
  flows: [soundFlow({})],
  house: {
    shapes: {
      menu: shapeOf(menuOf('kitchen')),
      kitchen: shapeOf(soundFlow({})),
      garden: shapeOf(soundFlow({ name: 'garden' })),
    },
  },
  says: ['garden: is gone, but not listed as retired: whoever is in the middle of it is stranded'],
};
