import type { Message } from '../../engine/vocabulary.ts';
import type { IsoDate } from '../../kernel/dates.ts';
import { fail, ok } from '../../kernel/result.ts';
import { bySex } from '../by-sex.ts';
import type { CommandHandler, Effects, MessageToPerson, Source } from '../contract.ts';
import { endOfDay, startOfDay } from '../working-days.ts';
import { actingMember, refusal } from './authorise.ts';
import { backToDeputy, toDeputy } from './deputy.ts';
import { canStandIn, isAbsentWithin } from './policy.ts';
import { type Member, setAbsence } from './store.ts';
import { absenceLeaves } from './too-few.ts';

export const dayIn = (value: unknown): IsoDate | null =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : null;

/** From the first moment of the first day to the last one of the last. */
export const timeOf = (from: IsoDate, until: IsoDate) => ({ from: startOfDay(from), until: endOfDay(until) });

/** Who can be there in somebody's place for a time: able to do the work, and not away in it. */
export const deputiesFor = (
  member: Member,
  members: readonly Member[],
  time: { readonly from: Date; readonly until: Date },
): readonly Member[] =>
  members.filter(
    (other) =>
      other.id !== member.id &&
      other.state === 'active' &&
      other.personId !== null &&
      canStandIn(other, member) &&
      !isAbsentWithin(other, time),
  );

/** `{away: true}` for a member whose absence goes on or is yet to come: it may come back, or say another time. */
export const myAbsence: Source = async (request) => {
  const acting = await actingMember(request);
  const until = acting?.member.absentUntil ?? null;
  return until !== null && until > request.services.now ? { away: true } : {};
};

const audit = (member: Member, action: string, references: { readonly [name: string]: string | null }) => [
  { action, subjectKind: 'member', subjectId: member.id, references },
];

/** The managers hear at once what nobody is left for; the one who goes away reads it with the answer. */
const toManagers = (
  away: Member,
  members: readonly Member[],
  leaves: readonly Message[],
  days: { readonly from: IsoDate; readonly until: IsoDate },
): readonly MessageToPerson[] => {
  if (leaves.length === 0) return [];
  const params = { name: away.name, from: { date: days.from }, until: { date: days.until } };
  const told = { key: bySex('alerts:absence-leaves.manager', away.sex), params };
  return members.flatMap(({ id, role, state, personId }) =>
    role === 'manager' && state === 'active' && personId !== null && id !== away.id
      ? [{ personId, policy: 'dialogue' as const, reply: { parts: [told, ...leaves] } }]
      : [],
  );
};

/** A member is away from one day to another, both included, and may name who stands in. */
export const startAbsence: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const acting = await actingMember(request);
  const from = dayIn(answers.from) ?? services.today;
  const until = dayIn(answers.until);
  if (!acting || until === null) return ok(refusal(actor, 'not-allowed', null, 'absence'));
  if (until < services.today) return fail({ question: 'until', problem: 'past' });
  if (until < from) return fail({ question: 'until', problem: 'before-start' });
  const { member, members } = acting;
  const time = timeOf(from, until);
  const deputy = deputiesFor(member, members, time).find(({ id }) => id === answers.deputy) ?? null;
  await setAbsence(transaction, member.id, { ...time, deputyId: deputy?.id ?? null });
  const isLater = from > services.today;
  const days = { from: { date: from, withHijri: true }, until: { date: until, withHijri: true } };
  const told = deputy?.personId ?? null;
  const leaves = absenceLeaves(member, members, time);
  return ok({
    replies: [
      {
        parts: [
          { key: isLater ? 'alerts:result.absent-from' : 'alerts:result.absent', params: days },
          ...leaves,
        ],
      },
    ],
    messages: [
      ...(told === null
        ? []
        : [await toDeputy(transaction, services, member, told, { from, until, isLater })]),
      ...toManagers(member, members, leaves, { from, until }),
    ],
    audit: audit(member, 'member.absent', { from, until, deputy: deputy?.id ?? null }),
  });
};

/** A member is back before the day that was told, or does not go away after all; who stood in is told. */
export const endAbsence: CommandHandler = async (request): Promise<ReturnType<typeof ok<Effects>>> => {
  const acting = await actingMember(request);
  if (!acting) return ok(refusal(request.actor, 'not-allowed', null, 'absence'));
  const { member, members } = acting;
  const deputy = members.find(({ id }) => id === member.deputyId);
  const { now } = request.services;
  const wasAway = member.absentFrom === null || member.absentFrom <= now;
  await setAbsence(request.transaction, member.id, null);
  return ok({
    replies: [{ parts: [{ key: wasAway ? 'alerts:result.back' : 'alerts:result.absence-cancelled' }] }],
    ...(deputy?.state === 'active' && deputy.personId !== null
      ? { messages: [backToDeputy(member, deputy.personId, wasAway)] }
      : {}),
    audit: audit(member, 'member.back', { deputy: deputy?.id ?? null }),
  });
};
