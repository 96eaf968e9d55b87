import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { type KeyRing, loadKeyRing } from '../../src/secrets/key-ring.ts';

/** Connections of every participant: all of them together fit into the 100 that the server takes. */
export const connections = 8;

export interface BenchServer {
  readonly url: string;
  readonly ring: KeyRing;
  stop(): Promise<void>;
}

/** The embedded PostgreSQL with its ordinary settings (every commit reaches the disk), in a folder of its own. */
export const startServer = async (): Promise<BenchServer> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herfah-bench-'));
  const started = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (!started.ok) throw new Error(started.error.sentence);
  const { url, stop } = started.value;
  await applyMigrations(url);
  const ring = await loadKeyRing({ dataDir, environment: {} });
  if (!ring.ok) throw new Error(ring.error.sentence);
  return {
    url,
    ring: ring.value,
    async stop() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
