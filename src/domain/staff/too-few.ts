import type { Message } from '../../engine/vocabulary.ts';
import { mayBring } from '../financing/index.ts';
import type { OpenedTask } from './opened-task.ts';
import { isAbsent, isAbsentWithin } from './policy.ts';
import type { Member } from './store.ts';
import { actedOnFile } from './two-people.ts';

const isThere = (member: Member, now: Date): boolean =>
  member.state === 'active' && member.personId !== null && !isAbsent(member, now);

/** Whether somebody who did not act yet is there to do what takes a second person: send a file, compare a letter. */
export const hasSecond = (
  acted: readonly (string | null)[],
  members: readonly Member[],
  now: Date,
): boolean =>
  members.some(
    (member) =>
      !acted.includes(member.id) &&
      isThere(member, now) &&
      mayBring('finance-officer', { memberId: member.id, role: member.role }),
  );

/** Whether a case officer or manager is there who is none of these: what is signed is seen by a second person. */
export const hasOtherOfficer = (
  hands: readonly (string | null)[],
  members: readonly Member[],
  now: Date,
): boolean =>
  members.some(
    (member) =>
      !hands.includes(member.id) &&
      isThere(member, now) &&
      mayBring('case-officer', { memberId: member.id, role: member.role }),
  );

/** Whether an officer of the bank is there to decide. */
export const hasBankOfficer = (members: readonly Member[], now: Date): boolean =>
  members.some((member) => member.role === 'bank-officer' && isThere(member, now));

/**
 * What cannot be done while a member is away, as it is known when the absence is told: two people are left for no money
 * decision, or nobody of the bank. Nothing where the member has no part in it.
 */
export const absenceLeaves = (
  away: Member,
  members: readonly Member[],
  time: { readonly from: Date; readonly until: Date },
): readonly Message[] => {
  const left = members.filter(
    (member) =>
      member.id !== away.id &&
      member.state === 'active' &&
      member.personId !== null &&
      !isAbsentWithin(member, time),
  );
  const decides = ({ id, role }: Member): boolean => mayBring('finance-officer', { memberId: id, role });
  const [one, second] = left.filter(decides);
  const ofBank = left.some(({ role }) => role === 'bank-officer');
  return [
    ...(decides(away) && !second
      ? [
          one
            ? { key: 'alerts:absence-leaves.one', params: { name: one.name } }
            : { key: 'alerts:absence-leaves.none' },
        ]
      : []),
    ...(away.role === 'bank-officer' && !ofBank ? [{ key: 'alerts:absence-leaves.bank' }] : []),
  ];
};

/** What applications wait for that nobody who is there could do: two people are needed, and the bank. Each once. */
export const tooFew = (
  opened: readonly OpenedTask[],
  members: readonly Member[],
  now: Date,
): readonly Message[] => {
  const lacking = new Set<string>();
  for (const { task, application, bankDecision, signedForm } of opened) {
    if (task.topic === 'sending' && !hasSecond(actedOnFile(application), members, now)) lacking.add('sender');
    if (task.topic === 'bank' && !hasBankOfficer(members, now)) lacking.add('bank');
    const hands = [signedForm?.sentById ?? null, application?.application.assistedById ?? null];
    if (signedForm && !hasOtherOfficer(hands, members, now)) lacking.add('form');
    if (bankDecision && !hasSecond([bankDecision.row.proposedById], members, now)) lacking.add('second');
  }
  return [...lacking].map((name) => ({ key: `alerts:too-few.${name}` }));
};
