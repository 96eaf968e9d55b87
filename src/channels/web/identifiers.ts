import { fail, ok, type Result } from '../../kernel/result.ts';
import { webLimits } from './limits.ts';
import { problem, type WebProblem } from './problem.ts';

const conversationPattern = /^[A-Za-z0-9_-]{16,128}$/;
const storedPattern = /^[A-Za-z0-9_-]{1,64}$/;
const unprintable = /[\p{Cc}\p{Surrogate}]/u;

/** A conversation's id is its only key: whoever knows it reads the conversation, so a short one is refused. */
export function conversationId(raw: string): Result<string, WebProblem> {
  if (conversationPattern.test(raw)) return ok(raw);
  return fail(
    problem(
      400,
      'conversation-id',
      'A conversation id is 16 to 128 characters of A-Z, a-z, 0-9, "-" and "_". Make it from at least 128 random bits: a shorter or patterned id can be guessed, and whoever knows it reads the conversation.',
    ),
  );
}

/** The client's own id of a message, which makes sending it again harmless. */
export function messageId(raw: unknown): Result<string, WebProblem> {
  if (
    typeof raw === 'string' &&
    raw.length >= 1 &&
    raw.length <= webLimits.messageIdCharacters &&
    !unprintable.test(raw)
  ) {
    return ok(raw);
  }
  return fail(
    problem(
      400,
      'message-id',
      `"id" is the message's own id: a string of 1 to ${webLimits.messageIdCharacters} printable characters, new for each message and the same when it is sent again.`,
    ),
  );
}

/** An id that we made (of a reply, of a document); nothing else can name a stored thing. */
export const isStoredId = (raw: string): boolean => storedPattern.test(raw);
