import { Registry } from 'prom-client';
import type { ChannelAdapter, Receiver, RenderedReply, SettledTurn } from '../../src/channels/contract.ts';
import { createWebAdapter } from '../../src/channels/web/adapter.ts';
import type { WebInbox, WebReply } from '../../src/channels/web/inbox.ts';
import { webChatRoutes } from '../../src/channels/web/routes.ts';
import { createHttpApp } from '../../src/http/app.ts';
import { startHttp } from '../../src/http/start.ts';
import { createLogger } from '../../src/observability/log.ts';
import { createChanges } from '../support/fake-bot-api/signal.ts';
import type { ChannelHarness, Shown } from './harness.ts';

const conversation = 'conversation-under-test-42';

interface Answered {
  readonly replies: readonly {
    readonly text: string;
    readonly choices: readonly { readonly id: string; readonly label: string }[];
    readonly asked?: number;
    readonly media?: { readonly kind: 'photo' | 'document' | 'voice'; readonly url: string };
  }[];
}

/** The stored replies of one conversation, which is all that sending means in the web chat. */
const createInbox = () => {
  const replies: WebReply[] = [];
  const documents = new Map<string, { readonly mime: string; readonly content: Uint8Array }>();
  const inbox: WebInbox = {
    async repliesAfter(peer): Promise<SettledTurn> {
      return { language: 'ar', replies: peer === conversation ? replies : [], question: null };
    },
    media: async (_peer, documentId) => documents.get(documentId) ?? null,
  };
  const store = ({ media, requestLabel: _label, language: _language, ...reply }: RenderedReply): void => {
    const documentId = `document-${documents.size}`;
    if (media) documents.set(documentId, media);
    replies.push({ ...reply, ...(media ? { media: { kind: media.kind, documentId } } : {}) });
  };
  return { inbox, store };
};

/** The web chat with a page that sends one message after the other, and again what was not taken. */
export const webHarness = async (receiver: Receiver): Promise<ChannelHarness> => {
  const lines: string[] = [];
  const { inbox, store } = createInbox();
  const log = createLogger({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const routes = webChatRoutes({ receiver, inbox, mode: 'demo', log });
  const app = createHttpApp({ routes: [routes], health: {}, metrics: new Registry(), log });
  const running = await startHttp(app, { host: '127.0.0.1', port: 0 });
  if (!running.ok) throw new Error(running.error);
  const server = running.value;
  const root = `http://127.0.0.1:${server.port}`;
  const plain = createWebAdapter();
  const adapter: ChannelAdapter = {
    ...plain,
    async send(peer, reply) {
      store(reply);
      return plain.send(peer, reply);
    },
  };
  const changes = createChanges();
  const messages = `${root}/chat/api/conversations/${conversation}/messages`;
  const waiting: { readonly body: string | FormData }[] = [];
  let last: { readonly body: string | FormData } | null = null;
  let posting = false;
  let count = 0;

  const post = async ({ body }: { readonly body: string | FormData }): Promise<boolean> => {
    const headers = typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {};
    const response = await fetch(messages, { method: 'POST', body, ...headers });
    await response.body?.cancel();
    return response.ok;
  };

  const postWaiting = async (): Promise<void> => {
    if (posting) return;
    posting = true;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (!(await post(next))) break;
      last = next;
      waiting.shift();
      changes.announce();
    }
    posting = false;
    changes.announce();
  };

  const sends = (content: object): void => {
    count += 1;
    waiting.push({ body: JSON.stringify({ id: `m-${count}`, language: 'ar', ...content }) });
    void postWaiting();
  };

  const read = async (): Promise<Answered['replies']> => {
    const response = await fetch(messages);
    return ((await response.json()) as Answered).replies;
  };

  return {
    adapter,
    peer: conversation,
    async shown(): Promise<readonly Shown[]> {
      const replies = await read();
      return Promise.all(
        replies.map(async ({ text, choices, media }) => {
          const buttons = choices.map(({ label }) => label);
          if (!media) return { text, buttons };
          const content = await (await fetch(root + media.url)).arrayBuffer();
          return { text, buttons, media: { kind: media.kind, content: new Uint8Array(content) } };
        }),
      );
    },
    says: (text) => sends({ text }),
    presses(label) {
      void read().then((replies) => {
        const reply = replies.findLast(({ choices }) => choices.some((choice) => choice.label === label));
        const choice = reply?.choices.find((each) => each.label === label);
        sends({ choice: choice?.id, ...(reply?.asked === undefined ? {} : { asked: reply.asked }) });
      });
    },
    sharesContact: () => sends({ contact: { phone: '0501234567' } }),
    sharesLocation: (lat, lon) => sends({ location: { lat, lon } }),
    sendsPhoto(content) {
      count += 1;
      const form = new FormData();
      form.append('id', `m-${count}`);
      form.append('file', new File([new Uint8Array(content)], 'photo.jpg', { type: 'image/jpeg' }));
      waiting.push({ body: form });
      void postWaiting();
    },
    async deliverAgain() {
      if (last) await post(last);
    },
    acknowledged: () => waiting.length === 0,
    async untilAcknowledged() {
      await changes.until(() => (waiting.length === 0 ? true : undefined));
    },
    async retry() {
      await changes.until(() => (posting ? undefined : true));
      await postWaiting();
    },
    passTime: () => {},
    log: () => lines.join('\n'),
    secrets: [conversation, 'احفظها', '0501234567'],
    [Symbol.asyncDispose]: () => server.close(1000),
  };
};
