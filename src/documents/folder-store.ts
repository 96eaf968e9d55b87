import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type DocumentStore, DocumentStoreError, requireSafeKey, type StoredDocument } from './store.ts';

const incomingName = 'incoming';
const shardsName = 'documents';
/** No upload lasts as long: what is older in the incoming folder was left by a killed process. */
const abandonedAfterMillis = 24 * 60 * 60 * 1000;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

/** A failed file operation as a sentence that names the folder; a bug stays the error it is. */
const failureOf = (root: string, doing: string, cause: unknown): unknown =>
  cause instanceof RangeError
    ? cause
    : new DocumentStoreError(`The document folder ${root} failed while ${doing} (${codeOf(cause)}).`, {
        cause,
      });

const guarded = async <Value>(root: string, doing: string, run: () => Promise<Value>): Promise<Value> => {
  try {
    return await run();
  } catch (cause) {
    throw failureOf(root, doing, cause);
  }
};

const unlessMissing = async <Value>(running: Promise<Value>): Promise<Value | null> => {
  try {
    return await running;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

const writeDurably = async (file: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Ids made within one hour begin alike, so the shard is taken from a hash of the key: 256 folders of even size. */
const shardOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 2);

async function* filesBelow(folder: string, keyPrefix: string): AsyncGenerator<StoredDocument> {
  for (const entry of (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? []) {
    const file = path.join(folder, entry.name);
    const key = keyPrefix === '' ? entry.name : `${keyPrefix}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(file, key);
    else if (entry.isFile()) {
      const found: Stats | null = await unlessMissing(stat(file));
      if (found !== null) yield { key, modifiedAtMillis: Math.trunc(found.mtimeMs), bytes: found.size };
    }
  }
}

const removeAbandoned = async (incoming: string, nowMillis: number): Promise<void> => {
  for await (const { key, modifiedAtMillis } of filesBelow(incoming, '')) {
    if (nowMillis - modifiedAtMillis > abandonedAfterMillis)
      await rm(path.join(incoming, key), { force: true });
  }
};

/**
 * A document store in a folder, for one machine or a shared mount. A file takes its name only when it is whole and
 * synced, so a kill leaves no half document; modes are 700 and 600.
 */
export const createFolderStore = async (root: string): Promise<DocumentStore> => {
  const incoming = path.join(root, incomingName);
  const shards = path.join(root, shardsName);
  const fileOf = (key: string): string => {
    requireSafeKey(key);
    return path.join(shards, shardOf(key), ...key.split('/'));
  };
  await guarded(root, 'opening it', async () => {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await mkdir(shards, { recursive: true, mode: 0o700 });
    await removeAbandoned(incoming, Date.now());
  });
  return {
    put: (key, content) =>
      guarded(root, 'writing', async () => {
        const file = fileOf(key);
        const temporary = path.join(incoming, randomUUID());
        try {
          await writeDurably(temporary, content);
          await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
          await rename(temporary, file);
          await syncFolder(path.dirname(file));
        } finally {
          await rm(temporary, { force: true });
        }
      }),
    get: (key) =>
      guarded(root, 'reading', async () => {
        const content = await unlessMissing(readFile(fileOf(key)));
        return content === null ? null : new Uint8Array(content.buffer, content.byteOffset, content.length);
      }),
    delete: (key) => guarded(root, 'deleting', () => rm(fileOf(key), { force: true })),
    async *list(prefix = '') {
      try {
        for (const shard of await readdir(shards)) {
          for await (const found of filesBelow(path.join(shards, shard), '')) {
            if (found.key.startsWith(prefix)) yield found;
          }
        }
      } catch (cause) {
        throw failureOf(root, 'listing', cause);
      }
    },
  };
};
