import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { migrationNames, prismaFolder } from './schema-engine.ts';

/** Two processes that start at once migrate one after the other. */
const migrationLock = 7_243_001;

/** A database that could not be brought to this version; the message is a sentence for whoever runs the program. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const appliedNames = async (client: pg.Client): Promise<ReadonlySet<string> | null> => {
  const { rows: tables } = await client.query<{ readonly found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as found`,
  );
  if (!tables[0]?.found) return null;
  const { rows } = await client.query<{ readonly migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  return new Set(rows.map((row) => row.migration_name));
};

/** An unfinished record is of a run that was killed or failed; nothing of that migration was kept, so it may run again. */
const forgetUnfinished = (client: pg.Client): Promise<unknown> =>
  client.query(
    'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
  );

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join('');

type Applied = { readonly applied: readonly string[] } | { readonly failed: string };

const applyInThread = async (folder: string, url: string): Promise<readonly string[]> => {
  const worker = new Worker(new URL('./apply-migrations-worker.ts', import.meta.url), {
    workerData: { folder, url },
  });
  try {
    const outcome = await new Promise<Applied>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the schema engine ended without an answer')));
    });
    if ('failed' in outcome) throw new Error(outcome.failed);
    return outcome.applied;
  } finally {
    await worker.terminate();
  }
};

/**
 * Brings a database to this version of the program, one process at a time, and gives the names of the migrations
 * that were applied. A migration is applied whole or not at all; one that fails is a MigrationError, and what
 * succeeded before it stays.
 */
export const applyMigrations = async (
  url: string,
  folder: string = prismaFolder,
): Promise<{ readonly applied: readonly string[] }> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const names = await migrationNames(folder);
    const before = await appliedNames(client);
    // The engine takes a moment to load; an up-to-date database needs none of it.
    if (before && names.every((name) => before.has(name))) return { applied: [] };
    if (before) await forgetUnfinished(client);
    try {
      return { applied: await applyInThread(folder, url) };
    } catch (error) {
      const after = await appliedNames(client);
      const failed = names.find((name) => !after?.has(name)) ?? 'unknown';
      throw new MigrationError(
        `The database could not be brought to this version: migration ${failed} failed and nothing of it was kept (${reasonOf(error)}).`,
        { cause: error },
      );
    }
  } finally {
    await client.end();
  }
};
