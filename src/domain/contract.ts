import type { Transaction } from '../db/client.ts';
import type { Answers, Json, Message, Param, Profile, Reader, Reply } from '../engine/vocabulary.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Result } from '../kernel/result.ts';
import type { Paper } from '../paper/paper.ts';

export type { Block, Cell, Paper } from '../paper/paper.ts';

/** The roles of staff. */
export const roles = [
  'case-officer',
  'licensing-officer',
  'marketing-officer',
  'finance-officer',
  'bank-officer',
  'manager',
] as const;
export type Role = (typeof roles)[number];

/** A person's data key, opened. */
export interface PersonKey {
  readonly id: string;
  seal(plain: string, associated: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, associated: string): string;
}

/** Who acts, when, and from where. Time, ids and keys are passed in. */
export interface Actor {
  readonly personId: string;
  readonly key: PersonKey;
  readonly channel: string;
  readonly language: 'ar' | 'en';
  readonly member: { readonly id: string; readonly role: Role; readonly name: string } | null;
}

/** How somebody was spoken to when a text was shown. */
export type ReaderOfText = Reader;

/** What domain modules may use from the house. */
export interface Services {
  readonly now: Date;
  readonly today: IsoDate;
  newId(): string;
  /** A code that people can type: without letters or digits that are mistaken for each other. */
  newCode(): string;
  lookup(kind: 'national-id' | 'iban' | 'mobile' | 'code', value: string): string;
  /** The key of another person, from its row. */
  keyOf(transaction: Transaction, personId: string): Promise<PersonKey>;
  /** A new person with a key and an empty conversation, spoken to as is known (a family registered at the desk). */
  createPerson(
    transaction: Transaction,
    profile?: Partial<Profile>,
  ): Promise<{ readonly personId: string; readonly key: PersonKey }>;
  /** Under whose id documents are the association's own (the bank's letters): nobody's, and never erased. */
  associationPerson(transaction: Transaction): Promise<string>;
  /** A text in the words in which its reader sees it. */
  text(text: Message, reader: ReaderOfText): string;
  /** Hash of a text in the very words in which its reader saw it (consents). */
  textHash(text: Message, reader: ReaderOfText): string;
  /**
   * Makes a paper and stores it, encrypted under the person's key, before any row names it; one that no row comes to name
   * is swept away.
   */
  makePaper(transaction: Transaction, personId: string, paper: Paper): Promise<MadePaper>;
  /** Where people can write to us: the bot's name, and the address of the web chat; null where there is none. */
  readonly doors: { readonly bot: string | null; readonly chat: string | null };
  /** What the association's texts name of it. */
  readonly association: { readonly licence: string; readonly phone: string };
}

/** A paper that is made and stored, and that no row names yet. */
export interface MadePaper {
  readonly documentId: string;
  readonly mime: string;
  readonly bytes: number;
  /** Of the file, and of what it says whatever its layout; hex. */
  readonly sha256: string;
  readonly contentSha256: string;
  readonly storageKey: string;
  readonly keyId: string;
}

export interface AuditEntry {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  /** Ids, states, counts. Never personal values. */
  readonly references?: { readonly [name: string]: string | number | boolean | null };
}

/** A message to somebody else than the one who acts. */
export interface MessageToPerson {
  readonly personId: string;
  readonly reply: Reply;
  /** `dialogue` is sent again after an unknown outcome; `once` never is. */
  readonly policy: 'dialogue' | 'once';
  /** Written at most once under this key. */
  readonly onceKey?: string;
}

/** A flow to open on somebody else, on top of whatever that person is in the middle of. */
export interface OpenForPerson {
  readonly personId: string;
  readonly flow: string;
  readonly params: Answers;
  /** Opened at most once under this key. */
  readonly onceKey: string;
}

/** A flow to end on somebody who left it half-way too long, if nothing was asked there since the question `asked`. */
export interface EndForPerson {
  readonly personId: string;
  readonly flow: string;
  readonly params: Answers;
  readonly asked: number;
  readonly says: readonly Message[];
  readonly choices: NonNullable<Reply['choices']>;
  /** Ended at most once under this key. */
  readonly onceKey: string;
}

/** What a command or an action did, beyond its own tables; written in the same transaction. */
export interface Effects {
  /** Values for the `{outcome}` params of the flow's last words. */
  readonly outcome?: { readonly [name: string]: Param };
  /** Said to the one who acts, after the flow's own last words. */
  readonly replies?: readonly Reply[];
  readonly messages?: readonly MessageToPerson[];
  readonly opens?: readonly OpenForPerson[];
  readonly ends?: readonly EndForPerson[];
  /** A flow to open on the one who acts (a button that needs words). */
  readonly openHere?: { readonly flow: string; readonly params: Answers };
  readonly audit?: readonly AuditEntry[];
  /** Whose the flow's talk is from now on (a family registered at the desk); the one's who acts without it. */
  readonly handOverTo?: string;
}

/** Why a command cannot be carried out: the question that must be answered otherwise, and the problem's text key. */
export interface Refusal {
  readonly question: string;
  readonly problem: string;
}

export interface CommandRequest {
  readonly transaction: Transaction;
  readonly services: Services;
  readonly actor: Actor;
  readonly answers: Answers;
  readonly params: Answers;
}

export type CommandHandler = (request: CommandRequest) => Promise<Result<Effects, Refusal>>;

export interface ActionRequest {
  readonly transaction: Transaction;
  readonly services: Services;
  readonly actor: Actor;
  /** Parts of the pressed button's id after `act:`. */
  readonly parts: readonly string[];
}

/** A button on a card, pressed by a member of staff. */
export type ActionHandler = (request: ActionRequest) => Promise<Effects>;

export interface SourceRequest {
  readonly transaction: Transaction;
  readonly services: Services;
  readonly actor: Actor;
  readonly params: Answers;
}

/** Data that a turn needs from outside. */
export type Source = (request: SourceRequest) => Promise<Json>;
