import { shapeOf } from '../../../src/engine/check/shapes.ts';
import { menuOf } from '../tiny-house.ts';
import { type Broken, soundFlow } from './broken.ts';

const before = soundFlow({});

export const changedShape: Broken = {
  flows: [soundFlow({ questions: [...before.questions, { key: 'spice', kind: 'text' }] })],
  house: { shapes: { menu: shapeOf(menuOf('kitchen')), kitchen: shapeOf(before) } },
  says: ['kitchen: its shape changed (spice was added), but its version is still 1'],
};
