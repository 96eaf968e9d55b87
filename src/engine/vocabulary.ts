import type { ZodType } from 'zod';
import type { IsoDate } from '../kernel/dates.ts';
import type { Drawing } from './drawing.ts';
import type { Answers, Choice, Json, MediaReference, Message, Params, Reply } from './message.ts';
import type { Profile, Reader } from './profile.ts';
import type { TurnEvent } from './turn-events.ts';

export type {
  Answers,
  Choice,
  Json,
  MediaReference,
  Message,
  Param,
  Params,
  Reply,
  Request,
  Told,
} from './message.ts';

/** The kinds of question. Each has a file of the same name under kinds/. */
export const kinds = [
  'text',
  'choice',
  'multi-choice',
  'yes-no',
  'number',
  'money',
  'date',
  'phone',
  'national-id',
  'iban',
  'photo',
  'document',
  'location',
  'contact',
  'voice',
  'group',
  'review',
] as const;
export type Kind = (typeof kinds)[number];

/** What is known of the person before the turn (registered, member's role, ...), loaded by the caller. */
export type Facts = { readonly [key: string]: Json };

/** One message from a person, as the channels hand it in. Media is stored before the turn. */
export type Input =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'choice'; readonly id: string; readonly asked?: number }
  | { readonly type: 'choices'; readonly ids: readonly string[] }
  | { readonly type: 'location'; readonly lat: number; readonly lon: number }
  /** `own` is true when the channel proved that the number is the sender's. */
  | { readonly type: 'contact'; readonly phone: string; readonly own: boolean; readonly name?: string }
  | {
      readonly type: 'media';
      readonly kind: 'photo' | 'document' | 'voice';
      readonly documentId: string;
      readonly caption?: string;
      /** How many pages a document has, where that can be told. */
      readonly pages?: number;
      /** The same of all files that were sent at once. */
      readonly album?: string;
    }
  /** A file that was not admitted (see documents/intake), or a kind of message that we do not take. */
  | { readonly type: 'refused-media'; readonly problem: string }
  | { readonly type: 'unsupported'; readonly what: string }
  /** From inside the house: a flow to open on this person, on top of whatever is open. */
  | { readonly type: 'open'; readonly flow: string; readonly params?: Answers }
  /**
   * From inside the house: a flow that was left half-way too long ends, if nothing was asked since its question `asked`;
   * `says` tells the person.
   */
  | {
      readonly type: 'end';
      readonly flow: string;
      readonly params?: Answers;
      readonly asked: number;
      readonly says: readonly Message[];
      readonly choices?: readonly Choice[];
    };

/** A line of a repeated group while it is being filled; `index` is set when a kept line is edited. */
export interface GroupItem {
  readonly group: string;
  readonly answers: Answers;
  readonly at: string;
  readonly index?: number;
}

/** One open flow of a conversation. */
export interface Frame {
  readonly flow: string;
  readonly version: number;
  /** Key of the waiting question; null before the first is put. */
  readonly at: string | null;
  /** Where one is on the path, from 1. */
  readonly number: number;
  readonly answers: Answers;
  readonly params?: Answers;
  /** The day on which this frame, and those above it, were set aside. */
  readonly parkedOn?: IsoDate;
  readonly attempts?: number;
  /** What was wrong the last time: said again it helps nobody. */
  readonly lastProblem?: string;
  readonly item?: GroupItem;
  /** The question from which this one was opened to be changed: going back leads there, and changes nothing. */
  readonly editedFrom?: string;
  /** Lines of groups that are not done yet, by the group's key. */
  readonly lines?: { readonly [group: string]: readonly Json[] };
  /** Number of the first time this question was put: buttons older than it are old. */
  readonly since?: number;
  /** A half-understood answer that is being cleared up (1987 or 1387?), as the kind left it. */
  readonly pending?: Json;
  /** Something that was loaded has been changed here, and is not sent yet. */
  readonly unsent?: true;
  /** The choices from data that were offered with the waiting question. */
  readonly offered?: readonly { readonly id: string; readonly label: string }[];
}

/** Everything that is kept of one conversation between turns. */
export interface Conversation {
  readonly frames: readonly Frame[];
  /** Flows set aside, last one first to be continued. */
  readonly parked?: readonly (readonly Frame[])[];
  readonly profile: Profile;
  /** Counts the questions put; the last one's number is what new buttons carry. */
  readonly asked: number;
  readonly album?: Album;
}

