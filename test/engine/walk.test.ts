import { describe, expect, it } from 'vitest';
import { compileFlows } from '../../src/engine/registry.ts';
import type { Answers, Flow } from '../../src/engine/vocabulary.ts';
import { advance, answersOnPath, remainingAfter, walk } from '../../src/engine/walk.ts';

const flow: Flow = {
  name: 'oven',
  version: 1,
  questions: [
    { key: 'has', kind: 'yes-no' },
    { key: 'age', kind: 'number', when: (answers) => answers.has === true },
    { key: 'wants', kind: 'choice', choices: ['new', 'none'], ends: (value) => value === 'none' },
    { key: 'price', kind: 'money', optional: true },
    { key: 'officer', kind: 'text', when: (_answers, facts) => facts.staff === true },
    { key: 'review', kind: 'review' },
  ],
  command: (answers) => ({ name: 'note', answers }),
};
const compiled = compileFlows([flow]).get('oven')!;

/** The waiting question is the first without an answer; a skipped one (null) counts as answered. */
const rows: readonly (readonly [Answers, string, string | null, number])[] = [
  [{}, 'has wants price review', 'has', 1],
  [{ has: true }, 'has age wants price review', 'age', 2],
  [{ has: false }, 'has wants price review', 'wants', 2],
  [{ has: true, wants: 'new' }, 'has age wants price review', 'age', 2],
  [{ has: true, age: 3, wants: 'none' }, 'has age wants', null, 3],
  [{ has: false, wants: 'none', price: 5 }, 'has wants', null, 2],
  [{ wants: 'none' }, 'has wants price review', 'has', 1],
  [{ has: false, age: 3, wants: 'new', price: null }, 'has wants price review', 'review', 4],
  [{ has: false, wants: 'new', price: null, review: true }, 'has wants price review', null, 4],
];

describe('walk', () => {
  it.each(rows)('%j leads along "%s" to %s', (answers, keys, at, number) => {
    expect(walk(compiled, answers, {})).toEqual({ keys: keys.split(' '), at, number });
  });

  it('reads the facts', () => {
    expect(walk(compiled, {}, { staff: true }).keys).toContain('officer');
  });

  it('drops what lies off the path only at the end', () => {
    const answers = { has: false, age: 3, wants: 'new', price: null, review: true };
    expect(answersOnPath(compiled, answers, {})).toEqual({
      has: false,
      wants: 'new',
      price: null,
      review: true,
    });
  });
});

const steps: readonly (readonly [Answers, string, string | null, number])[] = [
  [{ has: true }, 'has', 'age', 1],
  [{ has: false }, 'has', 'wants', 1],
  [{ has: true, age: 2 }, 'age', 'wants', 1],
  [{ has: false, wants: 'none' }, 'wants', null, 0],
  [{ has: false, wants: 'new', price: 1 }, 'wants', 'review', 2],
  [{ has: false, wants: 'new', price: 1, review: true }, 'review', null, 0],
];

describe('advance', () => {
  it.each(steps)('with %j goes from %s to %s', (answers, from, at, count) => {
    expect(advance(compiled, answers, {}, from)).toEqual(at === null ? null : { at, steps: count });
  });

  it.each(rows.filter(([, , at]) => at !== null))('and walk agree on %j', (answers, _keys, at) => {
    const { keys } = walk(compiled, answers, {});
    const before = keys[keys.indexOf(at ?? '') - 1];
    if (before !== undefined) expect(advance(compiled, answers, {}, before)?.at).toBe(at);
  });

  it('counts what still comes, without the review', () => {
    expect(remainingAfter(compiled, { has: true }, {}, 'age')).toBe(2);
    expect(remainingAfter(compiled, {}, {}, 'price')).toBe(0);
  });
});
