import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFolderStore } from '../../src/documents/folder-store.ts';
import { createS3Store } from '../../src/documents/s3-store.ts';
import { createDocumentVault } from '../../src/documents/vault.ts';
import { newDataKey } from '../../src/secrets/data-key.ts';
import { startFakeS3 } from '../support/fake-s3.ts';

const noura = newDataKey(randomBytes);
const somebodyElse = newDataKey(randomBytes);
const idPhoto = '0199a0b0-0000-7000-8000-000000000001';
const licence = '0199a0b0-0000-7000-8000-000000000002';
const content = new TextEncoder().encode('the photo of an ID with 1012345672 on it');
const hour = 60 * 60 * 1000;

const start = async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'herfah-vault-'));
  const store = await createFolderStore(root);
  return {
    store,
    vault: createDocumentVault(store),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
};

test('gives a document back, and what lies in the store is ciphertext', async () => {
  await using tried = await start();
  const { storageKey } = await tried.vault.store(noura, idPhoto, { content });
  expect(await tried.vault.read(noura, idPhoto, storageKey)).toEqual({ ok: true, value: content });
  const lying = Buffer.from((await tried.store.get(storageKey)) ?? []);
  expect(lying.length).toBeGreaterThan(content.length);
  expect(lying.includes('1012345672')).toBe(false);
});

test.each([
  ["with another person's key", somebodyElse, idPhoto],
  ['as another document', noura, licence],
])('does not open %s', async (_, key, documentId) => {
  await using tried = await start();
  const { storageKey } = await tried.vault.store(noura, idPhoto, { content });
  expect(await tried.vault.read(key, documentId, storageKey)).toEqual({ ok: false, error: 'tampered' });
});

test('tells a changed and a missing file apart', async () => {
  await using tried = await start();
  const { storageKey } = await tried.vault.store(noura, idPhoto, { content });
  const lying = (await tried.store.get(storageKey)) as Uint8Array;
  lying[20] = (lying[20] ?? 0) ^ 1;
  await tried.store.put(storageKey, lying);
  expect(await tried.vault.read(noura, idPhoto, storageKey)).toEqual({ ok: false, error: 'tampered' });
  await tried.vault.delete(storageKey);
  expect(await tried.vault.read(noura, idPhoto, storageKey)).toEqual({ ok: false, error: 'missing' });
});

test('sweeps what no row names, and leaves what is named, what is young, and what is not its own', async () => {
  await using tried = await start();
  const named = await tried.vault.store(noura, idPhoto, { content });
  const orphan = await tried.vault.store(noura, licence, { content });
  await tried.store.put('elsewhere/backup', content);
  const asked: string[] = [];
  const isKnown = async (storageKeys: readonly string[]) => {
    asked.push(...storageKeys);
    return new Set([named.storageKey]);
  };
  const sweep = (nowMillis: number) =>
    tried.vault.sweepOrphans({ isKnown, olderThanMillis: hour, nowMillis });

  expect(await sweep(Date.now())).toBe(0);
  expect(asked).toEqual([]);
  expect(await sweep(Date.now() + 2 * hour)).toBe(1);
  expect(asked.toSorted()).toEqual([named.storageKey, orphan.storageKey].toSorted());
  expect(await tried.store.get(named.storageKey)).not.toBeNull();
  expect(await tried.store.get(orphan.storageKey)).toBeNull();
  expect(await tried.store.get('elsewhere/backup')).not.toBeNull();
});

test('keeps documents in S3-compatible storage just so', async () => {
  await using server = await startFakeS3();
  const vault = createDocumentVault(createS3Store(server));
  const { storageKey } = await vault.store(noura, idPhoto, { content });
  expect(await vault.read(noura, idPhoto, storageKey)).toEqual({ ok: true, value: content });
  expect([...server.objects.values()].some((lying) => Buffer.from(lying).includes('1012345672'))).toBe(false);
});
