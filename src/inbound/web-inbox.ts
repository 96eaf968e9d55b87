import type { SettledTurn, WaitingQuestion } from '../channels/contract.ts';
import type { Database } from '../db/client.ts';
import type { DocumentVault } from '../documents/vault.ts';
import type { MediaReference } from '../engine/vocabulary.ts';
import type { Renderer } from '../i18n/render.ts';
import { openRow, renderRow, type SaidRow } from '../outbox/render-row.ts';
import type { Draw } from '../paper/drawing.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';
import type { Contacts } from './contacts.ts';

export interface InboxParts {
  readonly database: Database;
  readonly keys: PersonKeys;
  readonly renderer: Renderer;
  readonly contacts: Contacts;
  readonly vault: DocumentVault;
  readonly draw: Draw;
}

interface MediaRow {
  readonly mime: string;
  readonly storage_key: string;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
}

/** A stored file, opened. */
export const readDocument = async (
  parts: Pick<InboxParts, 'database' | 'keys' | 'vault'>,
  media: Pick<MediaReference, 'documentId'>,
): Promise<{ readonly mime: string; readonly content: Uint8Array } | null> => {
  const rows = await parts.database.$queryRaw<MediaRow[]>`
    select d.mime, d.storage_key, k.id as key_id, k.ring_key_id, k.wrapped
    from document d join data_key k on k.id = d.key_id where d.id = ${media.documentId}::uuid`;
  const row = rows[0];
  if (!row || row.wrapped === null) return null;
  const key = parts.keys.open({ keyId: row.key_id, ringKeyId: row.ring_key_id, wrapped: row.wrapped });
  const content = await parts.vault.read(key.dataKey, media.documentId, row.storage_key);
  return content.ok ? { mime: row.mime, content: content.value } : null;
};

/** Replies shown at once; a page that was away longer asks again from the last one it got. */
const mostReplies = 500;

/**
 * The web chat's own reading of the outbound rows: there, a stored reply is a delivered one. A message from a job or
 * from staff takes its place when the page first fetches it (`provider_id` is null until then, `sent_at` is that
 * moment): a POST may have answered with replies that were stored later, and whoever reads on from those must not
 * miss it. All that one fetch brings has one moment, so that it keeps its order.
 */
export const createWebInbox = (
  parts: InboxParts,
  address: { readonly channel: string; readonly account: string },
) => {
  const sentTo = (contactId: string, after: string | null): Promise<readonly SaidRow[]> =>
    parts.database.$queryRaw<SaidRow[]>`
      with known as (
        select sent_at, seq from outbound where id = ${after}::uuid and contact_id = ${contactId}::uuid
      ), fresh as (
        update outbound
        set provider_id = id, sent_at = greatest(statement_timestamp(), (select sent_at + interval '1 millisecond' from known))
        where contact_id = ${contactId}::uuid and state = 'sent' and provider_id is null
        returning id, sent_at
      )
      select * from (
        select o.id, o.seq, o.person_id, o.sealed_body, k.id as key_id, k.ring_key_id, k.wrapped, p.language, p.address, p.digits, p.women_only,
          coalesce(f.sent_at, o.sent_at) as shown_at
        from outbound o join data_key k on k.id = o.key_id join person p on p.id = o.person_id
        left join fresh f on f.id = o.id left join known n on true
        where o.contact_id = ${contactId}::uuid and o.state = 'sent' and k.wrapped is not null
          and (n.seq is null or f.id is not null or (o.sent_at, o.seq) > (n.sent_at, n.seq))
        order by shown_at desc, o.seq desc limit ${mostReplies}
      ) latest order by shown_at, seq`;

  return {
    async repliesAfter(peer: string, after: string | null): Promise<SettledTurn> {
      const contact = await parts.contacts.find({ ...address, peer });
      if (!contact) return { language: 'ar', replies: [], question: null };
      const rows = await sentTo(contact.contactId, after);
      const waiting = await parts.database.$queryRaw<
        { readonly question: WaitingQuestion | null; readonly language: 'ar' | 'en' | null }[]
      >`
        select i.question, p.language from contact c join person p on p.id = c.person_id
        left join conversation v on v.person_id = p.id
        left join lateral (
          select question from inbound where conversation_id = v.id and handled_at is not null and outcome <> 'set-apart'
          order by handled_at desc, seq desc limit 1
        ) i on true
        where c.id = ${contact.contactId}::uuid`;
      return {
        language: waiting[0]?.language ?? 'ar',
        replies: rows
          .map((row) => renderRow(row, parts.keys, parts.renderer))
          .filter((reply) => reply !== null),
        question: waiting[0]?.question ?? null,
      };
    },
    async media(peer: string, documentId: string) {
      const contact = await parts.contacts.find({ ...address, peer });
      if (!contact) return null;
      const replies = await sentTo(contact.contactId, null);
      for (const row of replies) {
        const said = openRow(row, parts.keys);
        const drawing = row.id === documentId ? said?.reply.drawing : undefined;
        if (said && drawing) return parts.draw(drawing, said.reader);
        if (said?.reply.media?.documentId === documentId) return readDocument(parts, { documentId });
      }
      return null;
    },
  };
};
