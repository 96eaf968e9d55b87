import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/engine/progress.ts';
import type { Flow, Question } from '../../src/engine/vocabulary.ts';
import { keysOf, opens, presses, says, talkTo } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

// «٣ من ١٢»: only what is asked counts, and it never goes back.

const words = (key: string, optional = false): Question => ({ key, kind: 'text', optional });
const kitchen: Flow = {
  name: 'kitchen',
  version: 1,
  questions: [
    words('dish'),
    words('wish', true),
    words('guest'),
    { key: 'review', kind: 'review' },
    words('bye'),
  ],
  command: () => null,
};

const counted = (
  params: { readonly [key: string]: string },
  answers: readonly string[],
): readonly string[] => {
  const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), kitchen] }));
  talk.send(opens('kitchen', params));
  const here = (): string => {
    const { frames } = talk.conversation;
    const { number, of } = progressOf(talk.registry, frames, {}) ?? { number: 0, of: 0 };
    return `${frames.at(-1)?.at} ${number}/${of}`;
  };
  return [
    here(),
    ...answers.map((answer) => {
      talk.send(answer === 'submit' ? presses(answer) : says(answer));
      return here();
    }),
  ];
};

describe('where one is', () => {
  it.each([
    [{}, ['dish 1/4', 'wish 2/4', 'guest 3/4', 'review 3/4', 'bye 4/4']],
    [{ dish: 'كليجا' }, ['wish 1/3', 'guest 2/3', 'review 2/3', 'bye 3/3']],
    // What was given for a later question is not asked, and stands before none of the earlier ones.
    [{ guest: 'نورة' }, ['dish 1/3', 'wish 2/3', 'review 2/3', 'bye 3/3']],
    // What is only carried along was never a question.
    [{ goal: 'financing' }, ['dish 1/4', 'wish 2/4', 'guest 3/4', 'review 3/4', 'bye 4/4']],
  ])('with %j given', (params, expected) => {
    const answers = expected
      .slice(1)
      .map((_, place) => (expected[place]?.startsWith('review') ? 'submit' : 'كليجا'));
    expect(counted(params, answers)).toEqual(expected);
  });
});

describe('going on with what was set aside', () => {
  const goOn = (parkedOn: string): readonly string[] => {
    const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), kitchen] }));
    talk.send(opens('kitchen'));
    talk.send(presses('later'));
    expect(talk.conversation.parked?.[0]?.[0]?.parkedOn).toBe('2026-11-24');
    talk.conversation = JSON.parse(JSON.stringify(talk.conversation).replace('2026-11-24', parkedOn));
    const said = keysOf(talk.send(presses('continue')).replies[0]);
    expect(talk.conversation.frames.at(-1)).not.toHaveProperty('parkedOn');
    return said;
  };

  it('is a welcome back on another day, and none on the same', () => {
    expect(goOn('2026-11-23')).toContain('common:resume.welcome');
    expect(goOn('2026-11-24')).toContain('common:resume.on');
  });
});
