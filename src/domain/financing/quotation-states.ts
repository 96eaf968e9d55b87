import type { Transition } from '../transitions.ts';

export const quotationStates = ['received', 'verified', 'rejected', 'expired', 'superseded'] as const;
export type QuotationState = (typeof quotationStates)[number];

export const quotationEvents = ['receive', 'verify', 'reject', 'expire', 'supersede'] as const;
export type QuotationEvent = (typeof quotationEvents)[number];

/**
 * How a supplier's quotation goes: the family sends it, an officer verifies until when it holds or rejects it with a
 * reason, and its day passes. What the family sends in its place supersedes it; it is kept as it was.
 */
export const quotationTransitions: readonly Transition<QuotationState, QuotationEvent>[] = [
  { from: 'none', event: 'receive', by: 'family', to: 'received' },
  { from: 'received', event: 'verify', by: 'case-officer', to: 'verified' },
  { from: 'received', event: 'reject', by: 'case-officer', to: 'rejected' },
  { from: 'verified', event: 'expire', by: 'clock', to: 'expired' },
  { from: 'verified', event: 'supersede', by: 'family', to: 'superseded' },
  { from: 'rejected', event: 'supersede', by: 'family', to: 'superseded' },
  { from: 'expired', event: 'supersede', by: 'family', to: 'superseded' },
];
