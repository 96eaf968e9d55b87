import { type Context, Hono } from 'hono';
import type { Result } from '../../kernel/result.ts';
import type { Receiver } from '../contract.ts';
import { webAccount, webChannel } from './adapter.ts';
import { pendingAnswer, turnAnswer } from './answer.ts';
import { readMessage } from './body.ts';
import { clientAddress } from './client-address.ts';
import { apiHeaders } from './headers.ts';
import { conversationId, isStoredId } from './identifiers.ts';
import type { WebInbox } from './inbox.ts';
import { webLimits } from './limits.ts';
import { mediaHeaders } from './media.ts';
import { pageRoutes, type WebChatMode } from './page-routes.ts';
import { problem, type WebProblem } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';

/** What this router needs of the program's log. */
interface WebLog {
  warn(fields: object, message: string): void;
}

interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface WebChatOptions {
  readonly receiver: Receiver;
  readonly inbox: WebInbox;
  readonly mode: WebChatMode;
  readonly log: WebLog;
  /** Requests from this machine are not counted. */
  readonly rate?: { readonly perConversation: Rate; readonly perAddress: Rate };
  /** A proxy in front sets X-Forwarded-For, and nobody reaches this server around it. */
  readonly behindProxy?: boolean;
  /** Milliseconds of a clock that never goes back; for the rate limit. */
  readonly now?: () => number;
}

const defaultRate = {
  perConversation: { burst: 30, perSecond: 5 },
  // Mobile networks put many phones behind one address.
  perAddress: { burst: 300, perSecond: 50 },
};

const noSuchFile = problem(404, 'not-found', 'This conversation holds no such file.');

function refuse(context: Context, refusal: WebProblem): Response {
  return context.json({ error: refusal.message, code: refusal.code }, refusal.status);
}

/**
 * The web chat: its page and its HTTP API, a public contract. Errors are JSON `{"error": "<sentence>", "code"}`.
 * Failures of the store behind it are thrown, and answered by the server's error handler.
 */
export function webChatRoutes(options: WebChatOptions): Hono {
  const app = new Hono();
  if (options.mode === 'off') return app;
  const { receiver, inbox, log, behindProxy = false } = options;
  const now = options.now ?? (() => performance.now());
  const { perConversation, perAddress } = options.rate ?? defaultRate;
  const conversationLimit = createRateLimit({ ...perConversation, now });
  const addressLimit = createRateLimit({ ...perAddress, now });

  const conversation = (context: Context): Result<string, WebProblem> =>
    conversationId(context.req.param('id') ?? '');

  app.get('/', (context) => context.redirect('/chat'));
  app.route('/chat', pageRoutes(options.mode));

  app.use('/chat/api/*', async (context, next) => {
    for (const [name, value] of Object.entries(apiHeaders)) context.header(name, value);
    const address = clientAddress(context, behindProxy);
    if (address === null) return next();
    const waitSeconds = addressLimit.take(address) ?? conversationLimit.take(context.req.path);
    if (waitSeconds === null) return next();
    // Not the path: it holds the conversation's id.
    log.warn({ address, waitSeconds }, 'web chat: too many requests');
    context.header('retry-after', String(waitSeconds));
    return refuse(context, problem(429, 'too-many', `Too many requests; try again in ${waitSeconds} s.`));
  });

  app.post('/chat/api/conversations/:id/messages', async (context) => {
    const id = conversation(context);
    if (!id.ok) return refuse(context, id.error);
    const message = await readMessage(context.req.raw);
    if (!message.ok) return refuse(context, message.error);
    const { body, languageHint } = message.value;
    const received = await receiver.receive({
      channel: webChannel,
      account: webAccount,
      peer: id.value,
      // Not the conversation's id: it is the key to the conversation, and this is kept in clear.
      providerId: message.value.id,
      body,
      ...(languageHint === undefined ? {} : { languageHint }),
    });
    const turn = await received.settled(webLimits.settleMillis);
    return turn === null ? context.json(pendingAnswer, 202) : context.json(turnAnswer(id.value, turn));
  });

  app.get('/chat/api/conversations/:id/messages', async (context) => {
    const id = conversation(context);
    if (!id.ok) return refuse(context, id.error);
    const after = context.req.query('after') || null;
    if (after !== null && !isStoredId(after)) {
      return refuse(context, problem(400, 'reply-id', '"after" is the id of a reply.'));
    }
    return context.json(turnAnswer(id.value, await inbox.repliesAfter(id.value, after)));
  });

  app.get('/chat/api/conversations/:id/media/:documentId', async (context) => {
    const id = conversation(context);
    if (!id.ok) return refuse(context, id.error);
    const documentId = context.req.param('documentId');
    const file = isStoredId(documentId) ? await inbox.media(id.value, documentId) : null;
    if (file === null) return refuse(context, noSuchFile);
    return context.body(new Uint8Array(file.content), 200, mediaHeaders(file.mime));
  });

  app.all('/chat/api/conversations/:id/messages', (context) => {
    context.header('allow', 'GET, POST');
    return refuse(context, problem(405, 'method', 'Messages are sent by POST and read by GET.'));
  });
  app.all('/chat/api/*', (context) =>
    refuse(context, problem(404, 'not-found', 'There is no such address.')),
  );
  return app;
}
