import { Api, GrammyError, HttpError } from 'grammy';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { TelegramClock } from './clock.ts';
import { telegramLimits } from './limits.ts';

/** How a call ended that gave no result. Only `not-reached` and `refused` say that nothing was done. */
export type CallFailure =
  | {
      readonly is: 'refused';
      readonly code: number;
      readonly description: string;
      readonly retryAfterSeconds?: number;
      readonly movedTo?: string;
    }
  | { readonly is: 'not-reached'; readonly detail: string }
  | { readonly is: 'no-answer'; readonly detail: string };

type RawCalls = Api['raw'];
/** The signal's type as grammY has it; the platform's own signal is one. */
export type GrammySignal = NonNullable<Parameters<RawCalls['getMe']>[0]>;

export interface CallOptions {
  readonly timeoutMillis?: number;
  readonly signal?: AbortSignal;
}

export interface TelegramApi {
  /** Calls a method; the token is in no failure's words. */
  call<Value>(
    run: (raw: RawCalls, signal: GrammySignal) => Promise<Value>,
    options?: CallOptions,
  ): Promise<Result<Value, CallFailure>>;
  /** Fetches a file's content by the path that `getFile` gave. */
  download(path: string, signal: AbortSignal): Promise<Response>;
}

const defaultRoot = 'https://api.telegram.org';

/** A connection that was never made: the request surely did not arrive. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

const codesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  const nested = error instanceof HttpError ? codesOf(error.error) : [];
  return [...own, ...inner, ...nested, ...codesOf(error.cause)];
};

const lostWords = (error: unknown): string => codesOf(error)[0] ?? 'the answer was no JSON or broke off';

const failureOf = (error: unknown, timedOut: boolean): CallFailure => {
  if (error instanceof GrammyError) {
    // A proxy's error, or a wrong address: JSON, but no answer of the Bot API.
    if (typeof error.error_code !== 'number' || typeof error.description !== 'string')
      return { is: 'no-answer', detail: 'the answer was none of the Bot API: is TELEGRAM_API_ROOT right?' };
    const { retry_after, migrate_to_chat_id } = error.parameters;
    return {
      is: 'refused',
      code: error.error_code,
      description: error.description,
      ...(retry_after === undefined ? {} : { retryAfterSeconds: retry_after }),
      ...(migrate_to_chat_id === undefined ? {} : { movedTo: String(migrate_to_chat_id) }),
    };
  }
  if (timedOut) return { is: 'no-answer', detail: 'Telegram did not answer in time' };
  const code = codesOf(error).find((each) => neverConnected.has(each));
  if (code !== undefined) return { is: 'not-reached', detail: `Telegram cannot be reached (${code})` };
  return { is: 'no-answer', detail: `Telegram's answer was lost (${lostWords(error)})` };
};

/**
 * The platform's fetch for grammY: unlike node-fetch, it says whether a connection was ever made, and does not use
 * connections again that the other side may have closed meanwhile. A redirect would carry the token elsewhere.
 */
const platformFetch = async (url: string | URL, init: RequestInit): Promise<Response> => {
  const { signal, method, headers, body } = init;
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  try {
    return await fetch(url, {
      ...(method === undefined ? {} : { method }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
      redirect: 'error',
      duplex: 'half',
      signal: controller.signal,
    });
  } catch (error) {
    signal?.removeEventListener('abort', abort);
    throw error;
  }
};

const withoutToken = (failure: CallFailure, token: string): CallFailure =>
  failure.is === 'refused'
    ? { ...failure, description: failure.description.replaceAll(token, '[token]') }
    : { ...failure, detail: failure.detail.replaceAll(token, '[token]') };

/** The Bot API through grammY's client, with failures as values. */
export const createTelegramApi = (options: {
  readonly token: string;
  readonly apiRoot?: string | undefined;
  readonly clock: TelegramClock;
}): TelegramApi => {
  const { token, clock } = options;
  const root = (options.apiRoot ?? defaultRoot).replace(/\/+$/u, '');
  type ClientOptions = NonNullable<ConstructorParameters<typeof Api>[1]>;
  const client: ClientOptions = {
    apiRoot: root,
    // grammY's type names node-fetch; the two agree in all that its client uses.
    fetch: platformFetch as unknown as NonNullable<ClientOptions['fetch']>,
  };
  const { raw } = new Api(token, client);
  return {
    async call(run, { timeoutMillis = telegramLimits.requestTimeoutMillis, signal } = {}) {
      const controller = new AbortController();
      let timedOut = false;
      const callOff = clock.after(timeoutMillis, () => {
        timedOut = true;
        controller.abort();
      });
      const abort = () => controller.abort();
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort);
      try {
        return ok(await run(raw, controller.signal as unknown as GrammySignal));
      } catch (error) {
        return fail(withoutToken(failureOf(error, timedOut), token));
      } finally {
        callOff();
        signal?.removeEventListener('abort', abort);
      }
    },
    download: (path, signal) => {
      const encoded = path.split('/').map(encodeURIComponent).join('/');
      return fetch(`${root}/file/bot${token}/${encoded}`, { signal, redirect: 'error' });
    },
  };
};

/** A failure in words for logs: no secret, nobody's words. */
export const failureWords = (failure: CallFailure): string =>
  failure.is === 'refused' ? `${failure.code}: ${failure.description}` : failure.detail;
