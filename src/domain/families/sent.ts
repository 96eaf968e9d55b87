import type { Json } from '../../engine/vocabulary.ts';
import type { CommandRequest } from '../contract.ts';
import { textOf } from './policy.ts';
import { attachDocuments } from './store.ts';
import type { SentFile } from './touch.ts';

/** What somebody sent as a message: words, a file, or both. */
export interface Sent {
  readonly words: string | null;
  readonly file: SentFile | null;
}

const fileKinds: readonly unknown[] = ['voice', 'photo', 'document'];

const sentIn = (message: Json): Sent => {
  const { kind, documentId, words } = (message ?? {}) as { readonly [name: string]: unknown };
  if (typeof documentId !== 'string' || !fileKinds.includes(kind)) {
    return { words: textOf(message), file: null };
  }
  return {
    words: typeof words === 'string' ? words : null,
    file: { kind: kind as SentFile['kind'], documentId },
  };
};

/** Reads an answer in words; a file that came instead of them or with them is kept as the person's own. */
export const takeSent = async ({ transaction, actor }: CommandRequest, message: Json): Promise<Sent> => {
  const sent = sentIn(message);
  if (sent.file) {
    const { documentId, kind } = sent.file;
    const purpose = kind === 'voice' ? 'voice' : 'message';
    await attachDocuments(transaction, actor.personId, actor.personId, [{ documentId, purpose }]);
  }
  return sent;
};