/** The album whose files were answered last, what became of them, and the number of the question that said so. */
export interface Album {
  readonly id: string;
  /** Put to the question, joined to the answer before it, not taken, or all but the first not kept. */
  readonly fate: 'taken' | 'joined' | 'refused' | 'first-only';
  readonly asked: number;
}

/** Data from outside that a turn turned out to need. */
export interface Need {
  readonly source: string;
  readonly params: Answers;
}

/** A flow in which words that were typed at rest are an answer. */
export interface Awaited {
  readonly flow: string;
  readonly params: Answers;
  /** The question that the words answer. */
  readonly question: string;
  /** Nothing else was said since, so that they come before anything else that they may mean. */
  readonly isLast: boolean;
}

/** A flow to open, with its first answers. */
export interface Opening {
  readonly flow: string;
  readonly params: Answers;
}

/** A flow that must be done first, or, with `instead`, in place of the one that needs it. */
export type Needed = Partial<Opening> & { readonly flow: string; readonly instead?: boolean };

/** What is said to a question that data knows the answer of. */
export interface Saying {
  readonly say: readonly Message[];
}

/** Words that lead somewhere by themselves, or by what data knows: the source gives an `Opening`, a `Saying` or null. */
export type Lead = ({ readonly need: Need } | { readonly opening: Opening }) & {
  /** They can hardly mean anything else, so that they come before the answers themselves. */
  readonly first: boolean;
};

/** What a flow does at its end, carried out by the caller in the turn's transaction. */
export interface Command {
  readonly name: string;
  readonly flow: string;
  readonly answers: Answers;
  readonly params: Answers;
}

export type { Drawing, Profile, Reader, TurnEvent };

export interface TurnContext {
  readonly today: IsoDate;
  readonly facts: Facts;
  /** What earlier `needs` asked for, by `needKey`. */
  readonly data: { readonly [needKey: string]: Json };
  /** A command that was tried and refused by the facts (an ID registered a moment ago): the turn is taken again. */
  readonly refusal?: { readonly flow: string; readonly question: string; readonly problem: string };
}

export interface Turn {
  readonly type: 'turn';
  readonly conversation: Conversation;
  readonly replies: readonly Reply[];
  readonly command: Command | null;
  readonly events: readonly TurnEvent[];
  /** The input answered a sensitive question, or looks like an ID or IBAN: the channel deletes it where it can. */
  readonly sensitive: boolean;
}

export type TurnOutcome =
  | Turn
  | { readonly type: 'needs'; readonly needs: readonly Need[] }
  /** The conversation was left by a newer version of a flow than this process knows. */
  | { readonly type: 'newer'; readonly flow: string };

/** What words that are no answer say of this question and others, of a later flow, and what the person is called. */
export interface ToldInstead<A extends Answers = Answers> {
  readonly answers: Partial<A>;
  readonly called?: string;
  /** First answers of a flow that is opened later: what need not be asked there. */
  readonly later?: { readonly flow: string; readonly answers: Answers };
}

