import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Configuration } from '../config/configuration.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { readRunningUrl, startEmbeddedPostgres } from '../db/embedded/index.ts';
import { applyMigrations } from '../db/migrate.ts';
import { fail, ok, type Result } from '../kernel/result.ts';

type Sentence = { readonly sentence: string };

interface Reached {
  readonly url: string;
  stop(): Promise<void>;
}

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The program may be in the middle of its very first start. */
const startingTakesMillis = 90_000;

/** The embedded database of the running program; where none runs, the server is started for this command alone. */
const reachEmbedded = async (dataDir: string): Promise<Result<Reached, Sentence>> => {
  const deadline = performance.now() + startingTakesMillis;
  for (;;) {
    const running = readRunningUrl(dataDir);
    if (running !== null && (await answers(running)))
      return ok({ url: running, stop: async () => undefined });
    const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    if (started.ok) return started;
    if (performance.now() > deadline) return started;
    await wait(200);
  }
};

const reach = async ({ databaseUrl, dataDir }: Configuration): Promise<Result<Reached, Sentence>> => {
  if (databaseUrl === null) return reachEmbedded(dataDir);
  if (!(await answers(databaseUrl)))
    return fail({ sentence: 'The database at DATABASE_URL does not answer.' });
  return ok({ url: databaseUrl, stop: async () => undefined });
};

/** Runs a command beside the program, on its database, whether the program runs or not. */
export const besideProgram = async <Value>(
  configuration: Configuration,
  work: (database: Database) => Promise<Value>,
): Promise<Result<Value, Sentence>> => {
  const reached = await reach(configuration);
  if (!reached.ok) return reached;
  const { url, stop } = reached.value;
  try {
    await applyMigrations(url);
    const database = openDatabase({ url, connections: 2, onError: () => undefined });
    try {
      return ok(await work(database));
    } finally {
      await database.$disconnect();
    }
  } finally {
    await stop();
  }
};
