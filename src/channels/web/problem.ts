/** Why a request was not taken; `message` is a sentence for whoever writes a client, without anything of the body. */
export interface WebProblem {
  readonly status: 400 | 404 | 405 | 413 | 429;
  readonly code:
    | 'conversation-id'
    | 'malformed-json'
    | 'malformed-multipart'
    | 'message-id'
    | 'wrong-shape'
    | 'reply-id'
    | 'too-large'
    | 'too-many'
    | 'not-found'
    | 'method';
  readonly message: string;
}

export const problem = (
  status: WebProblem['status'],
  code: WebProblem['code'],
  message: string,
): WebProblem => ({
  status,
  code,
  message,
});
