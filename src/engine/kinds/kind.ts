import type { IsoDate } from '../../kernel/dates.ts';
import type { Choice, Input, Json, Message, Param, Params, Question, Request } from '../vocabulary.ts';

/** One choice with every word by which it may be named. */
export interface Option {
  readonly id: string;
  readonly labels: readonly string[];
}

/** What a kind may look at while it reads an input. */
export interface Asking {
  readonly question: Question;
  readonly options: readonly Option[];
  readonly namespace: string;
  readonly pending: Json;
  readonly today: IsoDate;
}

/** What a kind made of an input. */
export type ParseOutcome =
  | { readonly is: 'answer'; readonly value: Json }
  /** `problem` is a key below `common:problem`, or below the question's own `problem`. */
  | {
      readonly is: 'problem';
      readonly problem: string;
      readonly params?: Params;
      /** What was half understood before was wrong: `pending` is dropped. */
      readonly forgets?: true;
    }
  /** Half understood: asked back once, with what is known so far in `pending`. */
  | {
      readonly is: 'clarify';
      readonly ask: Message;
      readonly choices: readonly Choice[];
      readonly pending: Json;
    };

export interface KindRules {
  readonly request?: Request;
  /** Shows the choices as buttons. */
  readonly showsOptions?: boolean;
  parse(input: Input, asking: Asking): ParseOutcome;
  /** The value as it is shown to the person herself; sensitive values are masked here. */
  describe(value: Json, question: Question, namespace: string): Param;
}

export const answer = (value: Json): ParseOutcome => ({ is: 'answer', value });

export const problem = (key: string, params?: Params): ParseOutcome => ({
  is: 'problem',
  problem: key,
  ...(params ? { params } : {}),
});

/** "No" to what was half understood: it is asked anew. */
export const askAnew = (key: string): ParseOutcome => ({ is: 'problem', problem: key, forgets: true });

/** The sentence for an input of a sort that this kind cannot take (a voice note where a number is asked). */
export const unexpected = (input: Input, kind: string): ParseOutcome => {
  if (input.type === 'refused-media') return problem(`media.${input.problem}`);
  if (input.type === 'unsupported') return problem(input.what === 'edited' ? 'edited' : 'unsupported');
  return problem(`expected.${kind}`);
};

/** Typed text, or a button whose id is taken as if it had been typed (usual answers). */
export const typedText = (input: Input): string | null => {
  if (input.type === 'text') return input.text;
  return input.type === 'choice' ? input.id : null;
};
