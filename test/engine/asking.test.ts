import { describe, expect, it } from 'vitest';
import { limits } from '../../src/engine/limits.ts';
import type { Flow, Question } from '../../src/engine/vocabulary.ts';
import { at, controlsOf, idsOf, keysOf, opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

const flowOf = (...questions: readonly Question[]): Flow => ({
  name: 'kitchen',
  version: 1,
  questions,
  command: (answers) => ({ name: 'cook', answers }),
});

const asked = (questions: readonly Question[], data = {}) => {
  const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flowOf(...questions)] }), { data });
  talk.send(opens('kitchen'));
  return talk;
};

const dish: Question = { key: 'dish', kind: 'text' };
const guests: Question = { key: 'guests', kind: 'number' };
const hour: Question = { key: 'hour', kind: 'text', optional: true };

describe('old buttons', () => {
  it('of a question that has passed are answered politely, and nothing changes', () => {
    const talk = asked([{ key: 'dish', kind: 'choice', choices: ['bread', 'soup'] }, guests, hour]);
    talk.send(presses('bread', 1));
    const before = talk.conversation.frames;
    const turn = talk.send(presses('soup', 1));
    expect(keysOf(turn.replies[0])[0]).toBe('common:problem.old-button');
    expect(talk.conversation.frames).toEqual(before);
  });

  it('of the same question, put again meanwhile, still count', () => {
    const talk = asked([{ key: 'dish', kind: 'choice', choices: ['bread', 'soup'] }, guests]);
    talk.send(presses('help', 1));
    talk.send(presses('soup', 1));
    expect(top(talk).answers.dish).toBe('soup');
  });

  it.each(['help', 'later', 'lang:en'])('that say %s mean it whenever they are pressed', (id) => {
    const talk = asked([dish, guests]);
    talk.send(says('كليجا'));
    expect(keysOf(talk.send(presses(id, 1)).replies[0])).not.toContain('common:problem.old-button');
  });
});

describe('several choices', () => {
  const crafts: Question = { key: 'crafts', kind: 'multi-choice', choices: ['wool', 'clay', 'glass'] };

  it('are ticked one by one, unticked, and done', () => {
    const talk = asked([crafts, guests]);
    talk.send(presses('wool'));
    talk.send(presses('glass'));
    talk.send(presses('wool'));
    const turn = talk.send(presses('clay'));
    expect(top(talk).pending).toEqual(['glass', 'clay']);
    expect(
      turn.replies[0]?.choices?.filter(({ label }) => 'key' in label && label.key === 'common:multi.ticked'),
    ).toHaveLength(2);
    talk.send(presses('done'));
    expect(top(talk)).toMatchObject({ at: 'guests', answers: { crafts: ['glass', 'clay'] } });
  });

  it('need one before done', () => {
    const talk = asked([crafts, guests]);
    expect(keysOf(talk.send(presses('done')).replies[0])[0]).toBe('kitchen:crafts.problem.nothing-chosen');
  });

  it('may come all at once, each counted once', () => {
    const talk = asked([crafts, guests]);
    talk.send({ type: 'choices', ids: ['wool', 'clay', 'wool'] });
    expect(top(talk).answers.crafts).toEqual(['wool', 'clay']);
  });
});

