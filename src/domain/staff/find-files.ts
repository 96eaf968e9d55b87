import type { Message } from '../../engine/vocabulary.ts';
import { parseMobile, parseNationalId } from '../../kernel/identifiers.ts';
import { matchKey, toLatinDigits } from '../../kernel/text.ts';
import type { Actor, Services } from '../contract.ts';
import {
  type FamilyState,
  familiesIn,
  familiesWithNumber,
  familyByNumber,
  familyStates,
  openCase,
} from '../families/index.ts';
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

/** Words of the house on a button, in the language of the one who asks; labels of choices from data are plain words. */
export const labelIn = (services: Services, language: Actor['language'], message: Message): string =>
  services.text(message, { language, address: null, digits: language === 'ar' ? 'arabic' : 'latin' });

/**
 * Whose a file or an application is, on a button: what the number counts, since files and applications have numbers of
 * their own, which may be the same; and how the family is called.
 */
export const numberedLabel = (
  { services, actor: { language } }: { readonly services: Services; readonly actor: Pick<Actor, 'language'> },
  sign: string,
  of: 'file' | 'application',
  number: number | null,
  called: string,
): string => {
  const params = { number: String(number ?? ''), called: orDash(called) };
  const whose =
    number === null ? orDash(called) : labelIn(services, language, { key: `alerts:label.${of}`, params });
  return `${sign} ${whose}`.trim();
};

/** A file on a button: its number and how the family is called. */
export const fileLabel = async (
  transaction: Transaction,
  services: Services,
  family: Family,
  language: Actor['language'],
): Promise<string> => {
  const { called } = await openCase(transaction, services, family.personId);
  return numberedLabel({ services, actor: { language } }, '📝', 'file', family.number, called);
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

/** Whether words fit a name in any spelling: each begins a part of it, or «عبد الله» is one with «عبدالله». */
export const fitsName = (typed: string, name: string): boolean => {
  const wanted = wordsIn(typed);
  const parts = wordsIn(name);
  if (wanted.length === 0) return false;
  const whole = parts.join('').includes(wanted.join(''));
  return whole || wanted.every((word) => parts.some((part) => part.startsWith(word)));
};

/** By what files were sought. A mobile or a national ID is looked up by its keyed hash, and is never shown again. */
export type SoughtBy = 'number' | 'name' | 'mobile' | 'national-id';

export interface FoundFiles {
  readonly by: SoughtBy;
  readonly files: readonly FoundFile[];
}

/** A personal number among typed words, with what it is; null where there is none. */
const personalNumberIn = (
  typed: string,
): { readonly by: 'mobile' | 'national-id'; readonly value: string } | null => {
  const nationalId = parseNationalId(typed);
  if (nationalId.ok) return { by: 'national-id', value: nationalId.value };
  const mobile = parseMobile(typed);
  return mobile.ok ? { by: 'mobile', value: mobile.value } : null;
};

const byName = async (
  transaction: Transaction,
  services: Services,
  typed: string,
  language: Actor['language'],
): Promise<readonly FoundFile[]> => {
  if (wordsIn(typed).length === 0) return [];
  const found: FoundFile[] = [];
  for (const family of await familiesIn(transaction, familyStates, mostSearched)) {
    const { called, profile } = await openCase(transaction, services, family.personId);
    const fullName = typeof profile.fullName === 'string' ? profile.fullName : '';
    if (fitsName(typed, `${called} ${fullName}`))
      found.push({
        family,
        label: numberedLabel({ services, actor: { language } }, '📝', 'file', family.number, called),
      });
    if (found.length === mostFiles) break;
  }
  return found;
};

/** Files by number, by a mobile or national ID, or by words of a name in any spelling, whatever their state. */
export const findFiles = async (
  transaction: Transaction,
  services: Services,
  typed: string,
  language: Actor['language'],
): Promise<FoundFiles> => {
  const personal = personalNumberIn(typed);
  if (personal) {
    const { by, value } = personal;
    const families = await familiesWithNumber(transaction, by, services.lookup(by, value), mostFiles);
    return { by, files: await labelled(transaction, services, families, language) };
  }
  const number = /^\D{0,8}(\d{1,9})$/u.exec(toLatinDigits(typed).trim())?.[1];
  if (number !== undefined) {
    const family = await familyByNumber(transaction, Number(number));
    const families = family ? [family] : [];
    return { by: 'number', files: await labelled(transaction, services, families, language) };
  }
  return { by: 'name', files: await byName(transaction, services, typed, language) };
};
