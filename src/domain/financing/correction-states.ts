import type { Transition } from '../transitions.ts';

export const correctionStates = ['proposed', 'agreed', 'refused', 'overtaken'] as const;
export type CorrectionState = (typeof correctionStates)[number];

export const correctionEvents = ['propose', 'agree', 'refuse', 'overtake'] as const;
export type CorrectionEvent = (typeof correctionEvents)[number];

/**
 * How a change of what a study assumes comes into force: an officer proposes it, the family agrees to it or not. A later
 * proposal, or the end of the study, overtakes it.
 */
export const correctionTransitions: readonly Transition<CorrectionState, CorrectionEvent>[] = [
  { from: 'none', event: 'propose', by: 'case-officer', to: 'proposed' },
  { from: 'proposed', event: 'agree', by: 'family', to: 'agreed' },
  { from: 'proposed', event: 'refuse', by: 'family', to: 'refused' },
  { from: 'proposed', event: 'overtake', by: 'clock', to: 'overtaken' },
];
