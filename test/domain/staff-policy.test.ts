import { expect, test } from 'vitest';
import { unmaskable, visibleTo } from '../../src/domain/families/policy.ts';
import {
  isWithinRole,
  type MemberFacts,
  mayLookCloser,
  namedFile,
  recipientsOf,
  type TaskFacts,
  takersOf,
  withoutNumbers,
} from '../../src/domain/staff/policy.ts';
import { verbsFor } from '../../src/domain/tasks/policy.ts';
import { addWorkingDays } from '../../src/domain/working-days.ts';

const now = new Date('2026-11-24T07:00:00Z');
const later = new Date('2026-11-30T20:59:59Z');

const member = (id: string, role: string, changes: Partial<MemberFacts> = {}): MemberFacts => ({
  id,
  role,
  sex: 'male',
  state: 'active',
  personId: `person-${id}`,
  absentFrom: null,
  absentUntil: null,
  deputyId: null,
  ...changes,
});

const noura = member('noura', 'case-officer', { sex: 'female' });
const fahad = member('fahad', 'case-officer');
const salem = member('salem', 'marketing-officer');
const suad = member('suad', 'manager', { sex: 'female' });
const bank = member('bank', 'bank-officer');
const everybody = [noura, fahad, salem, suad, bank];

const open: TaskFacts = { role: 'case-officer', state: 'open', claimedById: null, womenOnly: false };
const absent = { absentUntil: later } as const;

const cases: readonly (readonly [
  why: string,
  task: TaskFacts,
  members: readonly MemberFacts[],
  told: string,
])[] = [
  ['everybody of the role', open, everybody, 'noura fahad'],
  ['women first where she asked for it', { ...open, womenOnly: true }, everybody, 'noura'],
  [
    'the role and the women among the managers, where the role has no woman',
    { ...open, womenOnly: true },
    [fahad, suad],
    'fahad suad',
  ],
  ['its owner alone', { ...open, state: 'claimed', claimedById: 'fahad' }, everybody, 'fahad'],
  ['nobody who is not linked', open, [{ ...noura, personId: null }, fahad, suad], 'fahad'],
  ['the manager where nobody is linked', open, [{ ...noura, personId: null }, suad], 'suad'],
  ['nobody who left', open, [{ ...noura, state: 'disabled' }, fahad], 'fahad'],
  ['those who are there', open, [{ ...noura, ...absent }, fahad, suad], 'fahad'],
  ['the deputy of who is away', open, [{ ...noura, ...absent, deputyId: 'salem' }, salem, suad], 'salem'],
  [
    'the deputy of an owner who is away',
    { ...open, state: 'claimed', claimedById: 'noura' },
    [{ ...noura, ...absent, deputyId: 'fahad' }, fahad],
    'fahad',
  ],
  [
    'the manager where the deputy is away too',
    open,
    [{ ...noura, ...absent, deputyId: 'salem' }, { ...salem, ...absent }, suad],
    'suad',
  ],
  [
    'who is away from tomorrow on is there today',
    open,
    [{ ...noura, ...absent, absentFrom: new Date('2026-11-25T00:00:00+03:00') }, suad],
    'noura',
  ],
  ['a manager who is away rather than nobody', open, [{ ...suad, ...absent }], 'suad'],
  ['nobody where nobody is linked at all', open, [{ ...noura, personId: null }], ''],
];

test.each(cases)('an alert goes to %s', (_why, task, members, told) => {
  expect(
    recipientsOf(task, members, now)
      .map(({ id }) => id)
      .join(' '),
  ).toBe(told);
});

test('a task is taken over by somebody of its role, or the manager, who is there and can be told', () => {
  const takers = (members: readonly MemberFacts[]) => takersOf(open, noura, members, now).map(({ id }) => id);
  expect(takers(everybody)).toEqual(['fahad', 'suad']);
  expect(takers([noura, { ...fahad, ...absent }, { ...suad, personId: null }])).toEqual([]);
});

