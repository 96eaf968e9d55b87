import { describe, expect, it } from 'vitest';
import { limits } from '../../src/engine/limits.ts';
import type { Flow } from '../../src/engine/vocabulary.ts';
import { at, controlsOf, idsOf, keysOf, opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

const flow = (name: string, changes: Partial<Flow> = {}): Flow => ({
  name,
  version: 1,
  questions: [
    { key: 'what', kind: 'text' },
    { key: 'why', kind: 'text', optional: true },
  ],
  command: (answers) => ({ name: `do-${name}`, answers }),
  ...changes,
});

const place: Flow = {
  name: 'place',
  version: 1,
  questions: [
    { key: 'district', kind: 'text' },
    { key: 'street', kind: 'text' },
  ],
  command: () => null,
};

const house = () =>
  talkTo(
    tinyRegistry({
      flows: [
        menuOf('bake', 'sell', 'lend'),
        flow('bake'),
        flow('sell', { requires: (facts) => (facts.known === true ? null : { flow: 'meet' }) }),
        flow('lend', {
          requires: (facts) => (facts.known === true ? null : { flow: 'meet', params: { goal: 'lend' } }),
        }),
        flow('meet', {
          questions: [
            { key: 'name', kind: 'text' },
            { key: 'agrees', kind: 'yes-no', ends: (value) => value === false },
            { key: 'town', kind: 'text' },
          ],
          command: (answers) => (answers.agrees ? { name: 'meet', answers } : null),
          establishes: (answers) => (answers.agrees === true ? { known: true } : {}),
        }),
        flow('visit', {
          questions: [
            { key: 'who', kind: 'text' },
            { key: 'where', kind: 'text', subflow: 'place' },
            { key: 'when', kind: 'text' },
          ],
        }),
        place,
        flow('request', {
          questions: [
            { key: 'task', kind: 'text' },
            { key: 'reply', kind: 'text' },
          ],
        }),
      ],
    }),
  );

describe('frames', () => {
  it('opened from inside stand on top, and the one below goes on where it was', () => {
    const talk = house();
    talk.send(opens('bake'));
    talk.send(says('كليجا'));
    talk.send(opens('request', { task: 'one' }));
    expect(at(talk)).toBe('request.reply');
    const turn = talk.send(says('وصلت'));
    expect(turn.command).toEqual({
      name: 'do-request',
      flow: 'request',
      answers: { task: 'one', reply: 'وصلت' },
      params: { task: 'one' },
    });
    expect(at(talk)).toBe('bake.why');
  });

  it('of a second request are never taken for the first one, open or set aside', () => {
    const talk = house();
    talk.send(opens('request', { task: 'one' }));
    talk.send(opens('request', { task: 'two' }));
    expect(talk.send(says('إلى الثانية')).command?.params).toEqual({ task: 'two' });
    expect(at(talk)).toBe('request.reply');
    talk.send(presses('later'));
    talk.send(opens('request', { task: 'three' }));
    expect(talk.send(says('إلى الثالثة')).command?.params).toEqual({ task: 'three' });
    talk.send(presses('continue'));
    expect(talk.send(says('إلى الأولى')).command?.params).toEqual({ task: 'one' });
  });

  it('of two requests set aside one after the other are both kept', () => {
    const talk = house();
    for (const task of ['one', 'two']) {
      talk.send(opens('request', { task }));
      talk.send(presses('later'));
    }
    expect(talk.conversation.parked?.flat().map((frame) => frame.params?.task)).toEqual(['two', 'one']);
  });

  it('of the same request stay one', () => {
    const talk = house();
    talk.send(opens('request', { task: 'one' }));
    talk.send(opens('request', { task: 'one' }));
    expect(talk.conversation.frames).toHaveLength(2);
  });

  it('are not opened beyond the limit', () => {
    const talk = house();
    for (let count = 0; count < limits.openFrames + 3; count++)
      talk.send(opens('request', { task: `${count}` }));
    expect(talk.conversation.frames).toHaveLength(limits.openFrames);
    expect(keysOf(talk.send(opens('bake')).replies[0])).toContain('common:limit.frames');
  });

  it('do not give what the opener answered to be changed', () => {
    const talk = house();
    const turn = talk.send(opens('request', { task: 'one' }));
    expect(controlsOf(turn.replies[0])).not.toContain('back');
    expect(keysOf(talk.send(presses('back')).replies[0])).toContain('common:later.saved');
    talk.send(presses('continue'));
    expect(keysOf(talk.send(presses('edit:task')).replies[0])).toContain('common:problem.not-to-edit');
  });
});

describe('what is set aside', () => {
  it('waits for "continue" at the menu, which goes on with what is open elsewhere', () => {
    const talk = house();
    talk.send(opens('bake'));
    talk.send(says('كليجا'));
    talk.send(presses('later'));
    expect(talk.conversation.frames).toHaveLength(1);
    talk.send(opens('visit'));
    talk.send(presses('continue'));
    expect(at(talk)).toBe('visit.who');
    talk.send(presses('back'));
    talk.send(presses('continue'));
    expect(at(talk)).toBe('bake.why');
  });

  it('goes on when its flow is chosen again, whatever lies around it', () => {
    const talk = house();
    talk.send(opens('bake'));
    talk.send(says('كليجا'));
    talk.send(presses('later'));
    expect(idsOf(talk.send(presses('menu')).replies[0])).toContain('bake');
    talk.send(presses('bake'));
    expect(at(talk)).toBe('bake.why');
    expect(talk.conversation.parked).toBeUndefined();
  });
});

describe('a flow that needs another first', () => {
  it('waits below it, and is entered after it', () => {
    const talk = house();
    talk.send(presses('menu'));
    talk.send(presses('sell'));
    expect(at(talk)).toBe('meet.name');
    for (const words of ['نورة', 'نعم']) talk.send(says(words));
    const turn = talk.send(says('بريدة'));
    expect(turn.command?.name).toBe('meet');
    expect(at(talk)).toBe('sell.what');
  });

  it('is dropped when that ends without what was needed, and so is what waited for it in turn', () => {
    const talk = house();
    talk.send(presses('menu'));
    talk.send(presses('sell'));
    for (const words of ['نورة', 'لا']) talk.send(says(words));
    expect(at(talk)).toBe('menu.menu');
  });

  it('named while that is under way waits below it; nothing is begun anew', () => {
    const talk = house();
    talk.send(opens('meet'));
    talk.send(says('نورة'));
    talk.send(opens('lend'));
    expect(talk.conversation.frames.map((frame) => frame.flow)).toEqual(['menu', 'lend', 'meet']);
    expect(at(talk)).toBe('meet.agrees');
    talk.send(says('نعم'));
    talk.send(says('بريدة'));
    expect(at(talk)).toBe('lend.what');
  });

  it('and named before that one, both waiting, is entered after it', () => {
    const menu = { flow: 'menu', version: 1, at: 'menu', number: 1, answers: {} };
    const waits = (name: string) => ({ flow: name, version: 1, at: null, number: 0, answers: {} });
    const talk = house();
    talk.send(presses('menu'));
    talk.conversation = {
      ...talk.conversation,
      frames: [
        menu,
        waits('meet'),
        waits('lend'),
        { ...waits('bake'), at: 'why', answers: { what: 'كليجا' } },
      ],
    };
    talk.send(presses('skip'));
    expect(talk.conversation.frames.map((frame) => frame.flow)).toEqual(['menu', 'lend', 'meet']);
    expect(at(talk)).toBe('meet.name');
  });

  it('takes up that one where it was set aside', () => {
    const talk = house();
    talk.send(opens('meet'));
    talk.send(says('نورة'));
    talk.send(presses('later'));
    talk.send(presses('lend'));
    expect(at(talk)).toBe('meet.agrees');
  });
});

describe('what comes before everything else', () => {
  const strangers = () =>
    talkTo(
      tinyRegistry({
        flows: [
          menuOf('bake', 'stop'),
          flow('bake'),
          flow('stop', { questions: [] }),
          flow('consent', {
            questions: [{ key: 'agrees', kind: 'yes-no' }],
            establishes: (answers) => (answers.agrees === true ? { agreed: true } : {}),
          }),
        ],
        first: (facts) => (facts.agreed === true ? null : 'consent'),
      }),
    );

  it('comes first, then what was named', () => {
    const talk = strangers();
    talk.send(presses('bake'));
    expect(at(talk)).toBe('consent.agrees');
    talk.send(says('نعم'));
    expect(at(talk)).toBe('bake.what');
  });

  it('comes again before anything that asks, until it was agreed to; what asks nothing needs it not', () => {
    const talk = strangers();
    talk.send(says('صباح'));
    talk.send(says('لا'));
    expect(at(talk)).toBe('menu.menu');
    talk.send(presses('bake'));
    expect(at(talk)).toBe('consent.agrees');
    talk.send(says('لا'));
    expect(at(talk)).toBe('menu.menu');
    expect(talk.send(presses('stop')).command?.name).toBe('do-stop');
  });
});

describe('a sub-flow', () => {
  it('gives its answers as one, and going back leads into it and out of it', () => {
    const talk = house();
    talk.send(opens('visit'));
    talk.send(says('نورة'));
    expect(at(talk)).toBe('place.district');
    talk.send(says('الريان'));
    talk.send(presses('back'));
    expect(at(talk)).toBe('place.district');
    talk.send(presses('back'));
    expect(at(talk)).toBe('visit.who');
    talk.send(presses('skip'));
    expect(at(talk)).toBe('place.district');
    talk.send(says('الصفراء'));
    talk.send(says('شارع الملك'));
    expect(top(talk).answers.where).toEqual({ district: 'الصفراء', street: 'شارع الملك' });
    expect(talk.send(says('العصر')).command?.answers).toMatchObject({ who: 'نورة', when: 'العصر' });
  });

  it('lets an answer of the flow around it be edited from within', () => {
    const talk = house();
    talk.send(opens('visit'));
    talk.send(says('نورة'));
    talk.send(presses('edit:who'));
    expect(at(talk)).toBe('visit.who');
  });
});
