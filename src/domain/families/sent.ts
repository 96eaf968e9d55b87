import type { Json } from '../../engine/vocabulary.ts';
import type { CommandRequest } from '../contract.ts';
import { attachDocuments } from './document-store.ts';
import { textOf } from './policy.ts';
import type { SentFile } from './touch.ts';

/** What somebody sent as a message: words, files, or both. */
export interface Sent {
  readonly words: string | null;
  readonly files: readonly SentFile[];
}

const fileKinds: readonly unknown[] = ['voice', 'photo', 'document'];

const sentIn = (message: Json): Sent => {
  if (Array.isArray(message)) {
    const parts = message.map((part: Json) => sentIn(part));
    const words = parts.flatMap((part) => (part.words === null ? [] : [part.words])).join('\n');
    return { words: textOf(words), files: parts.flatMap(({ files }) => files) };
  }
  const { kind, documentId, words } = (message ?? {}) as { readonly [name: string]: unknown };
  if (typeof documentId !== 'string' || !fileKinds.includes(kind))
    return { words: textOf(message), files: [] };
  return {
    words: typeof words === 'string' ? words : null,
    files: [{ kind: kind as SentFile['kind'], documentId }],
  };
};

/** Reads an answer in words; files that came instead of them or with them are kept as the person's own. */
export const takeSent = async ({ transaction, actor }: CommandRequest, message: Json): Promise<Sent> => {
  const sent = sentIn(message);
  const named = sent.files.map(({ documentId, kind }) => ({
    documentId,
    purpose: kind === 'voice' ? 'voice' : 'message',
  }));
  await attachDocuments(transaction, actor.personId, actor.personId, named);
  return sent;
};
