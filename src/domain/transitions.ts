import type { Role } from './contract.ts';

/** One row of a module's table of transitions: the only ways in which a case may move. */
export interface Transition<State extends string, Event extends string> {
  /** `none`: the case does not exist yet. */
  readonly from: State | 'none';
  readonly event: Event;
  /** Who may bring it about; `manager` always may where a member of staff may. */
  readonly by: 'family' | 'guarantor' | 'clock' | Role | 'staff';
  /** Name of a rule of the module's policy that must hold besides. */
  readonly guard?: string;
  readonly to: State;
  /**
   * Working days within which what comes next is promised. Null: nothing more is promised (decided, or the family's
   * own turn). Absent: the day that was promised stands.
   */
  readonly dueInWorkingDays?: number | null;
}

/** The transition that an event brings about in a state, or null when there is none. */
export const transitionOf = <State extends string, Event extends string>(
  table: readonly Transition<State, Event>[],
  from: State | 'none',
  event: Event,
): Transition<State, Event> | null => table.find((row) => row.from === from && row.event === event) ?? null;
