import type { ChannelAdapter } from '../channels/contract.ts';
import type { Wakes } from '../commit/effects.ts';
import { asWished, factsOf } from '../commit/facts.ts';
import { commitNewTurn, type SaidInTurn } from '../commit/new-turn.ts';
import { type Standing, standingOf } from '../commit/standing.ts';
import { commitTurn, type TurnResult } from '../commit/turn.ts';
import type { TurnHouse, TurnRequest } from '../commit/turn-house.ts';
import type { InboundToStore } from '../commit/write-turn.ts';
import type { Actor, Role, Services } from '../domain/contract.ts';
import type { Input, TurnEvent } from '../engine/vocabulary.ts';
import { emptyConversation } from '../engine/work.ts';
import type { Logger } from '../observability/log.ts';
import {
  type AdmittedFile,
  decodeBody,
  encodeBody,
  inboundPlace,
  type StoredBody,
} from '../sealed/inbound-body.ts';
import { decodeState, statePlace } from '../sealed/state.ts';
import type { OpenedKey } from '../secrets/person-keys.ts';
import type { Files } from './files.ts';
import type { LoadedTurn } from './load.ts';
import type { Standings } from './standings.ts';
import { rewriteInbound } from './store.ts';

export interface TakingParts {
  readonly house: TurnHouse;
  readonly files: Files;
  readonly log: Logger;
  readonly standings: Standings;
  adapterOf(channel: string, account: string): ChannelAdapter | undefined;
  services(): Services;
  /** Told after every commit whom to wake, and when. */
  wake(wakes: Wakes, delayMillis?: number): void;
  onTaken(taken: {
    readonly inboundSeq: bigint;
    readonly events: readonly TurnEvent[];
    readonly movedContact: string | null;
  }): void;
}

/** A message is set apart after this many failures, so that those behind it go on. */
export const mostFailures = 6;

/** Where a message came from; null in all for one that the house itself opened. */
interface Origin {
  readonly contact_id: string | null;
  readonly channel: string | null;
  readonly account: string | null;
}

interface Resolved {
  readonly input: Input;
  readonly file: AdmittedFile | null;
  readonly messageId: string | null;
}

/** A message that was just received and is not stored yet. */
export interface NewMessage {
  readonly toStore: InboundToStore;
  readonly channel: string;
  readonly account: string;
  readonly input: Input;
  readonly messageId: string | null;
}

const adapterOf = (parts: TakingParts, origin: Origin): ChannelAdapter | undefined =>
  parts.adapterOf(origin.channel ?? '', origin.account ?? '');

export const storesReplies = (parts: TakingParts, origin: Origin): boolean =>
  adapterOf(parts, origin)?.capabilities.storedIsDelivered ?? false;

const readBody = (parts: TakingParts, loaded: LoadedTurn) => {
  const bodyKey = parts.house.keys.open({
    keyId: loaded.body_key_id,
    ringKeyId: loaded.body_ring_key_id,
    wrapped: loaded.body_wrapped,
  });
  const place = inboundPlace(loaded.conversation_id, loaded.provider_id);
  return { bodyKey, place, body: decodeBody(bodyKey.open(loaded.sealed_body, place)) };
};

const mediaInput = (
  file: AdmittedFile,
  { caption, album }: { readonly caption?: string; readonly album?: string },
): Input => ({
  type: 'media',
  kind: file.kind,
  documentId: file.documentId,
  ...(file.pages === undefined ? {} : { pages: file.pages }),
  ...(caption === undefined ? {} : { caption }),
  ...(album === undefined ? {} : { album }),
});

