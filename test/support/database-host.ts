import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';
import { applyMigrations } from '../../src/db/migrate.ts';

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const run = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

const folderPrefix = 'herfah-test-';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Runs that were killed leave their server and its folder: the server is stopped the way a next start does it. */
const sweepKilledRuns = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(folderPrefix) || isRunning(Number(name.split('-')[2]))) continue;
    const dataDir = join(tmpdir(), name);
    const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    if (started.ok) await started.value.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const startOwnServer = async (): Promise<Server> => {
  await sweepKilledRuns();
  const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (!started.ok) throw new Error(started.error.sentence);
  const { url, stop } = started.value;
  // Nothing of a test outlives it, so nothing has to reach the disk.
  await run(
    url,
    'alter system set fsync = off',
    'alter system set full_page_writes = off',
    'select pg_reload_conf()',
  );
  return {
    url,
    async stop() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

const openDatabases = async () => {
  const given = process.env.TEST_DATABASE_URL;
  const server: Server = given ? { url: given, stop: async () => undefined } : await startOwnServer();
  const prefix = `herfah_test_${randomBytes(6).toString('hex')}`;
  const template = `${prefix}_template`;
  await run(server.url, `create database ${template} template template0`);
  await applyMigrations(withDatabase(server.url, template));
  const names = new Set([template]);
  let made = 0;
  return {
    async create(): Promise<string> {
      const name = `${prefix}_${++made}`;
      names.add(name);
      await run(server.url, `create database ${name} template ${template}`);
      return withDatabase(server.url, name);
    },
    async drop(name: string): Promise<void> {
      if (names.delete(name)) await run(server.url, `drop database if exists ${name} with (force)`);
    },
    async close(): Promise<void> {
      if (given) for (const name of [...names]) await this.drop(name);
      await server.stop();
    },
  };
};

/** Hands out databases of one server over HTTP, to every process of a test run; the server starts with the first. */
export const openDatabaseHost = async (): Promise<{
  readonly address: string;
  close(): Promise<void>;
}> => {
  let opened: ReturnType<typeof openDatabases> | null = null;
  const http = createServer((request, response) => {
    opened ??= openDatabases();
    opened
      .then((databases) =>
        request.method === 'POST'
          ? databases.create()
          : databases.drop((request.url ?? '').slice(1)).then(() => ''),
      )
      .then(
        (text) => response.end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      http.closeAllConnections();
      http.close();
      const databases = await opened?.catch(() => null);
      await databases?.close();
    },
  };
};
