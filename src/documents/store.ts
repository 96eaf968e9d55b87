/** One stored thing, as a listing shows it. */
export type StoredDocument = {
  readonly key: string;
  readonly modifiedAtMillis: number;
  readonly bytes: number;
};

/**
 * Where encrypted documents lie. It sees ciphertext only: sealing is the vault's duty.
 * All operations throw `DocumentStoreError` when the storage itself fails, and `RangeError` on a key that is not safe.
 */
export type DocumentStore = {
  /** Writes the whole content or nothing; what was there under this key before is replaced. Durable when it returns. */
  put(key: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** The content, or null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** Deletes; nothing there is fine. */
  delete(key: string): Promise<void>;
  /** All keys that start with the prefix, in no promised order. */
  list(prefix?: string): AsyncIterable<StoredDocument>;
};

/** The storage does not do its duty; the message is a sentence for the operator and holds no secret. */
export class DocumentStoreError extends Error {
  override readonly name = 'DocumentStoreError';
}

const keyPattern = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,5}$/;

/** Keys are safe as a file name, in a URL and where upper and lower case are one: never made from what people type. */
const isSafeKey = (key: string): boolean => keyPattern.test(key);

/** Throws `RangeError` on an unsafe key: keys are made by us, so a wrong one is a bug. */
export const requireSafeKey = (key: string): void => {
  if (!isSafeKey(key)) throw new RangeError(`Not a safe document key: ${JSON.stringify(key.slice(0, 120))}`);
};
