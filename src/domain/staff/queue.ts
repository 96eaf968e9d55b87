import type { Services } from '../contract.ts';
import { allOpenTasks, openTasksFor, type Task } from '../tasks/index.ts';
import { actingFor, actingRoles } from './policy.ts';
import type { Member, Transaction } from './store.ts';

/** What waits for a member, the most urgent first: its own, its role's, and those of whom it stands in for. */
export const openTasksOfMember = (
  transaction: Transaction,
  services: Services,
  member: Member,
  members: readonly Member[],
  most: number,
): Promise<Task[]> =>
  member.role === 'manager'
    ? allOpenTasks(transaction, most)
    : openTasksFor(
        transaction,
        {
          roles: actingRoles(member, members, services.now),
          memberIds: actingFor(member, members, services.now),
        },
        most,
      );