describe('half an answer', () => {
  it.each([
    ['نعم', { low: 20, high: 50 }],
    ['ايه', { low: 20, high: 50 }],
    ['٣٠', 30],
  ])('is settled by «%s»', (words, value) => {
    const talk = asked([guests, hour]);
    talk.send(says('من ٢٠ إلى ٥٠'));
    expect(at(talk)).toBe('kitchen.guests');
    talk.send(says(words));
    expect(top(talk).answers.guests).toEqual(value);
  });

  it('is forgotten when it was wrong', () => {
    const talk = asked([guests, hour]);
    talk.send(says('من ٢٠ إلى ٥٠'));
    talk.send(says('لا'));
    expect(top(talk).pending).toBeUndefined();
    talk.send(says('نعم'));
    expect(at(talk)).toBe('kitchen.guests');
  });

  it.each(['من ٢٠ إلى ٥٠', '٦ مو ٥'])('is dropped once anything else was said («%s»)', (half) => {
    const talk = asked([guests, hour]);
    talk.send(says(half));
    talk.send(says('بعيد الشر'));
    talk.send(says('نعم'));
    expect(top(talk)).toMatchObject({ at: 'guests', answers: {} });
    expect(top(talk).pending).toBeUndefined();
  });

  it('is dropped with help, a sum too', () => {
    const talk = asked([{ key: 'income', kind: 'money', sums: true }, hour]);
    talk.send(says('٥٠٠٠ والضمان ١٢٠٠'));
    talk.send(presses('help'));
    talk.send(says('تم'));
    expect(top(talk)).toMatchObject({ at: 'income', answers: {} });
  });

  it('is said again after words that are neither yes nor no', () => {
    const talk = asked([{ key: 'price', kind: 'money' }, hour]);
    talk.send(says('٦٠ مو ٥٠'));
    const turn = talk.send(says('ان شاء الله'));
    expect(keysOf(turn.replies[0])).toEqual(['common:clarify.money']);
    talk.send(says('نعم'));
    expect(top(talk).answers.price).toBe(6_000);
  });

  it('of money is said back in its other reading too, never just taken', () => {
    const talk = asked([{ key: 'price', kind: 'money' }, hour]);
    talk.send(says('1.800'));
    const turn = talk.send(says('لا'));
    expect(turn.replies[0]?.parts[0]).toEqual({
      key: 'common:clarify.money',
      params: { amount: { money: 180 } },
    });
    talk.send(says('نعم'));
    expect(top(talk).answers.price).toBe(180);
  });

  it.each([
    ['خمسه ثلاثه', '1987-03-05'],
    ['خمسه شهر ثلاثه', '1987-03-05'],
    ['٥/٣', '1987-03-05'],
    ['سته وعشرين عشره', '1987-10-26'],
  ])('of a date is completed by «%s», also when other words came between', (words, iso) => {
    const talk = asked([{ key: 'birth', kind: 'date', past: true }, hour]);
    talk.send(says('1987'));
    const turn = talk.send(says('بعيد الشر'));
    expect(turn.replies[0]?.parts[0]).toMatchObject({
      key: 'kitchen:birth.problem.date.no-day-and-month',
      params: { year: '1987' },
    });
    talk.send(says(words));
    expect(top(talk).answers.birth).toMatchObject({ iso });
  });

  it('of a date is no loop: words that are no day are counted as wrong', () => {
    const talk = asked([{ key: 'birth', kind: 'date', past: true }, hour]);
    talk.send(says('1987'));
    for (let times = 0; times < limits.attemptsBeforeOffer; times++) talk.send(says('يوم السوق'));
    expect(top(talk).attempts).toBe(limits.attemptsBeforeOffer);
    talk.send(says('15/3'));
    expect(top(talk).answers.birth).toMatchObject({ iso: '1987-03-15' });
  });

  it('of a date that is not known by heart is told where it stands written, once, and how to go on without it', () => {
    const talk = asked([{ key: 'birth', kind: 'date', past: true }, hour]);
    const keys = ['ما ادري', 'ما اعرف', 'نسيت'].map((words) => keysOf(talk.send(says(words)).replies[0]));
    expect(keys).toEqual([
      ['common:clarify.date-unknown'],
      ['kitchen:birth.problem.date.still-unknown', 'kitchen:birth.ask'],
      ['kitchen:birth.problem.date.still-unknown', 'kitchen:birth.hint'],
    ]);
    talk.send(says('15/3/1987'));
    expect(top(talk).answers.birth).toMatchObject({ iso: '1987-03-15' });
  });
});

describe('wrong answers', () => {
  it('are told what is wrong, then shorter, then offered a person, then asked again each time; a right one starts over', () => {
    const talk = asked([guests, { ...guests, key: 'tables' }]);
    const replies = [1, 2, 3, 4].map(() => talk.send(says('كثير')).replies[0]);
    expect(replies.map(keysOf)).toEqual([
      ['kitchen:guests.problem.number.not-a-number', 'kitchen:guests.ask'],
      ['kitchen:guests.problem.number.not-a-number', 'kitchen:guests.hint'],
      ['kitchen:guests.problem.number.not-a-number', 'common:offer-person', 'kitchen:guests.ask'],
      // The same sentence alone a fourth time helps nobody.
      ['kitchen:guests.problem.number.not-a-number', 'kitchen:guests.help', 'kitchen:guests.ask'],
    ]);
    expect(replies.map(idsOf)).toEqual([[], [], ['person'], ['person']]);
    talk.send(says('٥'));
    expect(top(talk).attempts).toBeUndefined();
  });

  it('at the menu are counted only while they follow each other', () => {
    const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flowOf(dish)] }));
    for (const words of ['خخخ', 'ضضض']) talk.send(says(words));
    talk.send(presses('kitchen'));
    talk.send(says('كليجا'));
    expect(keysOf(talk.send(says('خخخ')).replies[0])).toContain('menu:menu.ask');
  });

  it('longer than the limit are told so', () => {
    const talk = asked([dish]);
    const turn = talk.send(says('ا'.repeat(10_000)));
    expect(turn.events).toEqual([
      { type: 'refused', flow: 'kitchen', question: 'dish', problem: 'too-long' },
    ]);
  });
});

