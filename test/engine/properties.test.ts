import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import type { Answers, Conversation, Flow, Frame, Input } from '../../src/engine/vocabulary.ts';
import { sampleData } from '../../src/flows-tools/worlds.ts';
import { opens, presses, says, talkTo, top } from './talk.ts';
import { menuOf, tinyRegistry } from './tiny-house.ts';

const house = await loadFlowsHouse();

const words = fc.oneof(
  fc.constantFrom(
    'نعم',
    'لا',
    'رجوع',
    'تخطي',
    'بعدين',
    'نكمل',
    'موظف',
    'مساعدة',
    'تم',
    'اضافه',
    'نورة العبدالله',
    '15/3/1987',
    'مواليد ٨٧',
    'بريدة',
    'الرياض',
    '1058529940',
    '0551234567',
    'RRRD2929',
    '٦',
    'من ٢٠ إلى ٥٠',
    '1.800',
    'سدو وخوص',
    'SA0380000000608010167519',
    'ابغا تمويل',
    'تسجيل',
    'English',
    'عربي',
    'ارسال',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const ids = fc.constantFrom(
  'back',
  'skip',
  'later',
  'help',
  'person',
  'menu',
  'continue',
  'add',
  'done',
  'submit',
  'lang:ar',
  'lang:en',
  'yes',
  'no',
  'registration',
  'settings',
  'talk-to-person',
  'edit:fullName',
  'edit:products',
  'edit:products.0',
  'remove:products.0',
  'edit:nowhere',
  'home-food',
  'other',
  'buraydah',
  'describe',
  'mine',
  'understood',
  'gregorian',
);
const inputs: fc.Arbitrary<Input> = fc.oneof(
  { weight: 5, arbitrary: words.map(says) },
  { weight: 4, arbitrary: ids.map((id) => presses(id)) },
  { weight: 1, arbitrary: fc.tuple(ids, fc.nat(40)).map(([id, asked]) => presses(id, asked)) },
  fc
    .array(fc.constantFrom('home-food', 'glass', 'other', 'nothing'))
    .map((chosen): Input => ({ type: 'choices', ids: chosen })),
  fc.constantFrom<Input>(
    { type: 'location', lat: 26.3, lon: 43.9 },
    { type: 'location', lat: 999, lon: 0 },
    { type: 'contact', phone: '+966551234567', own: true },
    { type: 'contact', phone: '?', own: false },
    { type: 'media', kind: 'photo', documentId: 'document' },
    { type: 'media', kind: 'voice', documentId: 'document' },
    { type: 'refused-media', problem: 'too-large' },
    { type: 'unsupported', what: 'sticker' },
    opens('answer-request', { what: 'iban' }),
    opens('answer-request', { what: 'clarification', note: 'متى؟' }),
    opens('registration'),
  ),
);

const everyFrame = ({ frames, parked = [] }: Conversation): readonly Frame[] => [...frames, ...parked.flat()];

const answersOf = (conversation: Conversation): readonly string[] =>
  everyFrame(conversation).flatMap((frame) =>
    Object.keys(frame.answers).map((key) => `${frame.flow}.${key}`),
  );

const facts = { welcomed: true, registered: false, member: null, address: 'female', today: '2026-11-24' };

describe('whatever is sent', () => {
  it('never breaks a turn, never changes what went in, and what came out survives JSON', () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 60 }), fc.boolean(), (sent, welcomed) => {
        // The conversation goes through JSON and everything given to a turn is frozen (see talk.ts).
        const talk = talkTo(house.registry, { facts: { ...facts, welcomed }, data: sampleData });
        for (const input of sent) {
          const turn = talk.send(input);
          expect(JSON.parse(JSON.stringify(turn.conversation))).toEqual(turn.conversation);
          expect(turn.replies.length).toBeGreaterThan(0);
          expect(turn.conversation.frames[0]?.flow).toBe('menu');
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('never loses an answer: it is kept, set aside, or handed on when its flow ends', () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 60 }), (sent) => {
        const talk = talkTo(house.registry, { facts, data: sampleData });
        for (const input of sent) {
          const before = answersOf(talk.conversation);
          const turn = talk.send(input);
          const ended = turn.events.flatMap((event) => (event.type === 'flow-ended' ? [event.flow] : []));
          const after = new Set(answersOf(turn.conversation));
          const lost = before.filter((key) => !after.has(key) && !ended.includes(key.split('.')[0] ?? ''));
          // Going back out of a sub-flow leaves it; its answers so far are asked again.
          expect(lost.filter((key) => !key.startsWith('address.'))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

const longFlow = (count: number): Flow => ({
  name: 'long',
  version: 1,
  questions: Array.from({ length: count }, (_, position) => ({
    key: `question${position}`,
    kind: 'text' as const,
  })),
  command: (answers: Answers) => ({ name: 'long', answers }),
});

describe('the state', () => {
  it('stays under 2 KB after 40 questions', () => {
    const talk = talkTo(tinyRegistry({ flows: [menuOf('long'), longFlow(41)] }));
    talk.send(opens('long'));
    for (let count = 0; count < 40; count++) talk.send(says('كليجا بالتمر'));
    expect(top(talk).at).toBe('question40');
    expect(Buffer.byteLength(JSON.stringify(talk.conversation))).toBeLessThan(2048);
  });
});
