import type { Transition } from '../transitions.ts';

export const familyStates = ['submitted', 'in-review', 'needs-more', 'approved', 'declined'] as const;
export type FamilyState = (typeof familyStates)[number];

export const familyEvents = [
  'register',
  'claim',
  'ask',
  'answer',
  'answer-in-part',
  'correct',
  'agree',
  'disagree',
  'approve',
  'decline',
  'object',
] as const;
export type FamilyEvent = (typeof familyEvents)[number];

type Row = Transition<FamilyState, FamilyEvent>;

/** What may happen in any of the states before the decision, and changes nothing but the record. */
const beforeDecision = (from: FamilyState): readonly Row[] => [
  { from, event: 'correct', by: 'family', to: from },
  { from, event: 'agree', by: 'family', guard: 'assisted', to: from },
  { from, event: 'disagree', by: 'family', guard: 'assisted', to: from },
  { from, event: 'ask', by: 'case-officer', to: 'needs-more', dueInWorkingDays: null },
  { from, event: 'approve', by: 'case-officer', guard: 'agreed', to: 'approved', dueInWorkingDays: null },
  { from, event: 'decline', by: 'case-officer', to: 'declined', dueInWorkingDays: null },
];

/**
 * How a registration moves. The database holds the same table and refuses everything else.
 * `ask` of an approved family wants something more without undoing the approval.
 */
export const familyTransitions: readonly Row[] = [
  { from: 'none', event: 'register', by: 'family', to: 'submitted', dueInWorkingDays: 3 },
  { from: 'submitted', event: 'claim', by: 'case-officer', to: 'in-review' },
  ...beforeDecision('submitted'),
  { from: 'in-review', event: 'claim', by: 'case-officer', to: 'in-review' },
  ...beforeDecision('in-review'),
  { from: 'needs-more', event: 'claim', by: 'case-officer', to: 'needs-more' },
  { from: 'needs-more', event: 'answer', by: 'family', to: 'in-review', dueInWorkingDays: 2 },
  { from: 'needs-more', event: 'answer-in-part', by: 'family', to: 'needs-more' },
  ...beforeDecision('needs-more'),
  { from: 'approved', event: 'correct', by: 'family', to: 'approved' },
  { from: 'approved', event: 'ask', by: 'case-officer', to: 'approved' },
  { from: 'approved', event: 'answer', by: 'family', to: 'approved' },
  { from: 'declined', event: 'correct', by: 'family', to: 'declined' },
  { from: 'declined', event: 'object', by: 'family', to: 'in-review', dueInWorkingDays: 3 },
];
