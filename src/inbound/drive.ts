import type { ChannelAdapter } from '../channels/contract.ts';
import { noWakes, type Wakes } from '../commit/effects.ts';
import { commitTurn } from '../commit/turn.ts';
import type { TurnHouse } from '../commit/turn-house.ts';
import { outboundRow, writeOutbound } from '../commit/write-turn.ts';
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
import { factsOf } from './facts.ts';
import type { Files } from './files.ts';
import { type LoadedTurn, loadTurn } from './load.ts';
import { deferInbound, postponeInbound, rewriteInbound, setInboundApart } from './store.ts';

export interface DriverParts {
  readonly house: TurnHouse;
  readonly files: Files;
  readonly log: Logger;
  adapterOf(channel: string, account: string): ChannelAdapter | undefined;
  services(): Services;
  /** Told after every commit whom to wake, and when. */
  wake(wakes: Wakes, delayMillis?: number): void;
  onTaken(taken: {
    readonly inboundSeq: bigint;
    readonly events: readonly TurnEvent[];
    readonly movedContact: string | null;
  }): void;
  onFailed(failures: number): void;
}

/** Takes the waiting messages of conversations, one at a time each, different ones side by side. */
export interface Driver {
  /**
   * Resolves once nothing of this conversation waits any more (or what waits must wait). `first` is its next turn,
   * where whoever stored the message has read that already.
   */
  drive(conversationId: string, first?: LoadedTurn | null): Promise<void>;
  /** Resolves when every turn under way has ended; no new one begins. */
  stop(): Promise<void>;
}

/** A message is set apart after this many failures, so that those behind it go on. */
const mostFailures = 6;
const firstDelayMillis = 500;
/** How often a turn is taken again because another process was faster, before it is left to that process. */
const mostOvertakings = 20;
/** A frame of a newer version waits for a newer process. */
const newerDelayMillis = 1000;

/** `last`: taken, and nothing waited behind it. */
type Step = 'taken' | 'last' | 'nothing' | 'waits';

export const createDriver = (parts: DriverParts): Driver => {
  const running = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  let stopped = false;

  const run = async (conversationId: string, first: LoadedTurn | null): Promise<void> => {
    const own = () => running.get(conversationId);
    let read = first;
    try {
      for (;;) {
        const step = stopped ? 'waits' : await takeNext(parts, conversationId, read);
        read = null;
        if (step === 'taken') continue;
        const entry = own();
        if ((step === 'nothing' || step === 'last') && entry?.again) {
          entry.again = false;
          continue;
        }
        return;
      }
    } finally {
      running.delete(conversationId);
    }
  };

  return {
    drive(conversationId, first = null) {
      const current = running.get(conversationId);
      if (current) {
        current.again = true;
        return current.done;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      running.set(conversationId, { again: false, done: promise });
      run(conversationId, first).then(resolve, reject);
      return promise;
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...running.values()].map((entry) => entry.done));
    },
  };
};

const takeNext = async (
  parts: DriverParts,
  conversationId: string,
  first: LoadedTurn | null,
): Promise<Step> => {
  for (let overtakings = 0; overtakings < mostOvertakings; overtakings++) {
    const loaded =
      (overtakings === 0 ? first : null) ?? (await loadTurn(parts.house.database, conversationId));
    if (!loaded) return 'nothing';
    if (loaded.waits) return 'waits';
    try {
      const taken = await takeLoaded(parts, loaded);
      if (taken !== 'overtaken') return taken;
    } catch (thrown) {
      return await giveUpOrWait(parts, loaded, thrown);
    }
  }
  return 'waits';
};

/** A message that fails waits and is tried again; one that fails always is set apart, and its sender is told so. */
const giveUpOrWait = async (parts: DriverParts, loaded: LoadedTurn, thrown: unknown): Promise<Step> => {
  const { database, keys } = parts.house;
  const failures = loaded.failures + 1;
  parts.log.error({ err: thrown, inbound: loaded.seq.toString(), failures }, 'A turn failed');
  parts.onFailed(failures);
  const { now, newId } = parts.services();
  const retryAt = new Date(now.getTime() + firstDelayMillis * 4 ** (failures - 1));
  if (failures < mostFailures) {
    await deferInbound(database, loaded.seq, retryAt);
    parts.wake({ ...noWakes, conversations: [loaded.conversation_id] }, retryAt.getTime() - now.getTime());
    return 'waits';
  }
  const key = keys.open({ keyId: loaded.key_id, ringKeyId: loaded.ring_key_id, wrapped: loaded.wrapped });
  const apology = {
    id: newId(),
    personId: loaded.person_id,
    contactId: loaded.contact_id,
    inboundSeq: loaded.seq,
    policy: 'dialogue' as const,
    state: storesReplies(parts, loaded) ? ('sent' as const) : ('pending' as const),
    onceKey: `set-apart:${loaded.seq}`,
  };
  await database.$transaction(async (transaction) => {
    await setInboundApart(transaction, loaded.seq, now);
    const row = outboundRow(key, apology, { reply: { parts: [{ key: 'common:set-apart' }] } });
    await writeOutbound(transaction, [row], now);
  });
  parts.wake({ ...noWakes, persons: [loaded.person_id] });
  return 'taken';
};

