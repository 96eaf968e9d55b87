import type { DataKey } from './data-key.ts';

/** Unwrapped data keys by key id, the least recently used dropped first. Erasing a person calls `forget`. */
export type DataKeyCache = {
  get(keyId: string): DataKey | undefined;
  set(keyId: string, dataKey: DataKey): void;
  forget(keyId: string): void;
  readonly size: number;
};

/** A cache for at most `capacity` unwrapped keys, so that a turn does not unwrap and import its key anew. */
export const createDataKeyCache = (capacity: number): DataKeyCache => {
  const keys = new Map<string, DataKey>();
  return {
    get(keyId) {
      const dataKey = keys.get(keyId);
      if (dataKey !== undefined) {
        keys.delete(keyId);
        keys.set(keyId, dataKey);
      }
      return dataKey;
    },
    set(keyId, dataKey) {
      keys.delete(keyId);
      keys.set(keyId, dataKey);
      for (const oldest of keys.keys()) {
        if (keys.size <= capacity) break;
        keys.delete(oldest);
      }
    },
    forget(keyId) {
      keys.delete(keyId);
    },
    get size() {
      return keys.size;
    },
  };
};
