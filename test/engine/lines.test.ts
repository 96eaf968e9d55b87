import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { limits } from '../../src/engine/limits.ts';
import type { Answers, Flow, Question } from '../../src/engine/vocabulary.ts';
import { at, controlsOf, keysOf, opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

/** «bread=5, salt»: whole lines, and one without a price. */
const reads = (words: string): readonly Answers[] =>
  words.split(',').map((part) => {
    const [name = '', price] = part.trim().split('=');
    return price === undefined ? { name } : { name, price: Number(price) };
  });

const costs: Question = {
  key: 'costs',
  kind: 'group',
  minimumItems: 1,
  reads,
  questions: [
    { key: 'name', kind: 'text', schema: z.string().min(2, { error: 'too-short' }) },
    { key: 'price', kind: 'money', schema: z.number().max(1000, { error: 'too-large' }) },
  ],
};
const guests: Question = { key: 'guests', kind: 'number' };

const flowOf = (...questions: readonly Question[]): Flow => ({
  name: 'kitchen',
  version: 1,
  questions,
  command: (answers) => ({ name: 'cook', answers }),
});

const asked = (...questions: readonly Question[]) => {
  const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flowOf(...questions)] }));
  talk.send(opens('kitchen'));
  return talk;
};

const linesOf = (talk: ReturnType<typeof asked>) => top(talk).lines?.costs ?? top(talk).answers.costs;

describe('whole lines in one message', () => {
  it('are kept where the first answer of a line is asked, and between the lines', () => {
    const talk = asked(costs, guests);
    expect(at(talk)).toBe('kitchen.costs.name');
    talk.send(says('bread=500'));
    expect(at(talk)).toBe('kitchen.costs');
    talk.send(says('salt=100, oil=200'));
    expect(linesOf(talk)).toEqual([
      { name: 'bread', price: 500 },
      { name: 'salt', price: 100 },
      { name: 'oil', price: 200 },
    ]);
  });

  it('lead to what they lack, one after the other, and only then back to the group', () => {
    const talk = asked(costs, guests);
    talk.send(says('bread, salt=100, oil'));
    expect([at(talk), top(talk).item?.index]).toEqual(['kitchen.costs.price', 0]);
    talk.send(says('5'));
    expect([at(talk), top(talk).item?.index]).toEqual(['kitchen.costs.price', 2]);
    const turn = talk.send(says('7'));
    expect(keysOf(turn.replies[0])[0]).toBe('common:group.added');
    expect(linesOf(talk)).toEqual([
      { name: 'bread', price: 500 },
      { name: 'salt', price: 100 },
      { name: 'oil', price: 700 },
    ]);
  });

  it('are never done while one lacks an answer', () => {
    const talk = asked(costs, guests);
    talk.send(says('bread=500, salt'));
    talk.send(presses('back'));
    talk.send(presses('back'));
    expect(at(talk)).toBe('kitchen.costs');
    talk.send(presses('done'));
    expect([at(talk), top(talk).item?.index]).toEqual(['kitchen.costs.price', 1]);
  });

  it('replace the line that is being changed', () => {
    const talk = asked(costs, guests);
    talk.send(says('bread=500, salt=100'));
    talk.send(presses('edit:costs.1'));
    const turn = talk.send(says('sugar=300'));
    expect(keysOf(turn.replies[0])[0]).toBe('common:group.changed');
    expect(linesOf(talk)).toEqual([
      { name: 'bread', price: 500 },
      { name: 'sugar', price: 300 },
    ]);
  });

  it('keep nothing that breaks a rule: it is asked', () => {
    const talk = asked(costs, guests);
    talk.send(says('bread=5000'));
    expect(at(talk)).toBe('kitchen.costs.price');
    expect(linesOf(talk)).toEqual([{ name: 'bread' }]);
  });

  it('are words like others where one has no name, or there are more than a group holds', () => {
    const talk = asked(costs, guests);
    talk.send(says('b=500'));
    expect(top(talk).item?.answers).toEqual({ name: 'b=500' });
    const many = Array.from({ length: limits.groupItems + 1 }, (_, place) => `dish ${place}=5`).join(',');
    const other = asked(costs, guests);
    other.send(says(many));
    expect(linesOf(other)).toBeUndefined();
  });
});

describe('what is known already', () => {
  const known: Question = { ...guests, known: () => 7 };

  it.each([presses('skip'), says('ايه'), says('keep it')])(
    'is shown, and kept by one press or a yes: %j',
    (input) => {
      const talk = asked(known, { key: 'dish', kind: 'text' });
      expect(at(talk)).toBe('kitchen.guests');
      talk.send(input);
      expect([at(talk), top(talk).answers.guests]).toEqual(['kitchen.dish', 7]);
    },
  );

  it('is shown with the question, and another answer takes its place', () => {
    const talk = talkTo(
      tinyRegistry({ flows: [menuOf('kitchen'), flowOf(known, { key: 'dish', kind: 'text' })] }),
    );
    const turn = talk.send(opens('kitchen'));
    expect(keysOf(turn.replies.at(-1))).toContain('common:current');
    expect(controlsOf(turn.replies.at(-1))).toContain('skip');
    talk.send(says('9'));
    expect(top(talk).answers.guests).toBe(9);
  });
});

test('of several choices one that stands for itself is the answer at once', () => {
  const seasons: Question = {
    key: 'seasons',
    kind: 'multi-choice',
    choices: ['spring', 'none'],
    alone: ['none'],
  };
  const talk = asked(seasons, guests);
  talk.send(presses('none'));
  expect([at(talk), top(talk).answers.seasons]).toEqual(['kitchen.guests', ['none']]);
});

test('a question about a yes or no is neither, whatever words of a button are in it', () => {
  const talk = asked({ key: 'enquiry', kind: 'yes-no' }, guests);
  talk.send(says('ليش نعم'));
  expect(at(talk)).toBe('kitchen.enquiry');
});

test('a problem may say the values of its question', () => {
  const limited: Question = {
    ...guests,
    params: () => ({ most: 12 }),
    check: { problem: (value) => (Number(value) > 12 ? 'too-large' : null) },
  };
  const talk = asked(limited);
  const turn = talk.send(says('20'));
  expect(turn.replies[0]?.parts[0]).toMatchObject({ or: 'common:problem.too-large', params: { most: 12 } });
});
