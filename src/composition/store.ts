import type { Configuration } from '../config/configuration.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { startEmbeddedPostgres } from '../db/embedded/index.ts';
import { applyMigrations } from '../db/migrate.ts';
import { createFolderStore } from '../documents/folder-store.ts';
import { createS3Store } from '../documents/s3-store.ts';
import { createDocumentVault, type DocumentVault } from '../documents/vault.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Logger } from '../observability/log.ts';
import { type KeyRing, loadKeyRing } from '../secrets/key-ring.ts';

/** What is stored and where: the database, its keys, the documents. */
export interface Stores {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly ring: KeyRing;
  readonly vault: DocumentVault;
  close(): Promise<void>;
}

type Sentence = { readonly sentence: string };

/** Data sealed under one ring cannot be read with another: a start with the wrong ring stops with a sentence. */
const checkRing = async (database: Database, ring: KeyRing): Promise<Result<null, Sentence>> => {
  const known = await database.setting.upsert({
    where: { key: 'key-ring' },
    create: { key: 'key-ring', value: ring.fingerprint },
    update: {},
  });
  if (known.value === ring.fingerprint) return ok(null);
  return fail({
    sentence:
      'The key ring does not belong to this database: restore keys/ring.json (or HERFAH_KEYS) from the backup made with it.',
  });
};

/** A database that once was a demo holds invented people; real channels are refused on it, and the other way round. */
const checkDemo = async (
  database: Database,
  configuration: Configuration,
): Promise<Result<null, Sentence>> => {
  const wasDemo = await database.setting.findUnique({ where: { key: 'demo' } });
  if (!configuration.demo) {
    if (!wasDemo) return ok(null);
    return fail({
      sentence: `This data was a demo with invented people, so it takes no real channel: set DATA_DIR (or DATABASE_URL) to an empty place, or DEMO=1 to go on with the demo.`,
    });
  }
  if (wasDemo) return ok(null);
  if ((await database.person.count()) > 0) {
    return fail({ sentence: 'DEMO is not valid: it should be 0, since this database holds real people.' });
  }
  await database.setting.create({ data: { key: 'demo', value: true } });
  return ok(null);
};

const createVault = async (configuration: Configuration): Promise<DocumentVault> => {
  const { documents } = configuration;
  return createDocumentVault(
    documents.kind === 'folder' ? await createFolderStore(documents.path) : createS3Store(documents),
  );
};

/** Starts or reaches the database, brings it to this version, and opens keys and documents. */
export const openStores = async (
  configuration: Configuration,
  log: Logger,
  onConnectionLost: (error: Error) => void,
): Promise<Result<Stores, Sentence>> => {
  const embedded =
    configuration.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir: configuration.dataDir, log: (line) => log.info(line) })
      : null;
  if (embedded && !embedded.ok) return embedded;
  const server = embedded?.value ?? null;
  const databaseUrl = server?.url ?? configuration.databaseUrl ?? '';
  const stop = async (): Promise<void> => server?.stop();
  try {
    await applyMigrations(databaseUrl);
  } catch (error) {
    await stop();
    const reason = (error as Error).message;
    return fail({
      sentence: server
        ? reason
        : `DATABASE_URL could not be used: ${reason.replace(/\/\/[^@\s]*@/gu, '//***@')}`,
    });
  }
  const ring = await loadKeyRing({ dataDir: configuration.dataDir, environment: process.env });
  if (!ring.ok) {
    await stop();
    return ring;
  }
  for (const warning of ring.value.warnings) log.warn(warning);
  const database = openDatabase({
    url: databaseUrl,
    connections: 20,
    onError: onConnectionLost,
  });
  const close = async (): Promise<void> => {
    await database.$disconnect();
    await stop();
  };
  for (const check of [await checkRing(database, ring.value), await checkDemo(database, configuration)]) {
    if (check.ok) continue;
    await close();
    return check;
  }
  return ok({ database, databaseUrl, ring: ring.value, vault: await createVault(configuration), close });
};
