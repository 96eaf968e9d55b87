import type { PhraseBook } from '../kernel/understanding.ts';
import type { Option } from './kinds/kind.ts';
import type { Answers, Facts, Flow, Kind, Need, Params, Question } from './vocabulary.ts';

/** Where words mean a thing: while a flow is open, and what they mean elsewhere. */
interface Place {
  readonly within: string;
  readonly otherwise: string;
}

/** What a sentence that is no answer leads to: a flow, a fixed text, or a text that data decides. */
export type Intent =
  /** `midway` is the control that the same words are in the midst of a flow ("stop"). */
  | { readonly open: string; readonly params?: Answers; readonly midway?: string }
  /**
   * With `resumes`, a flow that was set aside goes on after these words (a greeting); `params` are the text's values;
   * `asked` is the intent that the same words are where a question of that kind waits.
   */
  | {
      readonly say: string;
      readonly resumes?: boolean;
      params?(facts: Facts): Params;
      readonly only?: Place;
      readonly asked?: { readonly [kind in Kind]?: string };
    }
  /**
   * The source answers with a list of `Told`. What a flow `drawn` has come to is sent instead, with these words: a
   * picture of what only that flow knows yet.
   */
  | {
      readonly ask: Need;
      readonly drawn?: { readonly flow: string; readonly question: string; readonly say: string };
      /** A flow of which it is told how far it has come, where it was begun and set aside, with a button to go on. */
      readonly half?: { readonly flow: string; readonly say: string; readonly button: string };
    };

/** How words are understood, compiled from locales/ by the caller. */
export interface Lexicon {
  /** Words for the controls: back, skip, later, help, person, menu, continue, add, done, submit, none, change, lang:ar, ... */
  readonly controls: PhraseBook;
  readonly intents: PhraseBook;
  /** Labels and synonyms of a choice in every language. */
  choiceLabels(namespace: string, question: string, choice: string): readonly string[];
  /** The short names of a question, as reviews show them and as people call it otherwise. */
  questionLabels(namespace: string, question: string): readonly string[];
}

/** All that takeTurn knows of the flows of this program; it names none of them itself. */
export interface Registry {
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  /** The flow at the bottom of every conversation: the menu. */
  readonly home: string;
  /** A flow that comes before everything else, while the facts say so (the welcome). */
  first(facts: Facts): string | null;
  /**
   * The flow that takes what nobody asked for, null where none does: a photo or a file sent to the menu, opened with it
   * as `file`; an IBAN, opened with it as `iban`, `what` being `iban`.
   */
  unasked?(facts: Facts, what: 'file' | 'iban'): string | null;
  readonly intents: { readonly [id: string]: Intent };
  readonly lexicon: Lexicon;
  /** Flows that earlier versions had: their frames are closed with a word, not stranded. */
  readonly retired: readonly string[];
}

export interface CompiledFlow {
  readonly flow: Flow;
  readonly namespace: string;
  readonly index: ReadonlyMap<string, number>;
  /** Options of questions with their words, remembered: compiling them costs more than a turn. */
  readonly options: Map<string, readonly Option[]>;
}

const compileFlow = (flow: Flow): CompiledFlow => ({
  flow,
  namespace: flow.texts ?? flow.name,
  index: new Map(flow.questions.map((question, position) => [question.key, position])),
  options: new Map(),
});

/** The flows by name. Two of one name are a bug. */
export const compileFlows = (flows: readonly Flow[]): ReadonlyMap<string, CompiledFlow> => {
  const byName = new Map<string, CompiledFlow>();
  for (const flow of flows) {
    if (byName.has(flow.name)) throw new Error(`two flows are named ${flow.name}`);
    byName.set(flow.name, compileFlow(flow));
  }
  return byName;
};

export const questionOf = (compiled: CompiledFlow, key: string): Question | null => {
  const position = compiled.index.get(key);
  return position === undefined ? null : (compiled.flow.questions[position] ?? null);
};
