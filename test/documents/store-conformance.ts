import { expect, test } from 'vitest';
import { type DocumentStore, DocumentStoreError } from '../../src/documents/store.ts';

/** A store to try and how to take it away again; `breakIt` makes every later operation fail as a lost storage does. */
export type StoreUnderTest = AsyncDisposable & {
  readonly store: DocumentStore;
  breakIt(): Promise<void>;
};

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
/** Every key of a store with its size. */
export const all = async (store: DocumentStore, prefix?: string): Promise<Map<string, number>> => {
  const found = new Map<string, number>();
  for await (const { key, bytes: length } of store.list(prefix)) found.set(key, length);
  return found;
};

/** What every document store keeps to, whichever lies behind it. */
export const testDocumentStore = (start: () => Promise<StoreUnderTest>): void => {
  test('gives back exactly the bytes that it was given', async () => {
    await using tried = await start();
    const everyByte = Uint8Array.from({ length: 256 * 1024 }, (_, index) => (index * 7) & 0xff);
    await tried.store.put('vault/one', everyByte);
    expect(await tried.store.get('vault/one')).toEqual(everyByte);
  });

  test('gives null for what is not there', async () => {
    await using tried = await start();
    expect(await tried.store.get('vault/nothing')).toBeNull();
  });

  test('takes a stream of chunks', async () => {
    await using tried = await start();
    async function* chunks() {
      yield bytes(1, 2);
      yield bytes();
      yield bytes(3);
    }
    await tried.store.put('vault/stream', chunks());
    expect(await tried.store.get('vault/stream')).toEqual(bytes(1, 2, 3));
  });

  test('keeps nothing of a stream that breaks off, and what was there before stays', async () => {
    await using tried = await start();
    async function* broken() {
      yield bytes(9, 9, 9);
      throw new RangeError('the upload broke off');
    }
    await tried.store.put('vault/kept', bytes(1));
    await expect(tried.store.put('vault/kept', broken())).rejects.toThrow('the upload broke off');
    await expect(tried.store.put('vault/new', broken())).rejects.toThrow('the upload broke off');
    expect(await tried.store.get('vault/kept')).toEqual(bytes(1));
    expect(await all(tried.store)).toEqual(new Map([['vault/kept', 1]]));
  });

  test('takes an empty document', async () => {
    await using tried = await start();
    await tried.store.put('vault/empty', bytes());
    expect(await tried.store.get('vault/empty')).toEqual(bytes());
  });

  test('replaces what lay under the same key', async () => {
    await using tried = await start();
    await tried.store.put('vault/one', bytes(1, 1, 1));
    await tried.store.put('vault/one', bytes(2));
    expect(await tried.store.get('vault/one')).toEqual(bytes(2));
    expect(await all(tried.store)).toEqual(new Map([['vault/one', 1]]));
  });

  test('does not change the bytes it was handed, nor those it has stored when they change later', async () => {
    await using tried = await start();
    const handed = bytes(5, 6);
    await tried.store.put('vault/one', handed);
    handed.fill(0);
    expect(await tried.store.get('vault/one')).toEqual(bytes(5, 6));
  });

  test('deletes, and deleting what is not there is fine', async () => {
    await using tried = await start();
    await tried.store.put('vault/one', bytes(1));
    await tried.store.delete('vault/one');
    await tried.store.delete('vault/one');
    expect(await tried.store.get('vault/one')).toBeNull();
    expect(await all(tried.store)).toEqual(new Map());
  });

  test('lists every key with its size and time, over many pages, and by prefix', async () => {
    await using tried = await start();
    const before = Date.now();
    const keys = Array.from({ length: 10 }, (_, index) => `vault/document-${index}`);
    for (const [index, key] of keys.entries()) await tried.store.put(key, new Uint8Array(index));
    await tried.store.put('other/one', bytes(1));
    expect(await all(tried.store, 'vault/')).toEqual(new Map(keys.map((key, index) => [key, index])));
    expect((await all(tried.store)).size).toBe(11);
    expect(await all(tried.store, 'vault/document-7')).toEqual(new Map([['vault/document-7', 7]]));
    for await (const { modifiedAtMillis } of tried.store.list()) {
      expect(modifiedAtMillis).toBeGreaterThan(before - 2000);
      expect(modifiedAtMillis).toBeLessThan(Date.now() + 2000);
    }
  });

  test('many at once do not disturb each other', async () => {
    await using tried = await start();
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    await Promise.all(numbers.map((number) => tried.store.put(`vault/n${number}`, bytes(number))));
    const read = await Promise.all(numbers.map((number) => tried.store.get(`vault/n${number}`)));
    expect(read).toEqual(numbers.map((number) => bytes(number)));
  });

  test.each([
    '',
    '/vault/one',
    'vault/',
    'vault//one',
    'vault/../../one',
    '..',
    '.hidden',
    'vault/.hidden',
    'Vault/One',
    'vault\\one',
    'vault/one\0',
    'vault/صورة',
    'vault/a b',
    'vault/%2e%2e',
    'a'.repeat(200),
  ])('refuses the unsafe key %j', async (key) => {
    await using tried = await start();
    await expect(tried.store.put(key, bytes(1))).rejects.toThrow(RangeError);
    await expect(tried.store.get(key)).rejects.toThrow(RangeError);
    await expect(tried.store.delete(key)).rejects.toThrow(RangeError);
    expect(await all(tried.store)).toEqual(new Map());
  });

  test('says in a sentence that the storage is lost, and does not take that for "not there"', async () => {
    await using tried = await start();
    await tried.store.put('vault/one', bytes(1));
    await tried.breakIt();
    await expect(tried.store.put('vault/two', bytes(2))).rejects.toThrow(DocumentStoreError);
    await expect(tried.store.get('vault/one')).rejects.toThrow(DocumentStoreError);
    await expect(tried.store.delete('vault/one')).rejects.toThrow(DocumentStoreError);
    await expect(all(tried.store)).rejects.toThrow(DocumentStoreError);
  });
};
