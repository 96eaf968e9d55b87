import { parseMobile, parseNationalId } from '../../kernel/identifiers.ts';
import { matchKey, toLatinDigits } from '../../kernel/text.ts';
import { type Role, roles } from '../contract.ts';

/** What the rules look at of a member of staff. */
export interface MemberFacts {
  readonly id: string;
  readonly role: string;
  readonly sex: string | null;
  readonly state: string;
  readonly personId: string | null;
  /** Null where the absence began when it was told. */
  readonly absentFrom: Date | null;
  readonly absentUntil: Date | null;
  readonly deputyId: string | null;
}

/** What the rules look at of a task. */
export interface TaskFacts {
  readonly role: string;
  readonly state: string;
  readonly claimedById: string | null;
  readonly womenOnly: boolean;
}

export const isAbsent = (member: MemberFacts, now: Date): boolean =>
  isAbsentWithin(member, { from: now, until: now });

/** Whether a member is away for any part of a time. */
export const isAbsentWithin = (
  { absentFrom, absentUntil }: Pick<MemberFacts, 'absentFrom' | 'absentUntil'>,
  { from, until }: { readonly from: Date; readonly until: Date },
): boolean => absentUntil !== null && absentUntil > from && (absentFrom === null || absentFrom <= until);

const canBeTold = (member: MemberFacts): boolean => member.state === 'active' && member.personId !== null;

/** Members for whom somebody stands in now. */
const standsInFor = <M extends MemberFacts>(
  member: MemberFacts,
  members: readonly M[],
  now: Date,
): readonly M[] =>
  members.filter((other) => other.deputyId === member.id && other.state === 'active' && isAbsent(other, now));

/** The roles whose tasks a member sees: its own, and those of absent colleagues who named it as deputy. */
export const actingRoles = (
  member: MemberFacts,
  members: readonly MemberFacts[],
  now: Date,
): readonly string[] => [
  ...new Set([member.role, ...standsInFor(member, members, now).map(({ role }) => role)]),
];

/** The members in whose place one acts, oneself first. */
export const actingFor = (
  member: MemberFacts,
  members: readonly MemberFacts[],
  now: Date,
): readonly string[] => [member.id, ...standsInFor(member, members, now).map(({ id }) => id)];

/** Whether a task is within a member's role at all. What the bank sees is another matter: only files sent to it. */
export const isWithinRole = (
  member: MemberFacts,
  members: readonly MemberFacts[],
  task: TaskFacts,
  now: Date,
): boolean => {
  if (member.role === 'bank-officer') return task.role === 'bank-officer';
  if (member.role === 'manager') return true;
  if (actingRoles(member, members, now).includes(task.role)) return true;
  return task.claimedById !== null && actingFor(member, members, now).includes(task.claimedById);
};

/** Whether a task that somebody has claimed is this member's to act on. */
export const isOwner = (
  member: MemberFacts,
  members: readonly MemberFacts[],
  task: TaskFacts,
  now: Date,
): boolean =>
  task.state !== 'claimed' ||
  member.role === 'manager' ||
  actingFor(member, members, now).includes(task.claimedById ?? '');

/** ID photo, voice and calls of a woman who asked for it are for women of the staff; others see «verified». */
export const mayLookCloser = (member: MemberFacts, womenOnly: boolean): boolean =>
  !womenOnly || member.sex === 'female';

/** Whether a member's role can do another's work: the same one, or the manager's. */
export const canStandIn = (member: MemberFacts, away: MemberFacts): boolean =>
  member.role !== 'bank-officer' && (member.role === away.role || member.role === 'manager');

/** Somebody who is away is replaced by the deputy, who must be there; without one, nobody takes the place. */
const onDuty = <M extends MemberFacts>(member: M, members: readonly M[], now: Date): M | null => {
  if (!isAbsent(member, now)) return canBeTold(member) ? member : null;
  const deputy = members.find(({ id }) => id === member.deputyId);
  return deputy && canBeTold(deputy) && !isAbsent(deputy, now) ? deputy : null;
};

/**
 * Who may take a task over: others of its role and the manager, who are there and can be told. What lies with the bank
 * is passed on within the bank. Who `acted` already on what takes two people is none of them.
 */
export const takersOf = <M extends MemberFacts>(
  task: Pick<TaskFacts, 'role'>,
  member: MemberFacts,
  members: readonly M[],
  now: Date,
  acted: readonly (string | null)[] = [],
): readonly M[] =>
  members.filter(
    (other) =>
      other.id !== member.id &&
      !acted.includes(other.id) &&
      canBeTold(other) &&
      !isAbsent(other, now) &&
      (other.role === task.role || (other.role === 'manager' && task.role !== 'bank-officer')),
  );

