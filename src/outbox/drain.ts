import type { ChannelAdapter, RenderedReply, SendOutcome } from '../channels/contract.ts';
import type { Database } from '../db/client.ts';
import type { MediaReference, Reply } from '../engine/vocabulary.ts';
import type { Reader, Renderer } from '../i18n/render.ts';
import type { Logger } from '../observability/log.ts';
import type { Draw } from '../paper/drawing.ts';
import { decodeOutbound, outboundPlace, peerPlace } from '../sealed/state.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';
import { moveContact } from './move-contact.ts';
import {
  blockContact,
  claimOutbound,
  keepClaim,
  markEnded,
  markPending,
  markSent,
  type NextOutbound,
  nextOutbound,
} from './store.ts';

export interface OutboxParts {
  readonly database: Database;
  readonly keys: PersonKeys;
  readonly ring: KeyRing;
  readonly renderer: Renderer;
  readonly log: Logger;
  clock(): Date;
  adapterOf(channel: string, account: string): ChannelAdapter | undefined;
  readMedia(media: MediaReference): Promise<{ readonly mime: string; readonly content: Uint8Array } | null>;
  readonly draw: Draw;
  onOutcome(channel: string, outcome: string): void;
}

/** What is left after draining: nothing, or when to come back. */
export type DrainResult = { readonly is: 'drained' } | { readonly is: 'later'; readonly afterMillis: number };

/** Tries of one message before it is given up: about two hours with the delays below. */
const mostAttempts = 12;
const delayMillis = (attempts: number): number => Math.min(1000 * 2 ** attempts, 15 * 60_000);

/**
 * Sends what waits for one person, in order, until nothing does or the channel says to wait. Only one drain of a
 * person runs at a time (the job's deduplication); a row's claim keeps a late second one from sending twice.
 */
export const drainPerson = async (parts: OutboxParts, personId: string): Promise<DrainResult> => {
  for (;;) {
    const next = await nextOutbound(parts.database, personId);
    if (!next || next.contact_id === null) return { is: 'drained' };
    if (!next.ready) {
      const afterMillis = Math.max(50, next.not_before.getTime() - parts.clock().getTime());
      return { is: 'later', afterMillis };
    }
    const adapter = parts.adapterOf(next.channel ?? '', next.account ?? '');
    // Another process has this channel; its own worker sends what goes through it.
    if (!adapter) return { is: 'drained' };
    if (!(await claimOutbound(parts.database, next.id, parts.clock()))) return { is: 'drained' };
    await settle(parts, adapter, next, await whileClaimed(parts, next.id, send(parts, adapter, next)));
  }
};

const peerOf = (parts: OutboxParts, next: NextOutbound): string => {
  if (next.contact_id === null || next.contact_key_id === null || next.sealed_peer === null) {
    throw new Error('a message was to be sent without a contact');
  }
  const key = parts.keys.open({
    keyId: next.contact_key_id,
    ringKeyId: next.contact_ring_key_id ?? '',
    wrapped: next.contact_wrapped,
  });
  return key.open(next.sealed_peer, peerPlace(next.contact_id));
};

/** What goes with the words; a page that fetches what it shows has its pictures drawn then. */
const mediaOf = async (
  parts: OutboxParts,
  { sendsMedia, storedIsDelivered }: ChannelAdapter['capabilities'],
  reply: Reply,
  reader: Reader,
): Promise<RenderedReply['media'] | null> => {
  if (!sendsMedia) return null;
  if (reply.drawing) {
    const drawn = storedIsDelivered ? null : await parts.draw(reply.drawing, reader);
    return drawn && { ...drawn, kind: 'photo', name: `herfah-${reply.drawing.kind}` };
  }
  const stored = reply.media ? await parts.readMedia(reply.media) : null;
  return reply.media && stored
    ? { ...stored, kind: reply.media.kind, name: reply.media.name ?? reply.media.documentId }
    : null;
};

