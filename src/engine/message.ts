import type { IsoDate } from '../kernel/dates.ts';
import type { Drawing } from './drawing.ts';

// What is said: values, texts by their keys, buttons, and the messages that they make.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a question was answered with, as kept in the frame; `null` is an optional question that was skipped. */
export type Answers = { [key: string]: Json };

/** A value inside a text: plain values are formatted by the reader's language and digits when rendered. */
export type Param =
  | string
  | number
  | { readonly money: number }
  /** Short, for a day near today: `day` without its weekday too. */
  | { readonly date: IsoDate; readonly withHijri?: boolean; readonly as?: 'day' | 'weekday' }
  | { readonly code: string }
  /** A name that configuration has in both languages. */
  | { readonly names: { readonly ar: string; readonly en: string } }
  /** Somebody's own words, shown as they were written, digits and all. */
  | { readonly said: string }
  /** An address on the web, with nothing around it that would become part of it where it is pressed. */
  | { readonly link: string }
  | { readonly key: string; readonly params?: Params }
  | { readonly list: readonly Param[]; readonly as?: 'lines' | 'words' | 'fields' }
  /** Filled in by the command's outcome inside the same transaction (a case number, a promised day). */
  | { readonly outcome: string };
export type Params = { readonly [name: string]: Param };

/** A text to be said: a key of locales/ (`namespace:path.to.text`) and its values. Never the words themselves. */
export interface Message {
  readonly key: string;
  /** The text to fall back on where the first key has none (a kind's general sentence). */
  readonly or?: string;
  readonly params?: Params;
}

export interface Choice {
  readonly id: string;
  readonly label: Message | { readonly text: string };
}

/** What a reply asks for beyond words, so that a channel can offer its own button for it. */
export type Request = 'photo' | 'document' | 'voice' | 'location' | 'contact';

/** A stored file by its id in the document table. */
export interface MediaReference {
  readonly kind: 'photo' | 'document' | 'voice';
  readonly documentId: string;
  /** What the file is called on the phone, where that is not its id. */
  readonly name?: string;
}

/** What data answers a sentence with: words, a picture sent before them, and buttons below. */
export interface Told extends Message {
  readonly drawing?: Drawing;
  readonly choices?: readonly Choice[];
  /** Left out where a flow of this name is open or was set aside: it tells of itself. */
  readonly unless?: string;
}

/** One message to a person, abstract: channels render it within their capabilities. */
export interface Reply {
  readonly parts: readonly Message[];
  readonly choices?: readonly Choice[];
  /** Back, skip, later, help: shown apart from the choices. */
  readonly controls?: readonly Choice[];
  readonly request?: Request;
  readonly media?: MediaReference;
  /** A picture that goes with it; where it cannot be drawn or sent, the words go alone. */
  readonly drawing?: Drawing;
  /** Number of the question this reply puts; buttons carry it, so that an old button is known as old. */
  readonly asked?: number;
}
