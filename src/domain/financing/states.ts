import type { Transition } from '../transitions.ts';

export const applicationStates = [
  'awaiting-agreement',
  'submitted',
  'awaiting-guarantor',
  'in-study',
  'needs-more',
  'ready',
  'at-bank',
  'offered',
  'approved',
  'contracted',
  'declined',
  'withdrawn',
  'expired',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationEvents = [
  'submit',
  'write-at-desk',
  'agree',
  'agree-on-paper',
  'disagree',
  'take-back',
  'await-guarantor',
  'guarantor-accepts',
  'guarantor-signs',
  'guarantor-lost',
  'object-without-guarantor',
  'ask-less',
  'claim',
  'ask',
  'answer',
  'mark-ready',
  'send',
  'return',
  'approve',
  'approve-less',
  'accept',
  'refuse',
  'decline',
  'approve-by-letter',
  'approve-less-by-letter',
  'decline-by-letter',
  'object',
  'withdraw',
  'expire',
  'hand-over',
] as const;
export type ApplicationEvent = (typeof applicationEvents)[number];

type Row = Transition<ApplicationState, ApplicationEvent>;

/** The family may take its application back until the bank has said its last word. */
const withdrawable = [
  'awaiting-agreement',
  'submitted',
  'awaiting-guarantor',
  'in-study',
  'needs-more',
  'ready',
  'at-bank',
  'offered',
] as const;

/** What waits for the family does not wait for ever: it is reminded first. */
export const awaitingFamily = ['needs-more', 'offered', 'awaiting-guarantor', 'awaiting-agreement'] as const;

/**
 * What an officer wrote at the desk is no application yet: the family reads it back and agrees in its chat, or a second
 * member has seen its signature on the paper.
 */
const deskTransitions: readonly Row[] = [
  {
    from: 'none',
    event: 'write-at-desk',
    by: 'case-officer',
    to: 'awaiting-agreement',
    dueInWorkingDays: null,
  },
  { from: 'awaiting-agreement', event: 'agree', by: 'family', to: 'submitted', dueInWorkingDays: 2 },
  {
    from: 'awaiting-agreement',
    event: 'agree-on-paper',
    by: 'case-officer',
    guard: 'signed',
    to: 'submitted',
    dueInWorkingDays: 2,
  },
  { from: 'awaiting-agreement', event: 'disagree', by: 'family', to: 'withdrawn', dueInWorkingDays: null },
  {
    from: 'awaiting-agreement',
    event: 'take-back',
    by: 'case-officer',
    to: 'withdrawn',
    dueInWorkingDays: null,
  },
];

/** While no guarantor stands for it, an application waits; where one is lost it waits again, until the file is made ready. */
const guarantorTransitions: readonly Row[] = [
  {
    from: 'awaiting-guarantor',
    event: 'guarantor-accepts',
    by: 'guarantor',
    guard: 'guaranteed',
    to: 'submitted',
    dueInWorkingDays: 2,
  },
  {
    from: 'awaiting-guarantor',
    event: 'guarantor-signs',
    by: 'case-officer',
    guard: 'guaranteed',
    to: 'submitted',
    dueInWorkingDays: 2,
  },
  // Less than the rule's amount is asked for, so that nobody has to stand for it.
  {
    from: 'awaiting-guarantor',
    event: 'ask-less',
    by: 'family',
    guard: 'no-guarantor-needed',
    to: 'submitted',
    dueInWorkingDays: 2,
  },
  {
    from: 'awaiting-guarantor',
    event: 'decline',
    by: 'case-officer',
    to: 'declined',
    dueInWorkingDays: null,
  },
  {
    from: 'declined',
    event: 'object-without-guarantor',
    by: 'family',
    guard: 'guarantor-needed',
    to: 'awaiting-guarantor',
    dueInWorkingDays: 5,
  },
  ...(['submitted', 'in-study', 'needs-more'] as const).map(
    (from): Row => ({
      from,
      event: 'guarantor-lost',
      by: 'case-officer',
      guard: 'guarantor-needed',
      to: 'awaiting-guarantor',
      dueInWorkingDays: 5,
    }),
  ),
];

/**
 * How an application for financing moves. The database holds the same table and refuses everything else. What the bank
 * brings about, nobody else does in its place, but by a letter of the bank that two people have read.
 */
export const applicationTransitions: readonly Row[] = [
  { from: 'none', event: 'submit', by: 'family', to: 'submitted', dueInWorkingDays: 2 },
  ...deskTransitions,
  {
    from: 'submitted',
    event: 'await-guarantor',
    by: 'family',
    guard: 'guarantor-needed',
    to: 'awaiting-guarantor',
    dueInWorkingDays: 5,
  },
  ...guarantorTransitions,
  { from: 'submitted', event: 'claim', by: 'case-officer', to: 'in-study', dueInWorkingDays: 10 },
  { from: 'submitted', event: 'decline', by: 'case-officer', to: 'declined', dueInWorkingDays: null },
  { from: 'in-study', event: 'claim', by: 'case-officer', to: 'in-study' },
  { from: 'in-study', event: 'ask', by: 'case-officer', to: 'needs-more', dueInWorkingDays: null },
  { from: 'in-study', event: 'decline', by: 'case-officer', to: 'declined', dueInWorkingDays: null },
  {
    from: 'in-study',
    event: 'mark-ready',
    by: 'case-officer',
    guard: 'studied',
    to: 'ready',
    dueInWorkingDays: 2,
  },
  { from: 'needs-more', event: 'answer', by: 'family', to: 'in-study', dueInWorkingDays: 3 },
  { from: 'needs-more', event: 'decline', by: 'case-officer', to: 'declined', dueInWorkingDays: null },
  {
    from: 'ready',
    event: 'send',
    by: 'finance-officer',
    guard: 'other-person',
    to: 'at-bank',
    dueInWorkingDays: 15,
  },
  { from: 'ready', event: 'return', by: 'finance-officer', to: 'in-study', dueInWorkingDays: 3 },
  { from: 'at-bank', event: 'return', by: 'bank-officer', to: 'in-study', dueInWorkingDays: 5 },
  { from: 'at-bank', event: 'approve', by: 'bank-officer', to: 'approved', dueInWorkingDays: 5 },
  { from: 'at-bank', event: 'approve-less', by: 'bank-officer', to: 'offered', dueInWorkingDays: null },
  { from: 'at-bank', event: 'decline', by: 'bank-officer', to: 'declined', dueInWorkingDays: null },
  {
    from: 'at-bank',
    event: 'approve-by-letter',
    by: 'finance-officer',
    guard: 'letter',
    to: 'approved',
    dueInWorkingDays: 5,
  },
  {
    from: 'at-bank',
    event: 'approve-less-by-letter',
    by: 'finance-officer',
    guard: 'letter',
    to: 'offered',
    dueInWorkingDays: null,
  },
  {
    from: 'at-bank',
    event: 'decline-by-letter',
    by: 'finance-officer',
    guard: 'letter',
    to: 'declined',
    dueInWorkingDays: null,
  },
  { from: 'offered', event: 'accept', by: 'family', to: 'approved', dueInWorkingDays: 5 },
  { from: 'offered', event: 'refuse', by: 'family', to: 'declined', dueInWorkingDays: null },
  { from: 'declined', event: 'object', by: 'family', to: 'in-study', dueInWorkingDays: 5 },
  ...withdrawable.map(
    (from): Row => ({ from, event: 'withdraw', by: 'family', to: 'withdrawn', dueInWorkingDays: null }),
  ),
  ...awaitingFamily.map(
    (from): Row => ({ from, event: 'expire', by: 'clock', to: 'expired', dueInWorkingDays: null }),
  ),
  // The officer has spoken to the family about its contract; what the bank does next is the loan's own.
  { from: 'approved', event: 'hand-over', by: 'case-officer', to: 'contracted', dueInWorkingDays: null },
];
