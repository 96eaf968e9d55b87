import { randomBytes } from 'node:crypto';
import type { DataKey } from './data-key.ts';
import { newDataKey, openText, seal } from './data-key.ts';
import { createDataKeyCache } from './data-key-cache.ts';
import type { KeyRing } from './key-ring.ts';

/** A data key's row, as it stands in the table. */
export interface WrappedKeyRow {
  readonly keyId: string;
  readonly ringKeyId: string;
  /** Null once the person was erased. */
  readonly wrapped: Uint8Array | null;
}

/** A person's data key, opened: seals and opens that person's values. */
export interface OpenedKey {
  readonly id: string;
  readonly dataKey: DataKey;
  seal(plain: string, associated: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, associated: string): string;
}

export interface PersonKeys {
  /** A new key and the row to write for it. */
  create(keyId: string): {
    readonly key: OpenedKey;
    readonly ringKeyId: string;
    readonly wrapped: Uint8Array<ArrayBuffer>;
  };
  open(row: WrappedKeyRow): OpenedKey;
  /** A key that was opened before and is still held, or undefined. */
  held(keyId: string): OpenedKey | undefined;
  forget(keyId: string): void;
}

const openedKey = (id: string, dataKey: DataKey): OpenedKey => ({
  id,
  dataKey,
  seal: (plain, associated) => seal(dataKey, plain, associated),
  open(sealed, associated) {
    const opened = openText(dataKey, sealed, associated);
    if (!opened.ok) throw new Error(`A value at ${associated} does not open: ${opened.error}`);
    return opened.value;
  },
});

/** Data keys of the persons at hand, the least recently used dropped first. */
export const createPersonKeys = (ring: KeyRing, capacity = 20_000): PersonKeys => {
  const cache = createDataKeyCache(capacity);
  return {
    create(keyId) {
      const dataKey = newDataKey(randomBytes);
      cache.set(keyId, dataKey);
      return { key: openedKey(keyId, dataKey), ...ring.wrap(dataKey) };
    },
    open({ keyId, ringKeyId, wrapped }) {
      const held = cache.get(keyId);
      if (held) return openedKey(keyId, held);
      if (wrapped === null) throw new Error(`The data key ${keyId} was destroyed`);
      const unwrapped = ring.unwrap(ringKeyId, wrapped);
      if (!unwrapped.ok) throw new Error(`The data key ${keyId} does not open: ${unwrapped.error}`);
      cache.set(keyId, unwrapped.value);
      return openedKey(keyId, unwrapped.value);
    },
    held(keyId) {
      const dataKey = cache.get(keyId);
      return dataKey ? openedKey(keyId, dataKey) : undefined;
    },
    forget: (keyId) => cache.forget(keyId),
  };
};
