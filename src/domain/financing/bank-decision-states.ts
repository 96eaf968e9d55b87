import type { Transition } from '../transitions.ts';

export const bankDecisionStates = ['proposed', 'confirmed', 'returned', 'overtaken'] as const;
export type BankDecisionState = (typeof bankDecisionStates)[number];

export const bankDecisionEvents = ['propose', 'confirm', 'give-back', 'overtake'] as const;
export type BankDecisionEvent = (typeof bankDecisionEvents)[number];

/**
 * How a decision that the bank sent on paper comes into force: one person records it with the scan of the letter, a
 * second one reads the letter and confirms it or gives it back. What happens to the application meanwhile overtakes it.
 */
export const bankDecisionTransitions: readonly Transition<BankDecisionState, BankDecisionEvent>[] = [
  { from: 'none', event: 'propose', by: 'finance-officer', to: 'proposed' },
  { from: 'proposed', event: 'confirm', by: 'finance-officer', guard: 'other-person', to: 'confirmed' },
  { from: 'proposed', event: 'give-back', by: 'finance-officer', to: 'returned' },
  { from: 'proposed', event: 'overtake', by: 'clock', to: 'overtaken' },
];
