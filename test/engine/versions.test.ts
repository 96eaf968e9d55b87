import { describe, expect, it } from 'vitest';
import type { Answers, Flow, Question } from '../../src/engine/vocabulary.ts';
import { at, keysOf, opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

const names = (...keys: readonly string[]): readonly Question[] =>
  keys.map((key) => ({ key, kind: 'text' }) as const);

const kitchen = (version: number, questions: readonly Question[], migrate?: Flow['migrate']): Flow => ({
  name: 'kitchen',
  version,
  questions,
  command: (answers) => ({ name: 'cook', answers }),
  ...(migrate ? { migrate } : {}),
});

const registryOf = (...flows: readonly Flow[]) => tinyRegistry({ flows: [menuOf('kitchen'), ...flows] });

const before = kitchen(1, names('dish', 'guests', 'hour'));

/** Somebody who answered the first two questions of version 1 and is asked for the hour. */
const inTheMiddle = () => {
  const talk = talkTo(registryOf(before));
  talk.send(opens('kitchen'));
  talk.send(says('كليجا'));
  talk.send(says('عشرة ضيوف'));
  expect(at(talk)).toBe('kitchen.hour');
  return talk;
};

const cases: readonly {
  readonly what: string;
  readonly now: Flow;
  readonly sent: string;
  readonly waitsAt: string;
  readonly answers: Answers;
  readonly told: boolean;
}[] = [
  {
    what: 'one was added before the waiting one: the answer that was just sent is kept, and the new one asked',
    now: kitchen(2, names('dish', 'guests', 'place', 'hour')),
    sent: 'بعد العصر',
    waitsAt: 'kitchen.place',
    answers: { dish: 'كليجا', guests: 'عشرة ضيوف', hour: 'بعد العصر' },
    told: false,
  },
  {
    what: 'an answered one was removed: its answer stays until the end',
    now: kitchen(2, names('dish', 'hour', 'place')),
    sent: 'بعد العصر',
    waitsAt: 'kitchen.place',
    answers: { dish: 'كليجا', guests: 'عشرة ضيوف', hour: 'بعد العصر' },
    told: false,
  },
  {
    what: 'the waiting one was removed: what was typed is handed on, and she is told',
    now: kitchen(2, names('dish', 'guests', 'place')),
    sent: 'بعد العصر',
    waitsAt: 'kitchen.place',
    answers: { dish: 'كليجا', guests: 'عشرة ضيوف', hour: 'بعد العصر' },
    told: true,
  },
  {
    what: 'one was split: migrate parts the answer, and only what is missing is asked',
    now: kitchen(2, names('dish', 'women', 'men', 'hour'), ({ guests, ...others }) => ({
      ...others,
      women: guests ?? null,
    })),
    sent: 'بعد العصر',
    waitsAt: 'kitchen.men',
    answers: { dish: 'كليجا', women: 'عشرة ضيوف', hour: 'بعد العصر' },
    told: false,
  },
  {
    what: 'the waiting one was split: migrate gets what was typed to it',
    now: kitchen(2, names('dish', 'guests', 'day', 'time'), ({ hour, ...others }) =>
      hour === undefined ? others : { ...others, time: hour },
    ),
    sent: 'بعد العصر',
    waitsAt: 'kitchen.day',
    answers: { dish: 'كليجا', guests: 'عشرة ضيوف', time: 'بعد العصر' },
    told: true,
  },
];

describe('a flow that changed under somebody in the middle of it', () => {
  it.each(cases)('$what', ({ now, sent, waitsAt, answers, told }) => {
    const talk = inTheMiddle();
    talk.registry = registryOf(now);
    const turn = talk.send(says(sent));
    expect(at(talk)).toBe(waitsAt);
    expect(top(talk)).toMatchObject({ version: 2, answers });
    expect(turn.events).toContainEqual({ type: 'flow-migrated', flow: 'kitchen', from: 1, to: 2 });
    expect(keysOf(turn.replies[0]).includes('common:resume.changed')).toBe(told);
  });

  it('is left to the newer process by an older one beside it', () => {
    const talk = inTheMiddle();
    talk.registry = registryOf(kitchen(2, names('dish', 'guests', 'place', 'hour')));
    talk.send(says('بعد العصر'));
    talk.registry = registryOf(before);
    expect(talk.outcome(says('البيت'))).toEqual({ type: 'newer', flow: 'kitchen' });
    talk.registry = registryOf(kitchen(2, names('dish', 'guests', 'place', 'hour')));
    const { command } = talk.send(says('البيت'));
    expect(command?.answers).toEqual({
      dish: 'كليجا',
      guests: 'عشرة ضيوف',
      place: 'البيت',
      hour: 'بعد العصر',
    });
  });

  it('takes along what was set aside, when it is taken up', () => {
    const talk = inTheMiddle();
    talk.send(presses('later'));
    talk.registry = registryOf(kitchen(2, names('dish', 'guests', 'place', 'hour')));
    talk.send(presses('continue'));
    expect(top(talk)).toMatchObject({ version: 2, answers: { dish: 'كليجا', guests: 'عشرة ضيوف' } });
  });
});

describe('a flow that is retired', () => {
  it('is closed with a word, and what lies below goes on', () => {
    const talk = inTheMiddle();
    talk.registry = tinyRegistry({ flows: [menuOf('settings')], retired: ['kitchen'] });
    const turn = talk.send(says('بعد العصر'));
    expect(at(talk)).toBe('menu.menu');
    expect(keysOf(turn.replies[0])).toContain('common:flow-retired');
  });
});
