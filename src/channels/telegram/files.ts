import { fail, ok, type Result } from '../../kernel/result.ts';
import type { FileReference } from '../contract.ts';
import type { CallFailure, TelegramApi } from './api.ts';
import type { TelegramClock } from './clock.ts';
import { telegramLimits } from './limits.ts';

type Problem = 'too-large' | 'gone' | 'unreachable';

const problemOf = (failure: CallFailure): Problem => {
  if (failure.is !== 'refused') return 'unreachable';
  if (/too big/iu.test(failure.description)) return 'too-large';
  return failure.code === 400 ? 'gone' : 'unreachable';
};

/** Reads no more than it may; a file larger than its provider said is given up in the middle. */
const readLimited = async (response: Response, most: number): Promise<Result<Uint8Array, Problem>> => {
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body?.cancel();
    return fail('too-large');
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > most) return fail('too-large');
    chunks.push(chunk);
  }
  return ok(new Uint8Array(Buffer.concat(chunks)));
};

/** Fetches a file's content in two steps, as the Bot API has it; `gone` when Telegram no longer gives it out. */
export const createFileFetcher =
  (api: TelegramApi, clock: TelegramClock) =>
  async (file: FileReference, maximumBytes: number): Promise<Result<Uint8Array, Problem>> => {
    const found = await api.call((raw, signal) => raw.getFile({ file_id: file.reference }, signal));
    if (!found.ok) return fail(problemOf(found.error));
    const { file_path: path, file_size: size = 0 } = found.value;
    if (size > maximumBytes) return fail('too-large');
    if (path === undefined) return fail('gone');
    const controller = new AbortController();
    const callOff = clock.after(telegramLimits.fileTimeoutMillis, () => controller.abort());
    try {
      const response = await api.download(path, controller.signal);
      if (response.ok) return await readLimited(response, maximumBytes);
      await response.body?.cancel();
      return fail(response.status < 500 && response.status !== 429 ? 'gone' : 'unreachable');
    } catch {
      // The error names the address, and that holds the token.
      return fail('unreachable');
    } finally {
      callOff();
    }
  };
