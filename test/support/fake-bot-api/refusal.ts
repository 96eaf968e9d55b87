/** A refusal as the Bot API words it, thrown by a method and answered as `{ok: false, …}`. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;

  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (words: string): Refusal => new Refusal(400, `Bad Request: ${words}`);
export const forbidden = (words: string): Refusal => new Refusal(403, `Forbidden: ${words}`);

/** What goes wrong with a call instead of, or after, its being done. */
export type Trouble =
  /** This one goes well; the trouble comes after it. */
  | 'none'
  | { readonly retryAfterSeconds: number }
  | { readonly code: number; readonly description: string }
  /** Takes the request and never answers. */
  | 'never-answers'
  /** Does what was asked and drops the connection. */
  | 'loses-answer'
  /** Drops the connection without doing anything. */
  | 'drops-connection'
  /** A proxy's page instead of JSON. */
  | 'answers-html'
  /** A proxy's own JSON, which is none of the Bot API's. */
  | 'answers-foreign-json';

export const refusalOf = (trouble: Exclude<Trouble, string>): Refusal =>
  'retryAfterSeconds' in trouble
    ? new Refusal(429, `Too Many Requests: retry after ${trouble.retryAfterSeconds}`, {
        retry_after: trouble.retryAfterSeconds,
      })
    : new Refusal(trouble.code, trouble.description);
