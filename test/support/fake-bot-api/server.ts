import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseCallBody, readBytes } from './body.ts';
import { methods } from './methods.ts';
import { Refusal, refusalOf, type Trouble } from './refusal.ts';
import type { Updates } from './updates.ts';
import type { World } from './world.ts';

export interface Call {
  readonly method: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ServerParts {
  readonly token: string;
  readonly world: World;
  readonly updates: Updates;
  readonly calls: Call[];
  /** Takes the next trouble that is set for a method. */
  nextTrouble(method: string): Trouble | undefined;
}

const answer = (response: ServerResponse, status: number, content: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(content));
};

const refuse = (response: ServerResponse, { code, message, parameters }: Refusal): void =>
  answer(response, code, {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters ? { parameters } : {}),
  });

const giveFile = (parts: ServerParts, path: string, response: ServerResponse): void => {
  const trouble = parts.nextTrouble('download');
  if (trouble === 'never-answers') return;
  if (trouble === 'drops-connection') {
    response.destroy();
    return;
  }
  const file = [...parts.world.files.values()].find((each) => each.path === decodeURIComponent(path));
  if (!file || typeof trouble === 'object') {
    refuse(response, typeof trouble === 'object' ? refusalOf(trouble) : new Refusal(404, 'Not Found'));
    return;
  }
  if (trouble === 'loses-answer') {
    response.writeHead(200, { 'content-length': file.content.length });
    response.write(file.content.subarray(0, Math.ceil(file.content.length / 2)), () => response.destroy());
    return;
  }
  // In chunks without a length, so that a limit has to hold while reading.
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.write(file.content);
  response.end();
};

const serveMethod = async (
  parts: ServerParts,
  method: string,
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> => {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const body = parseCallBody(request, url, await readBytes(request));
  parts.calls.push({ method, fields: body.fields });
  parts.world.changes.announce();
  const trouble = parts.nextTrouble(method);
  if (trouble === 'never-answers') return;
  if (trouble === 'drops-connection') {
    response.destroy();
    return;
  }
  if (trouble === 'answers-foreign-json') {
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end('{"error":"upstream"}');
    return;
  }
  if (trouble === 'answers-html') {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><title>502 Bad Gateway</title></html>');
    return;
  }
  try {
    if (typeof trouble === 'object') throw refusalOf(trouble);
    const run = methods[method];
    if (!run) throw new Refusal(404, 'Not Found');
    const result = await run({ ...parts, body, gone: gone.signal });
    if (trouble === 'loses-answer') response.destroy();
    else if (!gone.signal.aborted) answer(response, 200, { ok: true, result });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(response, error);
  }
};

/** Listens on a free port of 127.0.0.1. */
export const listen = async (
  parts: ServerParts,
  port = 0,
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = /^\/file\/bot([^/]+)\/(.+)$/u.exec(url.pathname);
    const call = /^\/bot([^/]+)\/([A-Za-z]+)$/u.exec(url.pathname);
    const token = decodeURIComponent((file ?? call)?.[1] ?? '');
    if (!file && !call) refuse(response, new Refusal(404, 'Not Found'));
    else if (token !== parts.token) refuse(response, new Refusal(401, 'Unauthorized'));
    else if (file) giveFile(parts, file[2] ?? '', response);
    else {
      serveMethod(parts, call?.[2] ?? '', request, url, response).catch(() => response.destroy());
    }
  });
  const listening = Promise.withResolvers<void>();
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
};
