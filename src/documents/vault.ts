import type { Result } from '../kernel/result.ts';
import { fail, ok } from '../kernel/result.ts';
import { type DataKey, type OpenProblem, open, seal } from '../secrets/data-key.ts';
import type { AdmittedDocument } from './intake.ts';
import type { DocumentStore } from './store.ts';

const folder = 'vault/';
const place = (documentId: string): string => `document:${documentId}`;

/** A person's key with its row's id. */
type VaultKey = { readonly id: string; readonly dataKey: DataKey };

/** Encrypted documents: sealed with the person's data key, so that destroying that key destroys them too. */
export type DocumentVault = {
  /**
   * Seals and writes; returns the storage key that the document's row is to name. Durable when it returns, and called
   * before the commit that names it: a commit that then fails leaves an orphan for the sweep, never a missing file.
   * @param documentId the row's UUID; the sealed content opens under no other.
   */
  store(
    dataKey: DataKey,
    documentId: string,
    admitted: Pick<AdmittedDocument, 'content'>,
  ): Promise<{ readonly storageKey: string }>;
  read(
    dataKey: DataKey,
    documentId: string,
    storageKey: string,
  ): Promise<Result<Uint8Array, OpenProblem | 'missing'>>;
  /**
   * Seals a document anew under its owner's key, beside the copy that lies there; returns the storage key that the row
   * is to name, once for each owner.
   */
  reseal(
    from: VaultKey,
    to: VaultKey,
    documentId: string,
    storageKey: string,
  ): Promise<Result<{ readonly storageKey: string }, OpenProblem | 'missing'>>;
  delete(storageKey: string): Promise<void>;
  /** Deletes what no row names and what is older than a turn can last; returns how many. */
  sweepOrphans(options: SweepOptions): Promise<number>;
};

export type SweepOptions = {
  /** Which of these storage keys some row names. */
  readonly isKnown: (storageKeys: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly olderThanMillis: number;
  readonly nowMillis: number;
};

const sweepBatch = 500;

/** A vault in the given store. */
export const createDocumentVault = (store: DocumentStore): DocumentVault => {
  const sweepOf = async (
    storageKeys: readonly string[],
    isKnown: SweepOptions['isKnown'],
  ): Promise<number> => {
    if (storageKeys.length === 0) return 0;
    const known = await isKnown(storageKeys);
    const orphans = storageKeys.filter((storageKey) => !known.has(storageKey));
    for (const orphan of orphans) await store.delete(orphan);
    return orphans.length;
  };
  const read: DocumentVault['read'] = async (dataKey, documentId, storageKey) => {
    const sealed = await store.get(storageKey);
    if (sealed === null) return fail('missing');
    const opened = open(dataKey, sealed, place(documentId));
    return opened.ok ? ok(opened.value) : opened;
  };
  return {
    read,
    async reseal(from, to, documentId, storageKey) {
      const content = await read(from.dataKey, documentId, storageKey);
      if (!content.ok) return content;
      const name = `${folder}${documentId.toLowerCase()}.${to.id.toLowerCase()}`;
      await store.put(name, seal(to.dataKey, content.value, place(documentId)));
      return ok({ storageKey: name });
    },
    async store(dataKey, documentId, admitted) {
      const storageKey = `${folder}${documentId.toLowerCase()}`;
      await store.put(storageKey, seal(dataKey, admitted.content, place(documentId)));
      return { storageKey };
    },
    delete: (storageKey) => store.delete(storageKey),
    async sweepOrphans({ isKnown, olderThanMillis, nowMillis }) {
      let swept = 0;
      let old: string[] = [];
      for await (const found of store.list(folder)) {
        if (nowMillis - found.modifiedAtMillis < olderThanMillis) continue;
        old.push(found.key);
        if (old.length < sweepBatch) continue;
        swept += await sweepOf(old, isKnown);
        old = [];
      }
      return swept + (await sweepOf(old, isKnown));
    },
  };
};
