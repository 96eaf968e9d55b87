import type { Transition } from '../transitions.ts';

export const taskStates = ['open', 'claimed', 'done'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskEvents = ['create', 'claim', 'release', 'reassign', 'touch', 'escalate', 'finish'] as const;
export type TaskEvent = (typeof taskEvents)[number];

/** How a task moves. `touch` is news from the family, `escalate` a promised day that passed; neither changes the owner. */
export const taskTransitions: readonly Transition<TaskState, TaskEvent>[] = [
  { from: 'none', event: 'create', by: 'family', to: 'open' },
  { from: 'open', event: 'claim', by: 'staff', to: 'claimed' },
  { from: 'open', event: 'reassign', by: 'staff', to: 'claimed' },
  { from: 'open', event: 'touch', by: 'family', to: 'open' },
  { from: 'open', event: 'escalate', by: 'clock', to: 'open', dueInWorkingDays: 1 },
  { from: 'open', event: 'finish', by: 'staff', to: 'done' },
  { from: 'claimed', event: 'release', by: 'staff', to: 'open' },
  { from: 'claimed', event: 'reassign', by: 'staff', to: 'claimed' },
  { from: 'claimed', event: 'touch', by: 'family', to: 'claimed' },
  { from: 'claimed', event: 'escalate', by: 'clock', to: 'claimed', dueInWorkingDays: 1 },
  { from: 'claimed', event: 'finish', by: 'staff', to: 'done' },
];
