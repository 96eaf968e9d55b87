import { type FinancingRules, laterRules } from '../domain/financing/rules.ts';
import type { SampleWorld } from '../engine/check/house.ts';
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

/** Two products, so that one is chosen; of which everybody can have some. */
const sampleRules: FinancingRules = {
  products: [
    {
      key: 'qard-hasan',
      name: { ar: 'قرض حسن', en: 'Qard hasan' },
      method: 'qard-hasan',
      minimumRiyals: 5000,
      maximumRiyals: 50_000,
      firstMaximumRiyals: 12_000,
      maximumMonths: 36,
      graceMonths: 3,
      feeRiyals: 0,
      yearlyRatePercent: 0,
      roundingRiyals: 1,
      guarantorAboveRiyals: null,
    },
    {
      key: 'murabaha-flat',
      name: { ar: 'مرابحة', en: 'Murabaha' },
      method: 'murabaha-flat',
      minimumRiyals: 2000,
      maximumRiyals: 30_000,
      firstMaximumRiyals: 30_000,
      maximumMonths: 24,
      graceMonths: 0,
      feeRiyals: 100,
      yearlyRatePercent: 5,
      roundingRiyals: 1,
      guarantorAboveRiyals: null,
    },
  ],
  repaymentSharePercent: 50,
  pessimisticDropPercent: 25,
  applyAgainAfterDays: 90,
  guarantorLinkDays: 7,
  guarantorReminderDays: 3,
  mostGuaranteesAtOnce: 1,
  ...laterRules,
};

/** What is known of a family that applies for financing. */
const known: Answers = {
  version: 1,
  rules: sampleRules as unknown as Json,
  first: true,
  registered: true,
  approved: true,
  openApplication: null,
  applyAgainOn: null,
  householdIncome: heldData.householdIncome ?? null,
  salesMonthly: heldData.salesMonthly ?? null,
  craft: heldData.craft ?? [],
  products: heldData.products ?? [],
};

/** What an application that is over was answered with. */
const earlier: Answers = {
  project: 'مطبخ كليجا في البيت',
  activity: 'home-food',
  tools: [{ name: 'عجانة', price: 650_000 }],
  production: [{ name: 'كليجا', quantity: 20, times: 26, price: 1500, materials: 600 }],
  seasons: [],
  fixedCosts: [{ name: 'كهرباء', amount: 30_000 }],
  ownContribution: 0,
  salesMonthly: 150_000,
  householdIncome: 600_000,
  obligations: 0,
  amount: 600_000,
  months: 24,
  graceMonths: 0,
};

/** What an officer knows of the family for which it applies. */
const knownAtDesk: Answers = {
  ...known,
  called: 'أم فيصل',
  familyState: 'approved',
  agreedRegistration: true,
  hasChat: true,
};

/** What is known of a family whose application waits for a guarantor. */
const guarantorNeeded: Answers = {
  needed: true,
  application: '12',
  amount: 1_200_000,
  less: 1_000_000,
  named: null,
  proven: false,
  before: null,
};

/** Of a family without an application that is prepared, and of one whose two quotations are to be renewed. */
const noQuotation: Answers = { application: null, tools: [], renewable: 0, awaited: false };
const quotations: Answers = {
  application: 12,
  tools: [
    { name: 'عجانة', price: 650_000 },
    { name: 'فرن', price: 300_000 },
  ],
  renewable: 2,
  awaited: true,
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
  'study-assumptions': [
    { id: 'production.0.price', label: 'كليجا: السعر ١٥ ريالًا' },
    { id: 'production.0.times', label: 'كليجا: ٢٦ مرة في الشهر' },
  ],
  'offer-limits': { askedHalalas: 95_000_000, askedMonths: 100, leastHalalas: 1, mostMonths: 120 },
  'my-absence': { away: true },
  status: [{ key: 'common:no-choices' }],
  'last-words': [{ key: 'alerts:last-words.none' }],
  'study-picture': [{ key: 'alerts:study-picture.none' }],
  'known-for-talk': {},
  'held-papers': { held: { iban: true, idPhoto: false } },
  'awaited-answer': null,
  'file-by-words': null,
  'why-refused': null,
  objection: null,
  withdrawable: {},
  'guarantor-needed': guarantorNeeded,
  'guarantor-told': null,
  'guarantor-mobile': null,
  'guarantor-id': null,
  'guarantor-at-desk': null,
  'financing-rules': known,
  'desk-families': [{ id: 'family-1', label: '📝 ١ · أم فيصل' }],
  'desk-financing': knownAtDesk,
  'desk-application': {
    ...earlier,
    seasons: ['none'],
    sales: 150_000,
    income: 600_000,
    study: 'go-on',
    schedule: 'go-on',
    product: 'qard-hasan',
    rules: sampleRules as unknown as Json,
    first: true,
    waits: true,
    officer: { name: 'نورة', sex: 'female' },
  },
  'quotations-wanted': noQuotation,
  'quotations-to-renew': [
    { id: '1', label: 'بدل: عرض السعر من الخالدي' },
    { id: 'new', label: 'عرض جديد غيرها' },
  ],
};

