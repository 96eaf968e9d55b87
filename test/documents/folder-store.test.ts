import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolderStore } from '../../src/documents/folder-store.ts';
import { all, testDocumentStore } from './store-conformance.ts';

const start = async () => {
  const root = path.join(await mkdtemp(path.join(tmpdir(), 'herfah-store-')), 'documents');
  const store = await createFolderStore(root);
  return {
    root,
    store,
    // A file where the folders were: every operation fails, also for root, whom no mode stops.
    async breakIt() {
      for (const name of await readdir(root)) {
        await rm(path.join(root, name), { recursive: true });
        await writeFile(path.join(root, name), '');
      }
    },
    [Symbol.asyncDispose]: () => rm(path.dirname(root), { recursive: true, force: true }),
  };
};

const filesBelow = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
};

describe('the folder as document store', () => {
  testDocumentStore(start);

  test('only the owner may read files and enter folders', async () => {
    await using tried = await start();
    await tried.store.put('vault/one', Uint8Array.of(1));
    const entries = await readdir(tried.root, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const { mode } = await stat(path.join(entry.parentPath, entry.name));
      expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isFile() ? '600' : '700']);
    }
    expect(entries.length).toBeGreaterThan(3);
  });

  test('spreads ids of the same hour over many folders', async () => {
    await using tried = await start();
    const ids = Array.from(
      { length: 64 },
      (_, index) => `vault/0199a0b0-0000-7000-8000-${String(index).padStart(12, '0')}`,
    );
    for (const id of ids) await tried.store.put(id, Uint8Array.of(1));
    expect((await readdir(path.join(tried.root, 'documents'))).length).toBeGreaterThan(40);
  });

  test('a killed upload is no document, and is cleared away once it is a day old', async () => {
    await using tried = await start();
    const fresh = path.join(tried.root, 'incoming', 'fresh');
    const old = path.join(tried.root, 'incoming', 'old');
    await writeFile(fresh, 'half');
    await writeFile(old, 'half');
    await utimes(old, 1_700_000_000, 1_700_000_000);
    const reopened = await createFolderStore(tried.root);
    expect(await all(reopened)).toEqual(new Map());
    expect(await filesBelow(tried.root)).toEqual([fresh]);
  });

  test('a folder that cannot be made stops the start with a sentence', async () => {
    await using tried = await start();
    const file = path.join(tried.root, 'a-file');
    await writeFile(file, '');
    await expect(createFolderStore(path.join(file, 'below'))).rejects.toThrow(
      /document folder .* failed while opening it \(ENOTDIR\)/,
    );
  });
});
