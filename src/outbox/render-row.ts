import type { SettledReply } from '../channels/contract.ts';
import type { Reader, Reply } from '../engine/vocabulary.ts';
import type { Renderer } from '../i18n/render.ts';
import { decodeOutbound, outboundPlace } from '../sealed/state.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';

/** A stored message with what is needed to read it. */
export interface SaidRow {
  readonly id: string;
  readonly person_id: string;
  readonly sealed_body: Uint8Array;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
  readonly language: 'ar' | 'en' | null;
  readonly address: 'female' | 'male' | null;
  readonly digits: 'arabic' | 'latin';
  readonly women_only: boolean;
}

/** A reply with the language it is said in. */
export type SaidReply = SettledReply & { readonly language: 'ar' | 'en' };

/** A reply, as it is kept, in the words of whoever reads it. */
export const renderSaid = (id: string, reply: Reply, reader: Reader, renderer: Renderer): SaidReply => {
  const { text, choices, controls } = renderer.reply(reply, reader);
  return {
    id,
    language: reader.language,
    text,
    choices,
    controls,
    ...(reply.request ? { request: reply.request } : {}),
    ...(reply.media ? { media: reply.media } : {}),
    // A picture lies nowhere: it is asked for by its message, and drawn then.
    ...(reply.drawing ? { media: { kind: 'photo', documentId: id } } : {}),
    ...(reply.asked === undefined ? {} : { asked: reply.asked }),
  };
};

/** An outbound row as it was said, and whoever reads it; null for what is no message (a deletion in the chat). */
export const openRow = (
  row: SaidRow,
  keys: PersonKeys,
): { readonly reply: Reply; readonly reader: Reader } | null => {
  const key = keys.open({ keyId: row.key_id, ringKeyId: row.ring_key_id, wrapped: row.wrapped });
  const body = decodeOutbound(key.open(row.sealed_body, outboundPlace(row.id)));
  if (!('reply' in body)) return null;
  const reader = body.reader ?? {
    language: row.language ?? 'ar',
    address: row.address,
    digits: row.digits,
    womenOnly: row.women_only,
  };
  return { reply: body.reply, reader };
};

/** An outbound row in its person's words; null for what is no message. */
export const renderRow = (row: SaidRow, keys: PersonKeys, renderer: Renderer): SaidReply | null => {
  const said = openRow(row, keys);
  return said && renderSaid(row.id, said.reply, said.reader, renderer);
};