const renderNext = async (
  parts: OutboxParts,
  { capabilities }: ChannelAdapter,
  next: NextOutbound,
): Promise<RenderedReply | { readonly deleteMessage: string }> => {
  const key = parts.keys.open({ keyId: next.key_id, ringKeyId: next.ring_key_id, wrapped: next.wrapped });
  const body = decodeOutbound(key.open(next.sealed_body, outboundPlace(next.id)));
  if ('deleteMessage' in body) return body;
  const { reply } = body;
  const reader = body.reader ?? {
    language: next.language ?? ('ar' as const),
    address: next.address,
    digits: next.digits,
    womenOnly: next.women_only,
  };
  const media = await mediaOf(parts, capabilities, reply, reader);
  return {
    id: next.id,
    language: reader.language,
    ...parts.renderer.reply(reply, reader),
    ...(reply.request ? { request: reply.request } : {}),
    ...(reply.asked === undefined ? {} : { asked: reply.asked }),
    ...(media ? { media } : {}),
  };
};

const send = async (
  parts: OutboxParts,
  adapter: ChannelAdapter,
  next: NextOutbound,
): Promise<SendOutcome> => {
  let peer: string;
  let rendered: Awaited<ReturnType<typeof renderNext>>;
  try {
    peer = peerOf(parts, next);
    rendered = await renderNext(parts, adapter, next);
  } catch (error) {
    parts.log.error({ err: error, outbound: next.id }, 'A message could not be prepared');
    return { certainty: 'not-sent', reason: 'rejected', retry: true, detail: 'not prepared' };
  }
  try {
    if (!('deleteMessage' in rendered)) return await adapter.send(peer, rendered);
    await adapter.deleteMessage?.(peer, rendered.deleteMessage);
    return { certainty: 'delivered', providerId: rendered.deleteMessage };
  } catch (error) {
    parts.log.error({ err: error, outbound: next.id }, 'A channel failed while it was given a message');
    return { certainty: 'unknown', detail: 'failed while sending' };
  }
};

/** How often a sender says that it lives; one that was killed is noticed after a few times of silence. */
const claimEveryMillis = 5000;

const whileClaimed = async (
  { database }: OutboxParts,
  id: string,
  sending: Promise<SendOutcome>,
): Promise<SendOutcome> => {
  const timer = setInterval(() => keepClaim(database, id).catch(() => undefined), claimEveryMillis);
  try {
    return await sending;
  } finally {
    clearInterval(timer);
  }
};

const later = (parts: OutboxParts, millis: number): Date => new Date(parts.clock().getTime() + millis);

const settle = async (
  parts: OutboxParts,
  adapter: ChannelAdapter,
  next: NextOutbound,
  outcome: SendOutcome,
): Promise<void> => {
  const { database } = parts;
  const attempts = next.attempts + 1;
  parts.onOutcome(next.channel ?? '', outcome.certainty === 'not-sent' ? outcome.reason : outcome.certainty);
  if (outcome.certainty === 'delivered') {
    // Where stored is delivered, the page that fetches it later says when it was seen first.
    const providerId = adapter.capabilities.storedIsDelivered ? null : outcome.providerId;
    await markSent(database, next.id, next.contact_id ?? '', providerId, parts.clock());
    return;
  }
  if (outcome.certainty === 'unknown') {
    if (next.policy === 'dialogue' && attempts < mostAttempts) {
      await markPending(database, next.id, later(parts, delayMillis(attempts)), 'unknown');
    } else await markEnded(database, next.id, 'unknown', 'unknown');
    return;
  }
  if (outcome.movedTo !== undefined && next.contact_id !== null) {
    await moveContact(parts, next.contact_id, outcome.movedTo);
    await markPending(database, next.id, parts.clock(), 'moved');
    return;
  }
  if (outcome.reason === 'blocked' || outcome.reason === 'unreachable') {
    // The address is of no use any more; the message goes to another of the person's contacts, or waits for one.
    if (next.contact_id !== null) await blockContact(database, next.contact_id);
    await markPending(database, next.id, parts.clock(), outcome.reason);
    return;
  }
  if (!outcome.retry || attempts >= mostAttempts) {
    await markEnded(database, next.id, 'failed', outcome.reason);
    return;
  }
  const wait =
    outcome.retryAfterSeconds === undefined ? delayMillis(attempts) : outcome.retryAfterSeconds * 1000;
  await markPending(database, next.id, later(parts, wait), outcome.reason);
};