/** The engine's input of a stored message; a file that still lies at the provider is fetched and admitted once. */
const resolveInput = async (parts: TakingParts, loaded: LoadedTurn, key: OpenedKey): Promise<Resolved> => {
  const { bodyKey, place, body } = readBody(parts, loaded);
  const messageId = body.messageId ?? null;
  if (body.admitted) {
    return { input: mediaInput(body.admitted, 'file' in body ? body : {}), file: body.admitted, messageId };
  }
  if (!('file' in body)) return { input: body.input, file: null, messageId };
  const fetched = await parts.files.fetch(adapterOf(parts, loaded), key, body.kind, body.file);
  if (!fetched.ok) {
    if (fetched.error === 'unreachable' && loaded.failures + 1 < mostFailures) {
      throw new Error('A file could not be fetched from its channel');
    }
    return { input: { type: 'refused-media', problem: fetched.error }, file: null, messageId };
  }
  const kept: StoredBody & { readonly admitted: AdmittedFile } = { ...body, admitted: fetched.value };
  await rewriteInbound(parts.house.database, loaded.seq, bodyKey.seal(encodeBody(kept), place));
  return { input: mediaInput(fetched.value, body), file: fetched.value, messageId };
};

export const openKey = (parts: TakingParts, standing: Standing): OpenedKey =>
  parts.house.keys.open({
    keyId: standing.key_id,
    ringKeyId: standing.ring_key_id,
    wrapped: standing.wrapped,
  });

const requestOf = (
  parts: TakingParts,
  standing: Standing,
  key: OpenedKey,
  origin: Origin,
  resolved: Resolved,
): TurnRequest => {
  const kept = standing.sealed_state
    ? decodeState(key.open(standing.sealed_state, statePlace(standing.conversation_id)))
    : emptyConversation;
  const conversation = asWished(kept, standing);
  const services = parts.services();
  const actor: Actor = {
    personId: standing.person_id,
    key,
    channel: origin.channel ?? 'inside',
    language: conversation.profile.language,
    member:
      standing.member_id === null
        ? null
        : {
            id: standing.member_id,
            role: standing.member_role as Role,
            name: standing.member_name ?? '',
          },
  };
  return {
    conversationId: standing.conversation_id,
    conversation,
    version: standing.version,
    facts: factsOf(standing, conversation.profile, services),
    actor,
    key,
    contactId: origin.contact_id,
    ...resolved,
    deletesMessages: adapterOf(parts, origin)?.capabilities.deletesMessages ?? false,
    readsRows: storesReplies(parts, origin),
    services,
  };
};

const afterTaken = (
  parts: TakingParts,
  standing: Standing,
  contactId: string | null,
  seq: bigint,
  result: TurnResult & { readonly is: 'taken' },
): void => {
  const { standings } = parts;
  if (result.sealedState === null) standings.drop(standing.conversation_id);
  else standings.keep({ ...standing, version: standing.version + 1, sealed_state: result.sealedState });
  parts.wake(result.wakes);
  parts.onTaken({
    inboundSeq: seq,
    events: result.turn.events,
    movedContact: result.movedContact ? contactId : null,
  });
};

/** Takes the turn of a stored message. `last`: taken, and nothing waited behind it. */
export const takeStored = async (
  parts: TakingParts,
  loaded: LoadedTurn,
): Promise<'taken' | 'last' | 'overtaken' | 'newer'> => {
  const key = openKey(parts, loaded);
  const resolved = await resolveInput(parts, loaded, key);
  const request = requestOf(parts, loaded, key, loaded, resolved);
  const result = await commitTurn(parts.house, { ...request, inboundSeq: loaded.seq });
  if (result.is !== 'taken') return result.is;
  afterTaken(parts, standingOf(loaded), loaded.contact_id, loaded.seq, result);
  return result.more ? 'taken' : 'last';
};

/** `said` is null for a message that was stored and waits for its turn. */
export interface TakenNew {
  readonly seq: bigint;
  readonly said: SaidInTurn | null;
}

/** Stores a message with its turn, on what is remembered of its conversation; null where it must be stored first. */
export const takeNew = async (
  parts: TakingParts,
  standing: Standing,
  message: NewMessage,
): Promise<TakenNew | null> => {
  const { toStore, channel, account, input, messageId } = message;
  const origin = { contact_id: toStore.contactId, channel, account };
  const request = requestOf(parts, standing, openKey(parts, standing), origin, {
    input,
    file: null,
    messageId,
  });
  const result = await commitNewTurn(parts.house, request, toStore, standing);
  if (result.is === 'not-at-once') return null;
  if (result.is === 'stored') return { seq: result.seq, said: null };
  afterTaken(parts, standing, toStore.contactId, result.seq, result.taken);
  return { seq: result.seq, said: result.said };
};
