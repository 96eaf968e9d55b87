import type { ChannelAdapter, FileReference } from '../channels/contract.ts';
import { admitDocument } from '../documents/intake.ts';
import type { DocumentVault } from '../documents/vault.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { AdmittedFile } from '../sealed/inbound-body.ts';
import type { OpenedKey } from '../secrets/person-keys.ts';

type Kind = AdmittedFile['kind'];

const mostBytes = 20 * 1024 * 1024;

/** What may be sent as what: a paper may be photographed, and a photo may come as a file. */
const accepts: { readonly [kind in Kind]: readonly Kind[] } = {
  photo: ['photo'],
  document: ['photo', 'document'],
  voice: ['voice'],
};

export interface Files {
  /** Admits a file and stores it encrypted; a problem is the key of its sentence. */
  keep(
    key: OpenedKey,
    file: {
      readonly kind: Kind;
      readonly content: Uint8Array;
      readonly name?: string;
      readonly mime?: string;
    },
  ): Promise<Result<AdmittedFile, string>>;
  /** Fetches a file from its channel and keeps it; `unreachable` is worth another try. */
  fetch(
    adapter: ChannelAdapter | undefined,
    key: OpenedKey,
    kind: Kind,
    file: FileReference,
  ): Promise<Result<AdmittedFile, string>>;
}

/** Files on their way in: sniffed, limited, re-encoded, and encrypted under the sender's key before any row names them. */
export const createFiles = (vault: DocumentVault, newId: () => string): Files => {
  const keep: Files['keep'] = async (key, { kind, content, name, mime }) => {
    const admitted = await admitDocument(content, {
      accepts: accepts[kind],
      ...(name === undefined ? {} : { declaredName: name }),
      ...(mime === undefined ? {} : { declaredMime: mime }),
    });
    if (!admitted.ok) return fail(admitted.error.reason);
    const documentId = newId();
    const { storageKey } = await vault.store(key.dataKey, documentId, admitted.value);
    return ok({
      documentId,
      kind: admitted.value.kind,
      mime: admitted.value.mime,
      bytes: admitted.value.content.length,
      sha256: admitted.value.sha256,
      storageKey,
      ...(admitted.value.pages === undefined ? {} : { pages: admitted.value.pages }),
    });
  };
  return {
    keep,
    async fetch(adapter, key, kind, file) {
      if (!adapter?.fetchFile) return fail('gone');
      if (file.bytes !== undefined && file.bytes > mostBytes) return fail('too-large');
      const content = await adapter.fetchFile(file, mostBytes);
      if (!content.ok) return content;
      return keep(key, {
        kind,
        content: content.value,
        ...(file.name === undefined ? {} : { name: file.name }),
        ...(file.mime === undefined ? {} : { mime: file.mime }),
      });
    },
  };
};
