import { type DocumentStore, requireSafeKey } from '../../src/documents/store.ts';

/** A document store that lasts as long as its test. */
export const createMemoryStore = (): DocumentStore => {
  const contents = new Map<string, Uint8Array>();
  return {
    async put(key, content) {
      requireSafeKey(key);
      if (!(content instanceof Uint8Array)) throw new Error('only whole contents are kept here');
      contents.set(key, new Uint8Array(content));
    },
    get: async (key) => contents.get(key) ?? null,
    async delete(key) {
      contents.delete(key);
    },
    async *list(prefix = '') {
      for (const [key, { length }] of contents) {
        if (key.startsWith(prefix)) yield { key, modifiedAtMillis: 0, bytes: length };
      }
    },
  };
};
