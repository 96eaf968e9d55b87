import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFlowsHouse } from '../../src/composition/flows-house.ts';
import { sampleInputs } from '../../src/engine/check/samples.ts';
import { questionOf } from '../../src/engine/registry.ts';
import type { Answers, Conversation, Flow, Frame, Input, Reply } from '../../src/engine/vocabulary.ts';
import { sampleData } from '../../src/flows-tools/worlds.ts';
import { opens, presses, says, type Talk, talkTo, top } from './talk.ts';
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
  // Setting aside, taking up and doing something else meanwhile: where answers could be lost.
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      presses('later'),
      presses('continue'),
      presses('registration'),
      presses('person'),
      says('ابغا تمويل'),
      opens('answer-request', { what: 'iban' }),
      opens('answer-request', { what: 'id-photo' }),
    ),
  },
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

/** How often each question is answered, by `flow.question`: two requests may be open at once. */
const answersOf = (conversation: Conversation): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const frame of everyFrame(conversation)) {
    for (const key of Object.keys(frame.answers)) {
      const name = `${frame.flow}.${key}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
};

/** Half of the time what fits the waiting question, so that flows are really gone through. */
const sends = fc.array(
  fc.oneof(
    inputs,
    fc.nat(3).map((pick) => ({ pick })),
  ),
  { maxLength: 80 },
);

const inputFor = (sent: Input | { readonly pick: number }, talk: Talk, reply: Reply | undefined): Input => {
  if (!('pick' in sent)) return sent;
  const frame = top(talk);
  const compiled = frame ? house.registry.flows.get(frame.flow) : undefined;
  const question = compiled && frame?.at ? questionOf(compiled, frame.at) : null;
  const inner = frame?.item && question?.questions?.find(({ key }) => key === frame.item?.at);
  if (!frame || !question || !reply) return says('تسجيل');
  const fitting = sampleInputs(inner ?? question, frame, reply);
  return fitting[sent.pick % Math.max(fitting.length, 1)] ?? says('تم');
};

const facts = { welcomed: true, registered: false, member: null, address: 'female', today: '2026-11-24' };

describe('whatever is sent', () => {
  it('never breaks a turn, never changes what went in, and what came out survives JSON', () => {
    fc.assert(
      fc.property(sends, fc.boolean(), (sent, welcomed) => {
        // The conversation goes through JSON and everything given to a turn is frozen (see talk.ts).
        const talk = talkTo(house.registry, { facts: { ...facts, welcomed }, data: sampleData });
        let reply: Reply | undefined;
        for (const next of sent) {
          const turn = talk.send(inputFor(next, talk, reply));
          reply = turn.replies.at(-1);
          expect(JSON.parse(JSON.stringify(turn.conversation))).toEqual(turn.conversation);
          expect(turn.replies.length).toBeGreaterThan(0);
          expect(turn.conversation.frames[0]?.flow).toBe('menu');
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('never loses an answer: it is kept, set aside, or handed on when its flow ends', () => {
    fc.assert(
      fc.property(sends, (sent) => {
        const talk = talkTo(house.registry, { facts, data: sampleData });
        let reply: Reply | undefined;
        for (const next of sent) {
          const before = answersOf(talk.conversation);
          const turn = talk.send(inputFor(next, talk, reply));
          reply = turn.replies.at(-1);
          const after = answersOf(turn.conversation);
          const lost = [...before].filter(([name, count]) => {
            const flow = name.split('.')[0] ?? '';
            const ended = turn.events.filter(
              (event) => event.type === 'flow-ended' && event.flow === flow,
            ).length;
            // Going back out of a sub-flow leaves it; its answers so far are asked again.
            return flow !== 'address' && count - ended > (after.get(name) ?? 0);
          });
          expect(lost).toEqual([]);
        }
      }),
      { numRuns: 400 },
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
