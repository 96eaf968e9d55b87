import { Registry } from 'prom-client';
import { type WebChatOptions, webChatRoutes } from '../../src/channels/web/routes.ts';
import { createHttpApp } from '../../src/http/app.ts';
import { type RunningHttp, startHttp } from '../../src/http/start.ts';
import { createLogger } from '../../src/observability/log.ts';
import type { MemoryHouse } from './memory-house.ts';

export interface ChatServer extends RunningHttp {
  readonly url: string;
}

/** The web chat on a real socket, with the given house behind it. */
export async function startChat(
  house: MemoryHouse,
  options: Partial<WebChatOptions> = {},
): Promise<ChatServer> {
  const log = createLogger({ level: 'silent' });
  const chat = webChatRoutes({ receiver: house, inbox: house, mode: 'demo', log, ...options });
  const app = createHttpApp({ routes: [chat], health: {}, metrics: new Registry(), log });
  const running = await startHttp(app, { host: '127.0.0.1', port: 0 });
  if (!running.ok) throw new Error(running.error);
  return { ...running.value, url: `http://127.0.0.1:${running.value.port}` };
}

/** What the API answers, as far as the tests look into it. */
interface Answer {
  readonly replies: readonly {
    readonly id: string;
    readonly text: string;
    readonly media?: { readonly kind: string; readonly url: string };
  }[];
  readonly question: object | null;
  readonly code?: string;
}

/** The JSON of an answer; the tests themselves hold it to its shape. */
export const json = async (response: Response): Promise<Answer> => (await response.json()) as Answer;
