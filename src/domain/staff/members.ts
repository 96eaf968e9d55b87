import { plainCode } from '../code.ts';
import type { AuditEntry, Role, Services } from '../contract.ts';
import { codeDays } from '../families/index.ts';
import { claimedTasksOf, moveTask } from '../tasks/index.ts';
import {
  allMembers,
  disableMember,
  insertInvitation,
  insertMember,
  type Member,
  memberById,
  type Transaction,
  unusedMemberNamed,
} from './store.ts';

export interface NewMember {
  readonly name: string;
  readonly role: Role;
  readonly sex: 'female' | 'male' | null;
}

type Bare = Pick<Services, 'now' | 'newId' | 'newCode' | 'lookup'>;

/**
 * A member of staff without an account yet. One that was added and not invited is taken again; a second person of the
 * same name is a second member.
 */
export const addMember = async (
  transaction: Transaction,
  services: Bare,
  { name, role, sex }: NewMember,
): Promise<Member> =>
  (await unusedMemberNamed(transaction, name, role, services.now)) ??
  insertMember(transaction, { id: services.newId(), name, role, sex, createdAt: services.now });

/** A one-time code for a member, valid for seven days; an earlier one that was not used is void. */
export const inviteMember = async (
  transaction: Transaction,
  services: Bare,
  memberId: string,
): Promise<{ readonly code: string; readonly expiresAt: Date }> => {
  const code = services.newCode();
  const expiresAt = new Date(services.now.getTime() + codeDays * 86_400_000);
  await insertInvitation(transaction, {
    id: services.newId(),
    codeHash: services.lookup('code', plainCode(code)),
    memberId,
    expiresAt,
    now: services.now,
  });
  return { code, expiresAt };
};

export type MemberView = Pick<Member, 'id' | 'name' | 'role' | 'state' | 'sex' | 'absentUntil'> & {
  readonly linked: boolean;
};

export const listMembers = async (transaction: Transaction): Promise<readonly MemberView[]> =>
  (await allMembers(transaction)).map(({ id, name, role, state, sex, absentUntil, personId }) => ({
    id,
    name,
    role,
    state,
    sex,
    absentUntil,
    linked: personId !== null,
  }));

/** A member leaves: no account, no open invitation, and its tasks go back to their role. False when there is none such. */
export const leaveMember = async (
  transaction: Transaction,
  services: Services,
  memberId: string,
): Promise<boolean> => {
  const member = await memberById(transaction, memberId);
  if (!member || !(await disableMember(transaction, memberId, services.now))) return false;
  for (const task of await claimedTasksOf(transaction, memberId)) {
    await moveTask(transaction, services, task, 'release', { alertAgain: true });
  }
  return true;
};

export const memberAudit = (action: string, memberId: string): AuditEntry => ({
  action,
  subjectKind: 'member',
  subjectId: memberId,
  references: {},
});
