import type { SendOutcome } from '../contract.ts';
import { type CallFailure, failureWords } from './api.ts';

type NotSent = Extract<SendOutcome, { certainty: 'not-sent' }>;

const notSent = (reason: NotSent['reason'], retry: boolean, detail: string): NotSent => ({
  certainty: 'not-sent',
  reason,
  retry,
  detail,
});

/** Refusals that mean that nobody can be reached at this address, as Telegram words them. */
const nobodyThere =
  /chat not found|user not found|peer_id_invalid|can't initiate conversation|chat was deactivated|chat was deleted/iu;

/**
 * What a failed call says about the message. Telegram's errors below 500 are decided before anything is sent; one of
 * 500 and above may come after the message went out, so it is unknown.
 */
export const outcomeOf = (failure: CallFailure): SendOutcome => {
  const detail = failureWords(failure);
  if (failure.is === 'not-reached') return notSent('provider-down', true, detail);
  if (failure.is === 'no-answer') return { certainty: 'unknown', detail };
  const { code, description, movedTo } = failure;
  if (code >= 500) return { certainty: 'unknown', detail };
  if (movedTo !== undefined) return { ...notSent('moved', true, detail), movedTo };
  if (code === 429) {
    return { ...notSent('rate-limited', true, detail), retryAfterSeconds: failure.retryAfterSeconds ?? 1 };
  }
  if (nobodyThere.test(description)) return notSent('unreachable', false, detail);
  if (code === 403) return notSent('blocked', false, detail);
  // The token is wrong or was revoked: nothing is wrong with the message, and an operator can mend it.
  if (code === 401 || code === 404) return notSent('provider-down', true, detail);
  return notSent('rejected', false, detail);
};