/** One question: one object. Methods are the only logic, and pure. */
export interface Question<A extends Answers = Answers> {
  readonly key: string & keyof A;
  readonly kind: Kind;
  readonly optional?: boolean;
  /** An ID, an IBAN, a photo of an ID: deleted in the chat once stored, masked in reviews. */
  readonly sensitive?: boolean;
  /** A number of somebody else's: the phone is not asked for its own. */
  readonly ofAnother?: boolean;
  /** A photo may as well come as a file of another sort (a PDF of an ID). */
  readonly orDocument?: boolean;
  /** Files that come one after another (the pages of a paper, an album) are one answer, a list, until it is done. */
  readonly several?: boolean;
  /** Files that stand in the answer already when the question is put for the first time. */
  begins?(answers: Partial<A>): readonly Json[];
  /** The question of several files that a file which comes here belongs to: a page that was sent late. */
  readonly gathers?: string & keyof A;
  /** «بعدين» is said of what is asked for, which is skipped; the flow is not set aside. */
  readonly laterSkips?: boolean;
  /** A date that cannot lie in the future (a birth date). */
  readonly past?: boolean;
  /** A day of these days that is over (a visit): «أمس», «الأحد» are taken, as the last of their name. */
  readonly recent?: boolean;
  /** A day of these days that is not over (an absence): without a year it is the next of its name. */
  readonly coming?: boolean;
  /** Amounts named one beside the other are offered as their sum (an income from several sources). */
  readonly sums?: boolean;
  /** People told one by one («أنا وزوجي وخمس عيال») are counted, whoever writes among them. */
  readonly counts?: 'people';
  /** Answers of later questions of choice that are told in the same breath («رقم زوجي ٠٥…» says whose it is). */
  alsoTells?(words: string): Partial<A>;
  /** Questions whose answers no longer hold once this one is answered anew (whose a mobile is): they are asked again. */
  readonly outdates?: readonly (string & keyof A)[];
  /** What words that are no answer here say of this and later questions, and what the person is called. */
  tellsInstead?(words: string): ToldInstead<A> | null;
  /** The number that words mean by an earlier answer («كلهم», of those in the house); it is asked back. */
  means?(words: string, answers: Partial<A>): number | null;
  /** Whether words beside an amount speak of another one («قسط سيارة ٩٠٠» where sales are asked): it is asked back. */
  doubts?(words: string): boolean;
  /** What is wrong with words that hold a number and are no answer («عشرين سنة» of a product); a problem's key, or null. */
  refuses?(words: string): string | null;
  /** Leaves out what people put around the answer («ناديني أم فهد»), or says a number in the unit asked («سنتين»). */
  tidies?(words: string): string;
  /** Problems that only a person can clear up: the button for one stands there at once. */
  readonly personFor?: readonly string[];
  /** A finer rule on the parsed value; an issue's message is the key of the problem's text. */
  readonly schema?: ZodType;
  /** The next-rule: whether the path passes through here; within a line, `all` are the flow's answers. */
  when?(answers: Partial<A>, facts: Facts, all?: Answers): boolean;
  /** Ids of the choices (labels and synonyms stand in locales/). */
  readonly choices?: readonly string[] | ((answers: Partial<A>, facts: Facts) => readonly string[]);
  /** Choices from data; the source gives `[{id, label}]`. */
  choicesFrom?(answers: Partial<A>, facts: Facts): Need;
  /** A rule that needs data: what to load, and the problem's text key, or null when the value stands. */
  readonly check?: {
    needs?(value: Json, answers: Partial<A>): Need;
    problem(value: Json, context: TurnContext, data: Json, answers: Partial<A>): string | null;
  };
  /** A short word said once the answer is taken, with its `value`, or skipped (null): a text key below the question's. */
  said?(value: Json, answers: Partial<A>, context: TurnContext): string | null;
  /** What the answer changes in how the person is spoken to. */
  sets?(value: Json): Partial<Profile>;
  /** The person's own words are the answer, whatever they say (a message to somebody): only exact controls are heeded. */
  readonly verbatim?: boolean;
  /** Files that a question of text takes as well: what is easier said or shown than written. */
  readonly takes?: readonly MediaReference['kind'][];
  /**
   * Where a topic is asked, many tell the whole story: it is kept as the answer to `question`, under the topic that it
   * names, or `otherwise`.
   */
  readonly story?: { readonly question: string & keyof A; readonly otherwise: string };
  /** Asked where words are no answer here: whether somebody waits for them elsewhere; the source gives an `Awaited` or null. */
  awaited?(facts: Facts): Need | null;
  /** Where words may lead that are no answer here (a person's name, «ملف ٤»). */
  leads?(words: string, facts: Facts): Lead | null;
  /** Only leads to the question that matters; not shown among the answers. */
  readonly routing?: boolean;
  /** What is known already and need only be confirmed: shown with the question, and kept by one press; null: nothing. */
  known?(answers: Partial<A>): Json;
  /** Usual answers offered as buttons beside a typed question; within a line, `all` are the flow's answers. */
  suggests?(answers: Partial<A>, profile: Profile, all: Answers): readonly string[];
  /** The answer names a flow to open (a menu). */
  readonly opens?: boolean;
  /** A flow whose answers become this question's answer; the question itself is never put. */
  readonly subflow?: string;
  /** The answer ends the flow here, with its command. */
  ends?(value: Json): boolean;
  /** The answer sets the flow aside with all its answers, to be corrected later. */
  setsAside?(value: Json): boolean;
  /** Earlier questions that words typed here may correct (the town or the date that stands in the way). */
  corrects?(answers: Partial<A>, facts: Facts): readonly string[];
  /** Its own choices stand before those that correct: nothing is in the way, and the yes is the likely answer. */
  readonly answersFirst?: boolean;
  /**
   * The earlier question that this yes-no follows: what says more than yes or no is a new answer to that one, words to
   * a question of words («لا ما عندي رخصة» for the message about to be sent), a choice's own name to one of choices.
   */
  readonly follows?: string & keyof A;
  /** Only an outright «نعم» is a yes to it: what is hard to take back follows («طيب» may mean anything). */
  readonly outright?: boolean;
  /** Key in whose place of the question's own help, hint and problems stand for some people (staff at the menu). */
  wordsFor?(facts: Facts): string | null;
  /** Values for the question's own text, and for those of its problems. */
  params?(answers: Partial<A>, context: TurnContext): Params;
  /** A picture that goes with the question. */
  draws?(answers: Partial<A>): Drawing | null;
  /** Of several choices, those that stand for themselves («none of these»): one press is the answer. */
  readonly alone?: readonly string[];
  /** The questions of one line of a repeated group. */
  readonly questions?: readonly Question[];
  /** A whole line of the group is shown by a text of its own, `<group>.line`, with its answers by key. */
  readonly phrased?: boolean;
  /** Whole lines of a repeated group that words hold («عجانة ٦٥٠٠»); what they lack is asked. None: words like others. */
  reads?(words: string): readonly Answers[];
  readonly minimumItems?: number;
}

