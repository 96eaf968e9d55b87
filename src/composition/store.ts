import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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

/** How long a storage may take for its first answer. */
const storageWaitsMillis = 15_000;

/** Looks once whether storage can be used at all: better now than at a family's first photo. */
const openVault = async ({ documents }: Configuration): Promise<Result<DocumentVault, Sentence>> => {
  if (documents.kind === 'folder') return ok(createDocumentVault(await createFolderStore(documents.path)));
  const store = createS3Store(documents);
  const looked = store.list('nothing-is-kept-here/')[Symbol.asyncIterator]().next();
  const late = wait(storageWaitsMillis, 'late' as const, { ref: false });
  try {
    if ((await Promise.race([looked, late])) !== 'late') return ok(createDocumentVault(store));
    looked.catch(() => undefined);
    return fail({ sentence: `S3_ENDPOINT ${documents.endpoint} does not answer: check it and the network.` });
  } catch (error) {
    return fail({ sentence: `S3_ENDPOINT cannot be used: ${(error as Error).message}` });
  }
};

/**
 * Makes the data folder level by level: where a folder cannot be (below /proc, say), Node's own way of making a whole
 * path never comes back.
 */
const makeDataFolder = (folder: string): Result<null, Sentence> => {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  try {
    for (const path of missing) mkdirSync(path);
    return statSync(folder).isDirectory()
      ? ok(null)
      : fail({ sentence: `DATA_DIR ${folder} is a file: set it to a folder that this user may write.` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process that starts at the same moment may have been faster.
    if (code === 'EEXIST' && existsSync(folder)) return ok(null);
    return fail({
      sentence: `DATA_DIR ${folder} cannot be made (${code}): set it to a folder that this user may write.`,
    });
  }
};

/** Starts or reaches the database, brings it to this version, and opens keys and documents. */
export const openStores = async (
  configuration: Configuration,
  log: Logger,
  onConnectionLost: (error: Error) => void,
): Promise<Result<Stores, Sentence>> => {
  const folder = makeDataFolder(configuration.dataDir);
  if (!folder.ok) return folder;
  const vault = await openVault(configuration);
  if (!vault.ok) return vault;
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
  return ok({ database, databaseUrl, ring: ring.value, vault: vault.value, close });
};
