import { matchKey, toArabicDigits, toLatinDigits } from '../../kernel/text.ts';
import type { Actor, Services } from '../contract.ts';
import { type FamilyState, familiesIn, familyByNumber, familyStates, openCase } from '../families/index.ts';
import { actingRoles } from './policy.ts';
import type { Member, Transaction } from './store.ts';

/** Files that one list shows; older ones are found by name or number. */
export const mostFiles = 20;
/** Files that a search by name looks through, the latest first: names are sealed, so each is opened. */
const mostSearched = 500;

export const underWay: readonly FamilyState[] = ['submitted', 'in-review', 'needs-more'];
export const decided: readonly FamilyState[] = ['approved', 'declined'];

type Family = Awaited<ReturnType<typeof familiesIn>>[number];

export const orDash = (name: string): string => (name === '' ? '—' : name);

/** Whose work is the families' registrations. */
export const seesFiles = (
  { member, members }: { readonly member: Member; readonly members: readonly Member[] },
  now: Date,
): boolean => member.role === 'manager' || actingRoles(member, members, now).includes('case-officer');

/**
 * Whose a file or a task is, on a button: the file's number where there is one, and how the family is called. Labels of
 * choices from data are plain words, so the digits are those of the language.
 */
export const numberedLabel = (
  sign: string,
  number: number | null,
  called: string,
  language: Actor['language'],
): string => {
  const digits = number === null ? [] : [language === 'ar' ? toArabicDigits(String(number)) : String(number)];
  return `${sign} ${[...digits, orDash(called)].join(' · ')}`.trim();
};

/** A file on a button: its number and how the family is called. */
export const fileLabel = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  language: Actor['language'],
): Promise<string> => {
  const { called } = await openCase(transaction, services, family.personId);
  return numberedLabel('📝', family.number, called, language);
};

export interface FoundFile {
  readonly family: Family;
  readonly label: string;
}

const labelled = async (
  transaction: Transaction,
  services: Services,
  families: readonly Family[],
  language: Actor['language'],
): Promise<readonly FoundFile[]> => {
  const found: FoundFile[] = [];
  for (const family of families)
    found.push({ family, label: await fileLabel(transaction, services, family, language) });
  return found;
};

/** The latest files of one state. */
export const filesIn = async (
  transaction: Transaction,
  services: Services,
  state: FamilyState,
  language: Actor['language'],
): Promise<readonly FoundFile[]> =>
  labelled(transaction, services, await familiesIn(transaction, [state], mostFiles), language);

const wordsIn = (text: string): readonly string[] =>
  text
    .split(/\s+/u)
    .map(matchKey)
    .filter((word) => word !== '');

/** Files by number, or by words of a name in any spelling, whatever their state. */
export const findFiles = async (
  transaction: Transaction,
  services: Services,
  typed: string,
  language: Actor['language'],
): Promise<readonly FoundFile[]> => {
  const number = /^\D{0,8}(\d{1,9})$/u.exec(toLatinDigits(typed).trim())?.[1];
  if (number !== undefined) {
    const family = await familyByNumber(transaction, Number(number));
    return labelled(transaction, services, family ? [family] : [], language);
  }
  const wanted = wordsIn(typed);
  if (wanted.length === 0) return [];
  const found: FoundFile[] = [];
  for (const family of await familiesIn(transaction, familyStates, mostSearched)) {
    const { called, profile } = await openCase(transaction, services, family.personId);
    const name = wordsIn(`${called} ${typeof profile.fullName === 'string' ? profile.fullName : ''}`);
    // «عبد الله» and «عبدالله» are one name.
    const whole = name.join('').includes(wanted.join(''));
    const fits = whole || wanted.every((word) => name.some((part) => part.startsWith(word)));
    if (fits) found.push({ family, label: numberedLabel('📝', family.number, called, language) });
    if (found.length === mostFiles) break;
  }
  return found;
};
