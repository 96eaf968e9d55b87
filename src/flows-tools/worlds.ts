import type { SampleOpening, SampleWorld } from '../engine/check/house.ts';
import type { Answers, Facts, Json } from '../engine/vocabulary.ts';

// People for whom flows are tried out without a database: invented, with numbers that merely pass their checks.

const today = '2026-11-24';

const base: Facts = {
  welcomed: true,
  registered: false,
  familyState: null,
  agreed: false,
  member: null,
  association: { licence: '1234', phone: '016 000 0000' },
};

const heldData: Answers = {
  fullName: 'نورة العبدالله',
  called: 'أم فيصل',
  birthDate: { iso: '1987-03-15', calendar: 'gregorian', typed: '15/3/1987' },
  city: 'buraydah',
  nationalId: '1058529940',
  mobile: { mobile: '+966551234567', own: false },
  mobileOwner: 'mine',
  address: { how: 'describe', description: 'حي الريان' },
  householdSize: 6,
  dependants: 3,
  craft: ['home-food'],
  products: [{ name: 'كليجا', quantity: { low: 20, high: 50 }, price: 500 }],
  experience: '1-3',
  salesMonthly: 150_000,
  householdIncome: 600_000,
  iban: null,
  idPhoto: null,
  womenOnly: true,
};

/** What the sources of the house would answer. */
export const sampleData: { readonly [source: string]: Json } = {
  'national-id-taken': false,
  'my-data': heldData,
  'open-tasks': [
    { id: 'task-1', label: 'تسجيل جديد: أم فيصل، بريدة' },
    { id: 'task-2', label: 'طلب موظف: أم محمد، عنيزة' },
  ],
  'open-files': [{ id: 'file-1', label: 'أم فيصل، بريدة' }],
  colleagues: [
    { id: 'colleague-1', label: 'سارة' },
    { id: 'colleague-2', label: 'هند' },
  ],
  'my-absence': { away: true },
  status: [{ key: 'common:no-choices' }],
  'known-for-talk': {},
  'awaited-answer': null,
};

const forAll = ['settings', 'address'];
const forStaff = /^(?:staff|desk)-/u;
const forRegistered = ['my-data', 'agree-registration', 'received-file'];

/** Which flows are ever opened for whom: of staff, the bank sees none but the settings. */
const opensFor =
  (facts: Facts) =>
  (flow: string): boolean => {
    const member = facts.member as { readonly role: string } | undefined;
    if (forAll.includes(flow)) return true;
    if (forStaff.test(flow)) return member !== undefined && member.role !== 'bank-officer';
    return member === undefined && (!forRegistered.includes(flow) || facts.registered === true);
  };

const world = (name: string, address: 'female' | 'male' | null, facts: Facts): SampleWorld => ({
  name,
  today,
  address,
  facts: { ...base, ...facts },
  opens: opensFor(facts),
  standIn(need) {
    const found = sampleData[need.source];
    if (found === undefined) throw new Error(`no sample stands in for the source ${need.source}`);
    return found;
  },
});

const inBoth = (name: string, facts: Facts): readonly SampleWorld[] => [
  world(`${name}, a woman`, 'female', facts),
  world(`${name}, a man`, 'male', facts),
];

/** Everybody who may come: a stranger, a family before and after its registration, staff. */
export const sampleWorlds: readonly SampleWorld[] = [
  world('a stranger', null, { welcomed: false }),
  ...inBoth('somebody who did not agree', { welcomed: false }),
  ...inBoth('a family', {}),
  ...inBoth('a registered family', { registered: true, familyState: 'submitted', agreed: true }),
  world('a family registered at the desk', 'female', { registered: true, familyState: 'submitted' }),
  world('a family that was declined', 'male', { registered: true, familyState: 'declined', agreed: true }),
  ...inBoth('an officer', { member: { role: 'case-officer', name: 'نورة' } }),
  world('a bank officer', 'male', { member: { role: 'bank-officer', name: 'سالم' } }),
];

/** How the house itself opens flows: with a wish kept below, a card's task, an officer's request. */
export const sampleOpenings: readonly SampleOpening[] = [
  { flow: 'registration', params: { goal: 'financing' } },
  { flow: 'registration', params: { goal: 'product' } },
  { flow: 'talk-to-person', params: { topic: 'withdrawal' } },
  { flow: 'talk-to-person', params: { topic: 'licensing' } },
  { flow: 'talk-to-person', params: { topic: 'workshops' } },
  { flow: 'talk-to-person', params: { topic: 'objection' } },
  { flow: 'talk-to-person', params: { womanOnly: true } },
  ...['talk-to-person', 'financing', 'product-listing'].map((flow) => ({
    flow,
    params: { topic: 'product', known: { womenOnly: true } },
  })),
  { flow: 'answer-message', params: { task: '12', officer: { name: 'نورة', sex: 'female' } } },
  {
    flow: 'answer-message',
    params: { task: '12', officer: { name: '', sex: null }, confirm: true, message: 'بعد العصر يناسبني' },
  },
  { flow: 'welcome', params: { goal: 'financing' } },
  ...['id-photo', 'iban', 'clarification', 'other-document'].map((what) => ({
    flow: 'answer-request',
    params: { what, note: 'الصورة السابقة غير واضحة', officer: 'نورة', officerSex: 'female' },
  })),
  { flow: 'received-file', params: { file: { kind: 'photo', documentId: 'sample-photo' } } },
  { flow: 'staff-ask-family', params: { task: 'task-1' } },
  { flow: 'staff-decline', params: { task: 'task-1', called: 'أم فيصل' } },
  { flow: 'staff-absence', params: { away: true } },
  { flow: 'staff-reassign', params: { task: 'task-1' } },
];
