import { shapeOf } from '../../../src/engine/check/shapes.ts';
import { menuOf } from '../tiny-house.ts';
import { type Broken, soundFlow } from './broken.ts';

export const lostAnswers: Broken = {
  flows: [soundFlow({ version: 2, questions: [{ key: 'meal', kind: 'text' }] })],
  house: { shapes: { menu: shapeOf(menuOf('kitchen')), kitchen: shapeOf(soundFlow({})) } },
  says: ['kitchen: version 2 follows 1 without a migrate for the answers given before'],
};