const distinct = <M extends MemberFacts>(members: readonly (M | null)[]): readonly M[] => [
  ...new Map(members.filter((member) => member !== null).map((member) => [member.id, member])).values(),
];

/** Managers who can be told; those who are there, or all where none is. */
export const managersOf = <M extends MemberFacts>(members: readonly M[], now: Date): readonly M[] => {
  const managers = members.filter((member) => member.role === 'manager' && canBeTold(member));
  const there = managers.filter((member) => !isAbsent(member, now));
  return there.length > 0 ? there : managers;
};

/**
 * Who is told of a task: its owner, or everybody of its role, absent ones through their deputies. A task for women
 * goes to women: those of the role, or else women among the managers besides the role. Where the role has nobody, the
 * manager is told.
 */
export const recipientsOf = <M extends MemberFacts>(
  task: TaskFacts,
  members: readonly M[],
  now: Date,
): readonly M[] => {
  const chosen = members.filter((member) =>
    task.state === 'claimed'
      ? member.id === task.claimedById
      : member.role === task.role && member.state === 'active',
  );
  const present = distinct(chosen.map((member) => onDuty(member, members, now)));
  const women = present.filter(({ sex }) => sex === 'female');
  const managers = managersOf(members, now);
  const forWomen = task.womenOnly && task.state === 'open';
  const told = !forWomen
    ? present
    : women.length > 0
      ? women
      : distinct([...present, ...managers.filter(({ sex }) => sex === 'female')]);
  return told.length > 0 ? told : managers;
};

const longNumber = /\+?\d(?:[\s\-./()]?\d){6,}/gu;

/** A family's own words as they may stand on a card: long numbers (IDs, IBANs, phones) are left out. */
export const withoutNumbers = (words: string): string => toLatinDigits(words).replace(longNumber, '•••');

export const isRole = (word: string | undefined): word is Role =>
  word !== undefined && (roles as readonly string[]).includes(word);

export interface NamedFile {
  /** A number alone may be either's; a search says that nothing was found. */
  readonly of: 'file' | 'application' | 'number' | 'search';
  /** A number in Latin digits, or words of a name. */
  readonly words: string;
}

const wishes = '(?:افتحي?|ابغ[يا]|ابي|وين|فين|هاتي?|اعرضي?|عطني|open|show(?: me)?|find|where is)';
const fileNames = '(?:ال)?(?:ملف|مهمه)|file|task|case';
const applicationNames = '(?:ال)?طلب|application';
const between = '(?:رقم|number|no|of|for|حق|حقت)';
const namedFileShape = new RegExp(
  `^(?:${wishes} )?(?:the )?(?:(${applicationNames})|${fileNames}) (?:${between} )?(\\d{1,9}|\\p{L}[\\p{L}\\d ]{2,60})$`,
  'u',
);

const numberShape = /^(?:رقم |number |no )?(\d{1,9})$/u;
const searchShape =
  /^(?:ابحثي?|دوري?|search|look)(?: لي| لنا)? (?:عن|علي|for) (?:(?:ال)?(?:ملف|اسره|عائله|عايله) |the (?:file|family) of )?(\d{1,9}|\p{L}[\p{L}\d ]{1,60})$/u;

/**
 * «ملف ٤», "open the file of Um Saleh", «طلب رقم ١٢», «٤» alone, «ابحث عن لطيفة»: which file words name outright; null for
 * other words.
 */
export const namedFile = (words: string): NamedFile | null => {
  const key = matchKey(toLatinDigits(words));
  const number = numberShape.exec(key)?.[1];
  if (number !== undefined) return { of: 'number', words: number };
  // A mobile or an ID is looked up by its keyed hash, and so only ever sought.
  if (parseMobile(words).ok || parseNationalId(words).ok)
    return { of: 'search', words: toLatinDigits(words) };
  const sought = searchShape.exec(key)?.[1];
  if (sought !== undefined) return { of: /^\d/u.test(sought) ? 'number' : 'search', words: sought };
  const [whole, application, named = ''] = namedFileShape.exec(key) ?? [];
  if (whole === undefined) return null;
  // A wish for an application is no name: only its number is.
  if (application !== undefined && !/^\d/u.test(named)) return null;
  return { of: application === undefined ? 'file' : 'application', words: named };
};

const mostWordsOfName = 5;

/** Whether words may be somebody's name or number: few, and not so short that they would fit everybody. */
export const mayNameSomebody = (words: string): boolean => {
  const parts = matchKey(words).split(' ');
  return parts.length <= mostWordsOfName && parts.join('').length >= 3;
};
