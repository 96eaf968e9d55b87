import type { Transaction } from '../../db/client.ts';
import type { Member } from '../../db/generated/client.ts';
import type { Role } from '../contract.ts';

export type { Member, Transaction };

/** Every member, disabled ones too (their names stand in old cases); there are dozens, not thousands. */
export const allMembers = (transaction: Transaction): Promise<Member[]> =>
  transaction.member.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });

export const memberById = (transaction: Transaction, id: string): Promise<Member | null> =>
  transaction.member.findUnique({ where: { id } });

/** A member of that name and role whom nobody has an account or an open invitation of. */
export const unusedMemberNamed = (
  transaction: Transaction,
  name: string,
  role: Role,
  now: Date,
): Promise<Member | null> =>
  transaction.member.findFirst({
    where: {
      name,
      role,
      state: 'active',
      personId: null,
      invitations: { none: { usedAt: null, expiresAt: { gt: now } } },
    },
  });

export const insertMember = (
  transaction: Transaction,
  member: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly sex: 'female' | 'male' | null;
    readonly createdAt: Date;
  },
): Promise<Member> => transaction.member.create({ data: member });

/** A member who leaves: unlinked, and invitations that were not used are void. */
export const disableMember = async (transaction: Transaction, id: string, now: Date): Promise<boolean> => {
  const disabled = await transaction.member.updateMany({
    where: { id, state: 'active' },
    data: { state: 'disabled', personId: null, absentFrom: null, absentUntil: null, deputyId: null },
  });
  await transaction.member.updateMany({ where: { deputyId: id }, data: { deputyId: null } });
  await transaction.invitation.updateMany({
    where: { memberId: id, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  return disabled.count === 1;
};

/** An invitation's hash; an earlier one of the same member that was not used is void from now on. */
export const insertInvitation = async (
  transaction: Transaction,
  invitation: {
    readonly id: string;
    readonly codeHash: string;
    readonly memberId: string;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> => {
  const { now, ...data } = invitation;
  await transaction.invitation.updateMany({
    where: { memberId: data.memberId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  await transaction.invitation.create({ data });
};

export const invitationByHash = (transaction: Transaction, codeHash: string) =>
  transaction.invitation.findUnique({ where: { codeHash } });

/** Uses a code up; false when it was used or ran out. Of two at once, one gets it. */
export const useInvitation = async (
  transaction: Transaction,
  id: string,
  personId: string,
  now: Date,
): Promise<boolean> => {
  const used = await transaction.invitation.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, usedBy: personId },
  });
  return used.count === 1;
};

/** Makes a person a member, and nobody else any more. False for a member who left. */
export const linkMember = async (
  transaction: Transaction,
  memberId: string,
  personId: string,
): Promise<boolean> => {
  await transaction.member.updateMany({
    where: { personId, id: { not: memberId } },
    data: { personId: null },
  });
  const linked = await transaction.member.updateMany({
    where: { id: memberId, state: 'active' },
    data: { personId },
  });
  return linked.count === 1;
};

export const setAbsence = async (
  transaction: Transaction,
  memberId: string,
  absence: { readonly from: Date; readonly until: Date; readonly deputyId: string | null } | null,
): Promise<void> => {
  const { from, until, deputyId } = absence ?? { from: null, until: null, deputyId: null };
  await transaction.member.updateMany({
    where: { id: memberId },
    data: { absentFrom: from, absentUntil: until, deputyId },
  });
};