describe('a group', () => {
  const products: Question = {
    key: 'products',
    kind: 'group',
    minimumItems: 1,
    questions: [
      { key: 'name', kind: 'text' },
      { key: 'count', kind: 'number' },
      { key: 'price', kind: 'money', optional: true },
    ],
  };
  const add = (talk: ReturnType<typeof asked>, name: string): void => {
    for (const words of [name, '٢٠', '٥']) talk.send(says(words));
  };

  it('begins with its first line when one is needed, and is not done before', () => {
    const talk = asked([products, guests]);
    expect(at(talk)).toBe('kitchen.products.name');
    expect(keysOf(talk.send(says('تم')).replies[0])[0]).toBe('kitchen:products.name.problem.group-empty');
  });

  it('is done from within a line that lacks only what may be skipped', () => {
    const talk = asked([products, guests]);
    talk.send(says('كليجا'));
    talk.send(says('٢٠'));
    talk.send(says('لا بس هذا'));
    expect(top(talk)).toMatchObject({
      at: 'guests',
      answers: { products: [{ name: 'كليجا', count: 20, price: null }] },
    });
  });

  it('drops an untouched line that was begun by mistake', () => {
    const talk = asked([products, guests]);
    add(talk, 'كليجا');
    talk.send(presses('add'));
    talk.send(says('تم'));
    expect(top(talk)).toMatchObject({ at: 'guests', answers: { products: [{ name: 'كليجا' }] } });
  });

  it('takes at most as many lines as the limit says, and a number is no name of one', () => {
    const talk = asked([products, guests]);
    for (let line = 0; line < limits.groupItems; line++) add(talk, `صنف ${'ابتثجحخدذرزسشصض'.charAt(line)}`);
    const turn = talk.send(presses('add'));
    expect(turn.events).toContainEqual(expect.objectContaining({ problem: 'group-full' }));
    expect(idsOf(turn.replies[0])).not.toContain('add');
    expect(talk.send(says('٤٥')).events).toContainEqual(expect.objectContaining({ type: 'refused' }));
  });

  it('keeps a line in its place when it is edited, and lets it be removed', () => {
    const talk = asked([products, guests]);
    add(talk, 'كليجا');
    add(talk, 'معمول');
    talk.send(presses('edit:products.0'));
    talk.send(says('قرصان'));
    for (const id of ['skip', 'skip']) talk.send(presses(id));
    talk.send(presses('remove:products.1'));
    expect(top(talk).lines?.products).toEqual([{ name: 'قرصان', count: 20, price: 500 }]);
  });
});

describe('changing an earlier answer', () => {
  const eaters: Question = {
    key: 'eaters',
    kind: 'number',
    check: {
      problem: (value, _context, _data, answers) =>
        Number(value) > Number(answers.guests) ? 'too-large' : null,
    },
  };

  it('asks again what no longer fits, and nothing else', () => {
    const talk = asked([guests, eaters, dish, { key: 'review', kind: 'review' }]);
    for (const words of ['٦', '٤', 'كليجا']) talk.send(says(words));
    talk.send(presses('edit:guests'));
    const turn = talk.send(says('٢'));
    expect(at(talk)).toBe('kitchen.eaters');
    expect(keysOf(turn.replies[0]).slice(0, 2)).toEqual([
      'common:edited',
      'kitchen:eaters.problem.too-large',
    ]);
    talk.send(says('١'));
    expect(at(talk)).toBe('kitchen.review');
    expect(top(talk).answers).toMatchObject({ guests: 2, eaters: 1, dish: 'كليجا' });
  });

  it('is left by going back to where one was, wherever it stands', () => {
    const talk = asked([guests, eaters, dish, hour]);
    for (const words of ['٦', '٤']) talk.send(says(words));
    for (const id of ['edit:guests', 'edit:eaters', 'back']) talk.send(presses(id));
    expect(at(talk)).toBe('kitchen.dish');
    // From there back is one question back again.
    talk.send(presses('back'));
    expect(at(talk)).toBe('kitchen.eaters');
    expect(top(talk).answers).toEqual({ guests: 6, eaters: 4 });
  });

  it('keeps the lines of a group that were changed before going back', () => {
    const lines: Question = { key: 'lines', kind: 'group', questions: [{ key: 'name', kind: 'text' }] };
    const talk = asked([lines, dish]);
    for (const input of [presses('add'), says('كليجا'), presses('done'), presses('edit:lines')])
      talk.send(input);
    for (const input of [presses('add'), says('معمول'), presses('back')]) talk.send(input);
    expect(top(talk)).toMatchObject({
      at: 'dish',
      answers: { lines: [{ name: 'كليجا' }, { name: 'معمول' }] },
    });
  });

  it('is kept as it was when she leaves it', () => {
    const talk = asked([dish, guests, hour]);
    for (const words of ['كليجا', '٣']) talk.send(says(words));
    talk.send(presses('edit:dish'));
    expect(controlsOf(talk.send(presses('help')).replies[0])).toContain('skip');
    talk.send(presses('skip'));
    expect(top(talk)).toMatchObject({ at: 'hour', answers: { dish: 'كليجا', guests: 3 } });
  });
});

