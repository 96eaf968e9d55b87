import type { Transition } from '../transitions.ts';

export const signedFormStates = ['sent', 'confirmed', 'returned', 'overtaken'] as const;
export type SignedFormState = (typeof signedFormStates)[number];

export const signedFormEvents = ['send', 'confirm', 'give-back', 'overtake'] as const;
export type SignedFormEvent = (typeof signedFormEvents)[number];

/**
 * How the paper counts on which a family agrees to what was written for it at the desk: one member sends its scan, a
 * second one sees that it is signed or gives it back. What the family answers itself meanwhile overtakes it.
 */
export const signedFormTransitions: readonly Transition<SignedFormState, SignedFormEvent>[] = [
  { from: 'none', event: 'send', by: 'case-officer', to: 'sent' },
  { from: 'sent', event: 'confirm', by: 'case-officer', guard: 'other-person', to: 'confirmed' },
  { from: 'sent', event: 'give-back', by: 'case-officer', to: 'returned' },
  { from: 'sent', event: 'overtake', by: 'clock', to: 'overtaken' },
];