export interface Flow<A extends Answers = Answers> {
  readonly name: string;
  /** Grows with every change of shape. */
  readonly version: number;
  /** Namespace of the texts, when it is not the flow's own name. */
  readonly texts?: string;
  readonly questions: readonly Question<A>[];
  /** Said once when the flow opens; `loaded` is what it begins with. */
  intro?(facts: Facts, params: Answers, loaded: Answers): string | null;
  /** Said above each of its questions, also when it is taken up again: whose file it is about. */
  heading?(params: Answers): Message | null;
  /** Worked through by staff alone: nobody else is offered there, and what is no answer is told in an officer's words. */
  readonly ofStaff?: boolean;
  /** May be opened before the flow that comes before all others has been gone through (asking for a person). */
  readonly openToAll?: boolean;
  /** A small one, begun by a button that stays: left for something else, it is not set aside. */
  readonly fleeting?: boolean;
  /** Somebody waits for its answer: left with «الغاء», it can still be gone on with. */
  readonly waitedFor?: boolean;
  /** Where the first answers come from: data already held (my data), loaded when the flow opens. */
  preload?(params: Answers): Need;
  /** What was loaded may be over while it waits (somebody signed at the desk): it is loaded anew with every turn. */
  readonly reloads?: boolean;
  /** What is loaded is only known beside the answers: its questions are asked, counted and gone back to like any. */
  readonly asksAll?: boolean;
  /** First answers that the facts of this very turn give (a command is under way, and what it brings about is not loaded). */
  knows?(facts: Facts): Answers;
  /** Another flow that must be done first, when the facts say so. */
  requires?(facts: Facts): Needed | null;
  /** Null: nothing to do (a menu, a refusal). `loaded`: all answers of the frame, those beside the path too. */
  command(
    answers: A,
    params: Answers,
    loaded: Answers,
  ): { readonly name: string; readonly answers: Answers } | null;
  /** What is kept of the answers where it was left half-way for so long that the house ends it; null: nothing. */
  lapses?(answers: Answers, params: Answers): { readonly name: string; readonly answers: Answers } | null;
  /** Facts that hold once the command has been carried out; the frames below are asked with them. */
  establishes?(answers: A): Facts;
  /**
   * What a wish or question that would lead elsewhere («كم القسط») is answered with within this flow, by its intent; null:
   * it leads there.
   */
  tells?(intent: string, answers: Partial<A>): Message | null;
  /** What is said at the end. */
  outro?(answers: A, params: Answers): Message | null;
  /** Its last words stand alone: to these people the menu below is not offered unasked. */
  endsAlone?(facts: Facts): boolean;
  /** With this end nothing that was asked before is put again unasked: it is set aside. */
  rests?(answers: Partial<A>, facts: Facts): boolean;
  /** Earlier answers in the shape of this version. */
  migrate?(answers: Answers, from: number): Answers;
}
