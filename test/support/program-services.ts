import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { until } from './program.ts';

/** A way to a server that can be cut and mended, as a network or a server that goes away and comes back. */
export interface Way {
  /** The URL of the server, by this way. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export const openWay = async (target: string): Promise<Way> => {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(Number(to.port), to.hostname);
    for (const [from, into] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from);
      from.pipe(into);
      from.on('error', () => into.destroy());
      from.on('close', () => {
        sockets.delete(from);
        into.destroy();
      });
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const way = new URL(target);
  way.hostname = '127.0.0.1';
  way.port = String(port);
  // A socket named beside the address would go past it.
  way.searchParams.delete('host');
  return { url: way.href, cut, mend: () => listen(port), close: cut };
};

/** Why there is no Redis to test with; null where there is one. */
export const noRedis: string | null =
  process.env.TEST_REDIS_URL || spawnSync('redis-server', ['--version']).status === 0
    ? null
    : 'neither TEST_REDIS_URL nor an installed redis-server';

/** The Redis of TEST_REDIS_URL, or one of our own on a free port. */
export const openRedis = async (): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const given = process.env.TEST_REDIS_URL;
  if (given) return { url: given, close: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'herfah-redis-'));
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    {
      stdio: 'ignore',
    },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  await until(async () => (await client.ping()) === 'PONG', 'Redis answers');
  client.disconnect();
  return {
    url,
    async close() {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Every key and value that Redis holds. */
export const dumpRedis = async (url: string): Promise<Buffer> => {
  const client = new Redis(url);
  try {
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
    return Buffer.concat([Buffer.from(keys.join('\n')), ...values.map((value) => value ?? Buffer.alloc(0))]);
  } finally {
    client.disconnect();
  }
};

export const flushRedis = async (url: string): Promise<void> => {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
};
