import type { Answers, Json, Params } from '../../engine/vocabulary.ts';
import { matchKey } from '../../kernel/text.ts';
import type { Role } from '../contract.ts';

/** Versions of the consents' words; each grows when its words change. */
export const consentVersions = { data: 1, announcements: 1, 'credit-enquiry': 1, guarantee: 1 } as const;
export type ConsentPurpose = keyof typeof consentVersions;

/** The text that somebody saw when agreeing or not. */
export const consentTexts = {
  data: 'welcome:consentData.ask',
  announcements: 'welcome:consentAnnouncements.ask',
  'data-read-aloud': 'registration:consentAtDesk.words',
  'data-at-desk': 'registration:agreed.ask',
  'stop-announcements': 'stop-announcements:outro',
  'credit-enquiry': 'loan-application:creditConsent.ask',
  guarantee: 'guarantee:consent.ask',
  'guarantee-at-desk': 'staff-guarantor:consent.words',
  'start-announcements': 'start-announcements:agreed.ask',
} as const;

/** The values that a consent's text was shown with. */
export const consentParams = (association: { readonly phone: string }): Params => ({
  phone: { code: association.phone },
});

/** A registration as it is kept: the flow's own answers, so that the family can see and correct them. */
export type Profile = { readonly [key: string]: Json };

/** Steps of the flow that are no data of the family. */
const notKept = new Set([
  'review',
  'readBack',
  'agreed',
  'objection',
  'overview',
  'alreadyRegistered',
  'notEligible',
  'consentAtDesk',
  'assisted',
]);

export const profileOf = (answers: Answers): Profile =>
  Object.fromEntries(
    Object.entries(answers).filter(([key, value]) => !notKept.has(key) && value !== undefined),
  );