const forAll = ['settings', 'address'];
/** The bank decides on the files that were sent to it. */
const forBank = /^staff-(?:tasks|application-(?:return|decline|less))$/u;
const forStaff = /^(?:staff|desk)-/u;
/** What is written for families at the desk is the case officers' alone. */
const forOfficers = ['desk-application', 'staff-application-desk', 'staff-signed-form'];
const forRegistered = [
  'my-data',
  'agree-registration',
  'received-file',
  'answer-application',
  'loan-offer',
  'loan-objection',
  'name-guarantor',
  'agree-correction',
];

/** Which flows are ever opened for whom: of staff, the bank sees those of its files and the settings. */
const opensFor =
  (facts: Facts) =>
  (flow: string): boolean => {
    const member = facts.member as { readonly role: string } | undefined;
    if (forAll.includes(flow)) return true;
    if (forOfficers.includes(flow)) return member?.role === 'case-officer';
    if (flow === 'agree-application') return facts.readsBack === true;
    if (forBank.test(flow)) return member !== undefined;
    if (forStaff.test(flow)) return member !== undefined && member.role !== 'bank-officer';
    return member === undefined && (!forRegistered.includes(flow) || facts.registered === true);
  };

const world = (
  name: string,
  address: 'female' | 'male' | null,
  facts: Facts,
  data: { readonly [source: string]: Json } = {},
): SampleWorld => ({
  name,
  today,
  address,
  facts: { ...base, ...facts },
  opens: opensFor(facts),
  standIn(need) {
    const found = data[need.source] ?? sampleData[need.source];
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
  ...inBoth('an approved family', { registered: true, familyState: 'approved', agreed: true }),
  world(
    'a family whose application is open',
    'female',
    { registered: true, familyState: 'approved', agreed: true },
    {
      withdrawable: { application: '12' },
      'financing-rules': { ...known, openApplication: 12 },
      'quotations-wanted': quotations,
    },
  ),
  ...(['waits', 'reads'] as const).map((how) =>
    world(
      `a family whose guarantor ${how}`,
      'female',
      { registered: true, familyState: 'approved', agreed: true },
      { 'guarantor-needed': { ...guarantorNeeded, named: 'أبو فهد', proven: how === 'reads' } },
    ),
  ),
  world(
    'a family whose guarantor did not finish in time',
    'female',
    { registered: true, familyState: 'approved', agreed: true },
    { 'guarantor-needed': { ...guarantorNeeded, before: 'أبو فهد' } },
  ),
  world('somebody who was a guarantor', 'male', { guarantor: true }),
  // Somebody who never wrote before: not spoken to as a woman or a man yet.
  { ...world('a guarantor', null, {}), opens: (flow) => flow === 'guarantor' || flow === 'guarantee' },
  world(
    'a family that needs no guarantor',
    'female',
    { registered: true, familyState: 'approved', agreed: true },
    { 'guarantor-needed': { needed: false } },
  ),
  world(
    'a family that applies again later',
    'male',
    { registered: true, familyState: 'approved', agreed: true },
    { 'financing-rules': { ...known, applyAgainOn: '2027-01-10' } },
  ),
  world(
    'a family that applied before',
    'female',
    { registered: true, familyState: 'approved', agreed: true },
    { 'financing-rules': { ...known, earlier } },
  ),
  ...inBoth('a family for which the desk applied', {
    registered: true,
    familyState: 'approved',
    agreed: true,
    readsBack: true,
  }),
  world('a family registered at the desk', 'female', { registered: true, familyState: 'submitted' }),
  world('a family that was declined', 'male', { registered: true, familyState: 'declined', agreed: true }),
  ...inBoth('an officer', { member: { role: 'case-officer', name: 'نورة' } }),
  world(
    'an officer of a family that applied before',
    'female',
    { member: { role: 'case-officer', name: 'نورة' } },
    { 'desk-financing': { ...knownAtDesk, earlier } },
  ),
  world(
    'an officer of a family that cannot apply',
    'male',
    { member: { role: 'case-officer', name: 'فهد' } },
    { 'desk-financing': { ...knownAtDesk, familyState: 'submitted' } },
  ),
  world('a finance officer', 'male', { member: { role: 'finance-officer', name: 'ماجد' } }),
  world('a bank officer', 'male', { member: { role: 'bank-officer', name: 'سالم' } }),
];