describe('data from outside', () => {
  const fromData: Question = {
    key: 'dish',
    kind: 'choice',
    choicesFrom: () => ({ source: 'dishes', params: {} }),
  };
  const checked: Question = {
    key: 'code',
    kind: 'text',
    check: {
      needs: (value) => ({ source: 'taken', params: { value } }),
      problem: (_value, _context, data) => (data === true ? 'taken' : null),
    },
  };

  it('is asked for by name, at most twice in a turn', () => {
    const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flowOf(checked, fromData)] }));
    talk.send(opens('kitchen'));
    const first = talk.outcome(says('أ ب'));
    expect(first).toEqual({ type: 'needs', needs: [{ source: 'taken', params: { value: 'أ ب' } }] });
    const asking = asked([checked, fromData], { taken: false, dishes: [{ id: 'one', label: 'كليجا' }] });
    const turn = asking.send(says('أ ب'));
    expect(idsOf(turn.replies[0])).toEqual(['one']);
    expect(limits.needsPerTurn).toBe(2);
  });

  it('refuses what it says is taken', () => {
    const talk = asked([checked, dish], { taken: true });
    expect(keysOf(talk.send(says('أ ب')).replies[0])[0]).toBe('kitchen:code.problem.taken');
  });

  it('without any choice closes the flow with a word', () => {
    const talk = talkTo(tinyRegistry({ flows: [menuOf('kitchen'), flowOf(fromData)] }), {
      data: { dishes: [] },
    });
    const turn = talk.send(opens('kitchen'));
    expect(at(talk)).toBe('menu.menu');
    expect(turn.replies[0]?.parts[0]).toEqual({ key: 'kitchen:dish.empty', or: 'common:no-choices' });
  });

  it('is named by its label where a choice of it is changed', () => {
    const talk = asked([fromData, guests], { dishes: [{ id: 'one', label: 'كليجا' }] });
    talk.send(presses('one'));
    const turn = talk.send(presses('back'));
    expect(turn.replies[0]?.parts.at(-1)).toEqual({ key: 'common:current', params: { value: 'كليجا' } });
  });
});

describe('a routing choice', () => {
  const how: Question = { key: 'how', kind: 'choice', routing: true, choices: ['location', 'words'] };
  const questions: readonly Question[] = [
    how,
    { key: 'pin', kind: 'location', when: (answers) => answers.how === 'location' },
    { key: 'text', kind: 'text', when: (answers) => answers.how === 'words' },
    guests,
  ];

  it('is taken from what was sent at once', () => {
    const talk = asked(questions);
    talk.send({ type: 'location', lat: 26.3, lon: 43.9 });
    expect(top(talk)).toMatchObject({
      at: 'guests',
      answers: { how: 'location', pin: { lat: 26.3, lon: 43.9 } },
    });
  });

  it('is taken from words that describe', () => {
    const talk = asked(questions);
    talk.send(says('عند المدرسة'));
    expect(top(talk)).toMatchObject({ at: 'guests', answers: { how: 'words', text: 'عند المدرسة' } });
  });

  it.each(['المدرسة', 'وش قصدكم بالموقع', 'ما عندي شي', '؟؟'])('is not guessed from «%s»', (words) => {
    const talk = asked(questions);
    talk.send(says(words));
    expect(at(talk)).toBe('kitchen.how');
  });

  it('is changed by what belongs to another way', () => {
    const talk = asked(questions);
    talk.send(presses('location'));
    expect(at(talk)).toBe('kitchen.pin');
    talk.send(says('بيت ابيض عند المدرسة'));
    expect(top(talk)).toMatchObject({
      at: 'guests',
      answers: { how: 'words', text: 'بيت ابيض عند المدرسة' },
    });
  });
});
