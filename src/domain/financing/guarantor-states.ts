import type { Transition } from '../transitions.ts';

export const guarantorStates = [
  'invited',
  'opened',
  'proven',
  'accepted',
  'signed',
  'declined',
  'expired',
  'replaced',
  'removed',
  'released',
] as const;
export type GuarantorState = (typeof guarantorStates)[number];

export const guarantorEvents = [
  'name',
  'sign',
  'renew',
  'open',
  'prove',
  'accept',
  'decline',
  'expire',
  'replace',
  'remove',
  'release',
] as const;
export type GuarantorEvent = (typeof guarantorEvents)[number];

type Row = Transition<GuarantorState, GuarantorEvent>;

/** Asked, and not answered yet: the link holds, or a new one takes its place. */
const asked = ['invited', 'opened', 'proven'] as const;
/** Stands for the application. */
export const standing = ['accepted', 'signed'] as const;

/**
 * How the guarantor of an application moves. The database holds the same table and refuses everything else. Whoever opens
 * the link last is asked for the number; once that is proven, the link is that person's alone.
 */
export const guarantorTransitions: readonly Row[] = [
  { from: 'none', event: 'name', by: 'family', to: 'invited' },
  { from: 'none', event: 'sign', by: 'case-officer', to: 'signed' },
  { from: 'invited', event: 'renew', by: 'family', to: 'invited' },
  { from: 'invited', event: 'open', by: 'guarantor', to: 'opened' },
  { from: 'opened', event: 'renew', by: 'family', to: 'invited' },
  { from: 'opened', event: 'open', by: 'guarantor', to: 'opened' },
  { from: 'opened', event: 'prove', by: 'guarantor', to: 'proven' },
  { from: 'proven', event: 'accept', by: 'guarantor', guard: 'consented', to: 'accepted' },
  { from: 'proven', event: 'decline', by: 'guarantor', to: 'declined' },
  ...asked.flatMap((from): readonly Row[] => [
    { from, event: 'expire', by: 'clock', to: 'expired' },
    { from, event: 'replace', by: 'family', to: 'replaced' },
    { from, event: 'sign', by: 'case-officer', to: 'signed' },
    { from, event: 'release', by: 'clock', to: 'released' },
  ]),
  ...standing.flatMap((from): readonly Row[] => [
    { from, event: 'remove', by: 'case-officer', to: 'removed' },
    { from, event: 'release', by: 'clock', to: 'released' },
  ]),
];