const sameJson = (one: Json | undefined, other: Json | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Keys whose answers differ, in the order of the new ones; what is no longer on the path counts as changed. */
export const changedKeys = (before: Profile, after: Profile): readonly string[] => [
  ...Object.keys(after).filter((key) => !sameJson(before[key], after[key])),
  ...Object.keys(before).filter((key) => !Object.hasOwn(after, key) && (before[key] ?? null) !== null),
];

/** Changes of these alone are nobody's business but the family's: how it is called. */
const harmless = new Set(['called']);

/** A correction that staff must look at again. */
export const needsLook = (changed: readonly string[]): boolean => changed.some((key) => !harmless.has(key));

const documentPurposes: { readonly [answer: string]: string } = {
  idPhoto: 'id-photo',
  otherDocument: 'other-document',
};

export interface NamedDocument {
  readonly documentId: string;
  readonly purpose: string;
}

/** The files that answers name. */
export const documentsIn = (answers: Answers): readonly NamedDocument[] =>
  Object.entries(documentPurposes).flatMap(([key, purpose]): readonly NamedDocument[] =>
    [answers[key] ?? null].flat().flatMap((value): readonly NamedDocument[] => {
      const { documentId } = (value ?? {}) as { readonly documentId?: Json };
      return typeof documentId === 'string' ? [{ documentId, purpose }] : [];
    }),
  );

export const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const mobileOf = (profile: Profile): string =>
  textOf((profile.mobile as { readonly mobile?: Json } | undefined)?.mobile) ?? '';

const firstHalves = new Set(['عبد', 'ام', 'ابو', 'بنت', 'umm', 'abu', 'abd'].map(matchKey));

/** How a family is called on a card: the name it likes, else the first name; «أم محمد» stays whole. */
export const calledName = (profile: Profile): string => {
  const liked = textOf(profile.called) ?? textOf(profile.calledAtDesk);
  if (liked !== null) return liked;
  const words = (textOf(profile.fullName) ?? '').split(' ').filter((word) => word !== '');
  return words.slice(0, firstHalves.has(matchKey(words[0] ?? '')) ? 2 : 1).join(' ');
};

/** Crafts as they stand in the table's column: ids joined by commas, the first one first. */
export const craftColumn = (profile: Profile): string =>
  Array.isArray(profile.craft) ? profile.craft.map(String).join(',') : '';

/** Whether a registration is the family's own words, or was read back and agreed to. */
export const agreedTo = (family: {
  readonly assistedById: string | null;
  readonly agreedAt: Date | null;
}): boolean => family.assistedById === null || family.agreedAt !== null;

export interface GuardFacts {
  readonly assisted: boolean;
  readonly agreed: boolean;
}

/** Whether a transition's named rule holds. */
export const guardHolds = (guard: string | undefined, facts: GuardFacts): boolean => {
  if (guard === undefined) return true;
  if (guard === 'agreed') return facts.agreed;
  if (guard === 'assisted') return facts.assisted && !facts.agreed;
  throw new Error(`no rule is named ${guard}`);
};

/** A declined family that says so, or that asks for a person about its registration, objects to the refusal. */
export const isObjection = (state: string | null, topic: string | null): boolean =>
  state === 'declined' &&
  (topic === 'objection' || topic === 'registration' || topic === 'other' || topic === null);

/** What each role may see of a file, in the order in which it is shown. */
const forCase = [
  'fullName',
  'nationalId',
  'mobile',
  'mobileOwner',
  'birthDate',
  'address',
  'householdSize',
  'dependants',
  'craftOther',
  'products',
  'experience',
  'salesMonthly',
  'householdIncome',
  'iban',
] as const;

export const visibleTo: { readonly [role in Role]: readonly string[] } = {
  'case-officer': forCase,
  manager: forCase,
  'licensing-officer': ['fullName', 'nationalId', 'craftOther', 'products', 'experience'],
  'marketing-officer': ['craftOther', 'products', 'experience'],
  'finance-officer': ['fullName', 'nationalId', 'mobile', 'iban'],
  'bank-officer': ['fullName', 'nationalId', 'householdSize', 'dependants', 'experience'],
};

/** Numbers that may be shown whole on request; elsewhere than in our own chat only the mobile, which is needed to call. */
export const unmaskable = (role: Role, channel: string): readonly ('mobile' | 'nationalId' | 'iban')[] => {
  if (role === 'case-officer' || role === 'manager') {
    return channel === 'web' ? ['mobile', 'nationalId', 'iban'] : ['mobile'];
  }
  return role === 'bank-officer' ? [] : ['mobile'];
};

const why =
  /^(?:(?:طيب|و|بس|but|and) ?)*(?:ليش|ليه|وليش|وليه|لماذا|لش|وش السبب|ايش السبب|ما السبب|السبب|why|what is the reason)(?: (?:ما )?(?:رفضتو?ني|رفضتو?ا?|انرفضت?|انرفض طلبي|مرفوض|مرفوضه|الرفض|رفض طلبي|قبلتو?ني|قبلتو?ا?|وافقتو?ا?|طلبي مرفوض|not|so|was i (?:declined|refused)|was it (?:declined|refused)|declined|refused))?$/u;

/** «ليش؟», «ليش رفضتوني», "why?": a question for the reason of what was told, and nothing else. */
export const asksWhy = (words: string): boolean => why.test(matchKey(words));

const objection =
  /^(?:(?:انا|ابي|ابغي|ابغا|ودي|كيف|i|want to|how do i) )*(?:اعترض|معترضه?|اعتراض|object|appeal|objection)(?: (?:علي )?(?:القرار|الرفض))?$/u;

/** «أعترض», «ابي اعترض على القرار», "I object": an objection to what was decided, and nothing else. */
export const objects = (words: string): boolean => objection.test(matchKey(words));

const reasoned =
  /^(?:(?:انا|ابي|ابغى|ابغا|ودي|i|want to) )*(?:[اأ]عترض|معترض[هة]?|عندي اعتراض|اعتراضي|object|appeal)(?: على (?:القرار|الرفض)| to (?:the|this) (?:decision|refusal))?\s*[،,.:؛-]*\s*(?:ل[أا]ن|علشان|عشان|بسبب|because|since|as)\S*\s+\S/iu;

/** «أعترض لأن …», "I object, because …": an objection that brings its reasons with it. */
export const objectsBecause = (words: string): boolean => reasoned.test(words.trim());
