import type { Registry } from '../registry.ts';
import type { Answers, Choice, Facts, Reader, Reply } from '../vocabulary.ts';
import type { StandIn } from './drive.ts';
import type { Shapes } from './shapes.ts';

/** The texts of one namespace: nested objects whose leaves are strings or lists of phrases. */
export type TextTree = { readonly [key: string]: string | readonly string[] | TextTree };

export const checkedLanguages = ['ar', 'en'] as const;
export type CheckedLanguage = (typeof checkedLanguages)[number];

export type TextsByLanguage = {
  readonly [language in CheckedLanguage]: { readonly [namespace: string]: TextTree };
};

export type { Reader };

interface RenderedButton {
  readonly id: Choice['id'];
  readonly label: string;
}

export interface RenderedReply {
  readonly text: string;
  readonly choices: readonly RenderedButton[];
  readonly controls: readonly RenderedButton[];
}

/** What one channel can carry; null buttons: choices become numbered lines. */
export interface ChannelLimits {
  readonly name: string;
  readonly textCharacters: number;
  readonly captionCharacters: number;
  readonly buttons: {
    readonly most: number;
    readonly labelCharacters: number;
    readonly idBytes: number;
  } | null;
}

/** Somebody for whom flows are tried out: what is known of the person, and the data that a turn would load. */
export interface SampleWorld {
  readonly name: string;
  readonly today: string;
  readonly address: 'female' | 'male' | null;
  readonly facts: Facts;
  readonly standIn: StandIn;
  /** Whether a flow is ever opened for this person. */
  readonly opens: (flow: string) => boolean;
}

/** A flow as the house opens it, beside plainly. */
export interface SampleOpening {
  readonly flow: string;
  readonly params: Answers;
}

/** Everything that a check of flows looks at. */
export interface CheckedHouse {
  readonly registry: Registry;
  readonly texts: TextsByLanguage;
  readonly render: (reply: Reply, reader: Reader) => RenderedReply;
  readonly channels: readonly ChannelLimits[];
  readonly worlds: readonly SampleWorld[];
  readonly openings: readonly SampleOpening[];
  /** The shapes as they were last written down; null: nothing to compare with. */
  readonly shapes: Shapes | null;
}