const storesReplies = (parts: DriverParts, loaded: LoadedTurn): boolean =>
  parts.adapterOf(loaded.channel ?? '', loaded.account ?? '')?.capabilities.storedIsDelivered ?? false;

const readBody = (parts: DriverParts, loaded: LoadedTurn) => {
  const bodyKey = parts.house.keys.open({
    keyId: loaded.body_key_id,
    ringKeyId: loaded.body_ring_key_id,
    wrapped: loaded.body_wrapped,
  });
  const place = inboundPlace(loaded.conversation_id, loaded.provider_id);
  return { bodyKey, place, body: decodeBody(bodyKey.open(loaded.sealed_body, place)) };
};

const mediaInput = (file: AdmittedFile, caption?: string): Input => ({
  type: 'media',
  kind: file.kind,
  documentId: file.documentId,
  ...(caption === undefined ? {} : { caption }),
});

interface Resolved {
  readonly input: Input;
  readonly file: AdmittedFile | null;
}

/** The engine's input of a stored message; a file that still lies at the provider is fetched and admitted once. */
const resolveInput = async (
  parts: DriverParts,
  loaded: LoadedTurn,
  key: OpenedKey,
): Promise<Resolved & { readonly messageId: string | null }> => {
  const { bodyKey, place, body } = readBody(parts, loaded);
  const messageId = body.messageId ?? null;
  if (body.admitted) {
    const caption = 'file' in body ? body.caption : undefined;
    return { input: mediaInput(body.admitted, caption), file: body.admitted, messageId };
  }
  if (!('file' in body)) return { input: body.input, file: null, messageId };
  const adapter = parts.adapterOf(loaded.channel ?? '', loaded.account ?? '');
  const fetched = await parts.files.fetch(adapter, key, body.kind, body.file);
  if (!fetched.ok) {
    if (fetched.error === 'unreachable' && loaded.failures + 1 < mostFailures) {
      throw new Error('A file could not be fetched from its channel');
    }
    return { input: { type: 'refused-media', problem: fetched.error }, file: null, messageId };
  }
  const kept: StoredBody & { readonly admitted: AdmittedFile } = { ...body, admitted: fetched.value };
  await rewriteInbound(parts.house.database, loaded.seq, bodyKey.seal(encodeBody(kept), place));
  return { input: mediaInput(fetched.value, body.caption), file: fetched.value, messageId };
};

const takeLoaded = async (parts: DriverParts, loaded: LoadedTurn): Promise<Step | 'overtaken'> => {
  const { house } = parts;
  const key = house.keys.open({
    keyId: loaded.key_id,
    ringKeyId: loaded.ring_key_id,
    wrapped: loaded.wrapped,
  });
  const conversation = loaded.sealed_state
    ? decodeState(key.open(loaded.sealed_state, statePlace(loaded.conversation_id)))
    : emptyConversation;
  const { input, file, messageId } = await resolveInput(parts, loaded, key);
  const services = parts.services();
  const actor: Actor = {
    personId: loaded.person_id,
    key,
    channel: loaded.channel ?? 'inside',
    language: conversation.profile.language,
    member:
      loaded.member_id === null
        ? null
        : { id: loaded.member_id, role: loaded.member_role as Role, name: loaded.member_name ?? '' },
  };
  const adapter = parts.adapterOf(loaded.channel ?? '', loaded.account ?? '');
  const result = await commitTurn(house, {
    conversationId: loaded.conversation_id,
    conversation,
    version: loaded.version,
    facts: factsOf(loaded, conversation.profile, services),
    actor,
    key,
    contactId: loaded.contact_id,
    inboundSeq: loaded.seq,
    input,
    file,
    messageId,
    deletesMessages: adapter?.capabilities.deletesMessages ?? false,
    readsRows: storesReplies(parts, loaded),
    services,
  });
  if (result.is === 'overtaken') return 'overtaken';
  if (result.is === 'newer') {
    await postponeInbound(house.database, loaded.seq, new Date(Date.now() + newerDelayMillis));
    parts.wake({ ...noWakes, conversations: [loaded.conversation_id] }, newerDelayMillis);
    return 'waits';
  }
  parts.wake(result.wakes);
  parts.onTaken({
    inboundSeq: loaded.seq,
    events: result.turn.events,
    movedContact: result.movedContact ? loaded.contact_id : null,
  });
  return result.more ? 'taken' : 'last';
};