test('a task is within its role, the manager’s, and that of whom one stands in for', () => {
  const sees = (who: MemberFacts, task: TaskFacts, members = everybody) =>
    isWithinRole(who, members, task, now);
  expect(everybody.map((who) => sees(who, open))).toEqual([true, true, false, true, false]);
  expect(sees(salem, open, [{ ...noura, ...absent, deputyId: 'salem' }, salem])).toBe(true);
  expect(sees(salem, open, [{ ...noura, deputyId: 'salem' }, salem])).toBe(false);
  expect(sees(salem, { ...open, state: 'claimed', claimedById: 'salem' })).toBe(true);
  expect(sees(bank, { ...open, state: 'claimed', claimedById: 'bank' })).toBe(false);
});

test('what is for women is looked at by women alone; who is not known to be one is none', () => {
  expect([noura, fahad, { ...noura, sex: null }].map((who) => mayLookCloser(who, true))).toEqual([
    true,
    false,
    false,
  ]);
  expect(mayLookCloser(fahad, false)).toBe(true);
});

test('the bank sees nothing of a registration, and elsewhere than in our own chat only the mobile is shown whole', () => {
  // The bank sees whose file it decides on, and how that household lives; never how to reach it or pay it.
  expect(visibleTo['bank-officer']).toEqual([
    'fullName',
    'nationalId',
    'householdSize',
    'dependants',
    'experience',
  ]);
  expect(visibleTo['marketing-officer']).not.toContain('nationalId');
  expect(unmaskable('case-officer', 'telegram')).toEqual(['mobile']);
  expect(unmaskable('case-officer', 'web')).toEqual(['mobile', 'nationalId', 'iban']);
  expect(unmaskable('bank-officer', 'web')).toEqual([]);
});

test.each([
  ['رقمي ٠٥٥ ١٢٣ ٤٥٦٧ كلموني', 'رقمي ••• كلموني'],
  ['هويتي 1058529940', 'هويتي •••'],
  ['SA03 8000 0000 6080 1016 7519', 'SA•••'],
  ['أبغى 12,000 ريال من 2024', 'أبغى 12,000 ريال من 2024'],
])('words on a card keep no long number: %s', (words, shown) => {
  expect(withoutNumbers(words)).toBe(shown);
});

test('a card offers what its task needs, and a closed task only a look', () => {
  expect(verbsFor('registration', 'open', false)).toEqual([
    'claim',
    'open',
    'approve',
    'ask',
    'decline',
    'reassign',
  ]);
  expect(verbsFor('document', 'claimed', false)).toEqual([
    'open',
    'verify',
    'reject',
    'reassign',
    'unmask',
    'release',
  ]);
  expect(verbsFor('person-request', 'open', false)).toEqual(['claim', 'open', 'reply', 'done', 'reassign']);
  expect(verbsFor('correction', 'done', false)).toEqual(['open']);
  // What the family has not agreed to cannot be approved.
  expect(verbsFor('registration', 'open', true)).toEqual([
    'claim',
    'open',
    'agreement',
    'ask',
    'decline',
    'reassign',
  ]);
});

test.each([
  ['2026-11-24', 3, '2026-11-29'],
  ['2026-11-26', 1, '2026-11-29'],
  ['2026-11-27', 0, '2026-11-29'],
  ['2026-11-28', 1, '2026-11-30'],
  ['2026-11-29', 4, '2026-12-03'],
])('%s and %i working days is %s', (from, days, day) => {
  expect(addWorkingDays(from, days)).toBe(day);
});

test.each([
  ['ملف ٤', { of: 'file', words: '4' }],
  ['الملف رقم ١٢', { of: 'file', words: '12' }],
  ['افتحي ملف أم صالح', { of: 'file', words: 'ام صالح' }],
  ['file 4', { of: 'file', words: '4' }],
  ['Open the file of Um Saleh', { of: 'file', words: 'um saleh' }],
  ['task #7', { of: 'file', words: '7' }],
  ['طلب رقم ٣', { of: 'application', words: '3' }],
  ['طلب جديد', null],
  ['ملفات الأسر', null],
  ['المهام المفتوحة', null],
  ['تسجيل أسرة', null],
  ['أم صالح', null],
  ['٤', { of: 'number', words: '4' }],
  ['ابحث عن لطيفة', { of: 'search', words: 'لطيفه' }],
  ['٠٥٥١٢٣٤٥٦٧', { of: 'search', words: '0551234567' }],
  ['1058529940', { of: 'search', words: '1058529940' }],
  ['خلاص', null],
])('«%s» names a file outright: %j', (words, named) => {
  expect(namedFile(words)).toEqual(named);
});
