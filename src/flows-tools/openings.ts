import type { SampleOpening } from '../engine/check/house.ts';
import type { Answers } from '../engine/vocabulary.ts';

/** The day of the sample worlds. */
const today = '2026-11-24';

const samplePlan = (amount: number, instalment: number, last: number): Answers => {
  return { amount, months: 24, firstAfterMonths: 2, instalment, last, total: amount, fee: 0 };
};

/** How the house itself opens flows: with a wish kept below, a card's task, an officer's request. */
export const sampleOpenings: readonly SampleOpening[] = [
  { flow: 'registration', params: { goal: 'financing' } },
  { flow: 'registration', params: { goal: 'product' } },
  { flow: 'talk-to-person', params: { topic: 'withdrawal' } },
  { flow: 'talk-to-person', params: { topic: 'licensing' } },
  { flow: 'talk-to-person', params: { topic: 'workshops' } },
  { flow: 'talk-to-person', params: { topic: 'objection' } },
  { flow: 'talk-to-person', params: { womanOnly: true } },
  ...['talk-to-person', 'product-listing'].map((flow) => ({
    flow,
    params: { topic: 'product', known: { womenOnly: true } },
  })),
  { flow: 'answer-message', params: { task: '12', officer: { name: 'نورة', sex: 'female' } } },
  {
    flow: 'answer-message',
    params: { task: '12', officer: { name: '', sex: null }, confirm: true, message: 'بعد العصر يناسبني' },
  },
  { flow: 'welcome', params: { goal: 'financing' } },
  {
    flow: 'loan-offer',
    params: {
      application: '12',
      asked: 1_200_000,
      askedMonths: 24,
      amount: 800_000,
      months: 24,
      instalment: 33_333,
      plan: samplePlan(800_000, 33_333, 33_341),
    },
  },
  { flow: 'loan-objection', params: { application: '12' } },
  { flow: 'desk-application', params: { family: '4' } },
  { flow: 'agree-application', params: { application: '12' } },
  ...[{ name: 'أبو فهد' }, { mobile: { mobile: '+966555550001', own: false } }].map((said) => ({
    flow: 'name-guarantor',
    params: { way: 'another', told: true, ...said },
  })),
  { flow: 'guarantor', params: { guarantor: 'guarantor-1' } },
  {
    flow: 'guarantee',
    params: {
      guarantor: 'guarantor-1',
      family: 'أم فيصل',
      amount: 1_200_000,
      months: 24,
      instalment: 50_000,
      plan: samplePlan(1_200_000, 50_000, 50_000),
    },
  },
  { flow: 'withdraw', params: { application: '12' } },
  ...['id-photo', 'iban', 'clarification', 'other-document'].map((what) => ({
    flow: 'answer-request',
    params: { what, note: 'الصورة السابقة غير واضحة', officer: 'نورة', officerSex: 'female' },
  })),
  ...['id-photo', 'other-document'].map((what) => ({
    flow: 'answer-request',
    params: { what, reason: 'blurred' },
  })),
  { flow: 'received-file', params: { file: { kind: 'photo', documentId: 'sample-photo' } } },
  { flow: 'complete-file', params: { what: 'iban', iban: 'SA4860000000608010167519', given: true } },
  { flow: 'complete-file', params: { what: 'iban', held: { iban: true } } },
  { flow: 'complete-file', params: { what: 'id-photo' } },
  { flow: 'staff-ask-family', params: { task: 'task-1' } },
  { flow: 'staff-decline', params: { task: 'task-1', called: 'أم فيصل' } },
  {
    flow: 'answer-application',
    params: { application: '3', note: 'من وين يجي الطحين؟', officer: 'نورة', officerSex: 'female' },
  },
  ...['ask', 'ready', 'return', 'decline', 'less'].map((act) => ({
    flow: `staff-application-${act}`,
    params: { task: 'task-1', called: 'أم فيصل' },
  })),
  { flow: 'staff-bank-letter', params: { letter: { kind: 'photo', documentId: 'sample-letter' } } },
  {
    flow: 'staff-bank-letter-sure',
    params: {
      letter: { kind: 'photo', documentId: 'sample-letter' },
      lines: [{ number: 12, decision: { kind: 'approve', words: null } }],
      read: [{ key: 'alerts:bank-letter.line', params: { number: '12', called: 'أم فيصل', decision: '✅' } }],
      unread: [],
    },
  },
  { flow: 'staff-application-ready', params: { task: 'task-1', lacksVisit: true } },
  { flow: 'staff-application-visit', params: { task: 'task-1', today, asksWoman: false } },
  { flow: 'staff-application-visit', params: { task: 'task-1', today, asksWoman: true } },
  { flow: 'staff-study-correct', params: { task: 'task-1' } },
  {
    flow: 'staff-study-correct-sure',
    params: {
      task: 'task-1',
      about: { of: 'application', number: '12', called: 'أم فيصل' },
      correction: { what: 'production.0.price', amount: 1200, reason: 'سعر السوق ١٢ ريالًا' },
      lines: [{ key: 'agree-correction:reason', params: { reason: { said: 'سعر السوق ١٢ ريالًا' } } }],
    },
  },
  {
    flow: 'agree-correction',
    params: {
      correction: 'sample-correction',
      lines: [
        {
          key: 'agree-correction:change.price',
          params: { name: 'كليجا', from: { money: 1500 }, to: { money: 1200 } },
        },
      ],
    },
  },
  { flow: 'staff-quotation', params: { task: 'task-1' } },
  {
    flow: 'staff-quotation',
    params: { task: 'task-1', namedSupplier: 'محل الخالدي', likelyTotal: 650_000, likelyUntil: '2026-12-24' },
  },
  { flow: 'staff-letter-return', params: { task: 'task-1' } },
  {
    flow: 'staff-guarantor',
    params: { task: 'task-1', family: 'أم فيصل', plan: samplePlan(1_200_000, 50_000, 50_000) },
  },
  { flow: 'staff-guarantor-off', params: { task: 'task-1' } },
  { flow: 'staff-absence', params: { away: true } },
  { flow: 'staff-reassign', params: { task: 'task-1' } },
];
