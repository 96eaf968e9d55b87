import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Env, Hono } from 'hono';
import { fail, ok, type Result } from '../kernel/result.ts';

export interface RunningHttp {
  readonly port: number;
  /**
   * Takes no more requests, lets those under way finish for up to `graceMillis`, then cuts what is left.
   * Resolves when the port is free.
   */
  close(graceMillis: number): Promise<void>;
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is already in use: stop what runs there, or set PORT to a free one.`;
    case 'EACCES':
      return `PORT ${port} may not be opened by this user: set PORT to one from 1024 to 65535.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is no address of this machine: set HOST to 127.0.0.1, to 0.0.0.0, or to an address it has.`;
    default:
      return `HOST ${host} and PORT ${port} could not be opened (${error.code ?? error.message}).`;
  }
}

function closing(server: Server, graceMillis: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMillis);
    // A connection kept alive becomes idle only after its answer, and then nobody else would close it.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Why nothing can listen on a host, as a sentence, known before anything is set up; null where it can. */
export function whyNotOn(host: string): Promise<string | null> {
  const trial = createServer();
  return new Promise((resolve) => {
    trial.once('error', (error) => resolve(sentence(error, host, 0)));
    trial.listen({ port: 0, host }, () => trial.close(() => resolve(null)));
  });
}

/** Phones that write at the same moment wait to be let in here; what is over it would be cut off. */
const waitingConnections = 4096;

/** Longer than a proxy keeps a connection to us (60 s): who sends on one that we are just closing gets no answer. */
const keptOpenMillis = 75_000;

/** Opens the port (0: any free one). What can be wrong about HOST and PORT comes back as a sentence. */
export function startHttp<E extends Env>(
  app: Hono<E>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Result<RunningHttp, string>> {
  // Asked for no server options, the adapter makes an ordinary HTTP/1.1 server.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  server.keepAliveTimeout = keptOpenMillis;
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(fail(sentence(error, host, port))));
    server.listen({ port, host, backlog: waitingConnections }, () => {
      let closed: Promise<void> | undefined;
      resolve(
        ok({
          port: (server.address() as AddressInfo).port,
          close: (graceMillis) => {
            closed ??= closing(server, graceMillis);
            return closed;
          },
        }),
      );
    });
  });
}
