import type { CheckedHouse } from '../../../src/engine/check/house.ts';
import type { Flow } from '../../../src/engine/vocabulary.ts';
import type { TinyParts } from '../tiny-house.ts';

/** Flows that are wrong on purpose, and everything that the check must say of them, word for word. */
export interface Broken extends TinyParts {
  readonly house?: Partial<CheckedHouse>;
  readonly says: readonly string[];
}

/** A flow in which nothing is wrong, to be broken in one place. */
export const soundFlow = (changes: Partial<Flow>): Flow => ({
  name: 'kitchen',
  version: 1,
  questions: [{ key: 'dish', kind: 'text' }],
  command: (answers) => ({ name: 'cook', answers }),
  ...changes,
});
