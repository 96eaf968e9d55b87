import type { Transaction } from '../db/client.ts';
import type { AuditEntry, Effects, Services } from '../domain/contract.ts';
import type { Param, Params, Reply } from '../engine/vocabulary.ts';
import { encodeBody, endInput, inboundPlace, openInput, type StoredBody } from '../sealed/inbound-body.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';
import { keyOfPerson } from './services.ts';
import { type AuditRow, outboundRow, writeAudit, writeOutbound } from './write-turn.ts';

/** Who must be woken once the transaction has committed. */
export interface Wakes {
  /** Persons with messages to send. */
  readonly persons: readonly string[];
  /** Conversations with a message from inside the house to take. */
  readonly conversations: readonly string[];
  /** Something happened that staff may have to be told of. */
  readonly staff: boolean;
}

export const noWakes: Wakes = { persons: [], conversations: [], staff: false };

const fillParam = (param: Param, outcome: NonNullable<Effects['outcome']>): Param => {
  if (typeof param !== 'object') return param;
  if ('outcome' in param) return outcome[param.outcome] ?? '';
  if ('list' in param) return { ...param, list: param.list.map((entry) => fillParam(entry, outcome)) };
  if ('key' in param && param.params) return { ...param, params: fillParams(param.params, outcome) };
  return param;
};

const fillParams = (params: Params, outcome: NonNullable<Effects['outcome']>): Params =>
  Object.fromEntries(Object.entries(params).map(([name, param]) => [name, fillParam(param, outcome)]));

/** Puts what a command brought about (a case number, a promised day) into the words that were waiting for it. */
export const fillOutcome = (replies: readonly Reply[], outcome: Effects['outcome']): readonly Reply[] =>
  replies.map((reply) => ({
    ...reply,
    parts: reply.parts.map((part) =>
      part.params ? { ...part, params: fillParams(part.params, outcome ?? {}) } : part,
    ),
  }));

export const auditRows = (
  entries: readonly AuditEntry[],
  actor: { readonly kind: string; readonly id: string | null },
  services: Pick<Services, 'newId'>,
): readonly AuditRow[] =>
  entries.map((entry) => ({ ...entry, id: services.newId(), actorKind: actor.kind, actorId: actor.id }));

/** A message from inside the house to a person's conversation, once under its id. */
const writeInside = async (
  transaction: Transaction,
  keys: PersonKeys,
  { personId, providerId, body }: { personId: string; providerId: string; body: StoredBody },
): Promise<string | null> => {
  const key: OpenedKey = await keyOfPerson(transaction, keys, personId);
  const rows = await transaction.$queryRaw<{ readonly id: string }[]>`
    select id from conversation where person_id = ${personId}::uuid`;
  const conversationId = rows[0]?.id;
  if (conversationId === undefined) return null;
  const sealed = key.seal(encodeBody(body), inboundPlace(conversationId, providerId));
  await transaction.$executeRaw`
    insert into inbound (contact_id, conversation_id, provider_id, sealed_body, key_id)
    values (null, ${conversationId}::uuid, ${providerId}, ${sealed}, ${key.id}::uuid)
    on conflict do nothing`;
  return conversationId;
};

/** Writes messages to others and flows opened on others. Returns whom to wake after the commit. */
export const writeMessages = async (
  transaction: Transaction,
  effects: Pick<Effects, 'messages' | 'opens' | 'ends'>,
  services: Services,
  keys: PersonKeys,
): Promise<Pick<Wakes, 'persons' | 'conversations'>> => {
  const persons: string[] = [];
  const rows = [];
  for (const message of effects.messages ?? []) {
    const key = await keyOfPerson(transaction, keys, message.personId);
    const row = {
      id: services.newId(),
      personId: message.personId,
      contactId: null,
      inboundSeq: null,
      policy: message.policy,
      state: 'pending' as const,
      onceKey: message.onceKey ?? null,
    };
    rows.push(outboundRow(key, row, { reply: message.reply }));
    persons.push(message.personId);
  }
  await writeOutbound(transaction, rows, services.now);
  const conversations: string[] = [];
  const inside = [
    ...(effects.opens ?? []).map(({ personId, flow, params, onceKey }) => ({
      personId,
      providerId: `open:${onceKey}`,
      body: openInput(flow, params),
    })),
    ...(effects.ends ?? []).map(({ personId, onceKey, ...end }) => ({
      personId,
      providerId: `end:${onceKey}`,
      body: endInput(end),
    })),
  ];
  for (const message of inside) {
    const conversationId = await writeInside(transaction, keys, message);
    if (conversationId !== null) conversations.push(conversationId);
  }
  return { persons, conversations };
};

/** Writes what the house itself did beyond its own tables, audit rows too. Returns whom to wake after the commit. */
export const writeEffects = async (
  transaction: Transaction,
  effects: Pick<Effects, 'messages' | 'opens' | 'ends' | 'audit'>,
  services: Services,
  keys: PersonKeys,
): Promise<Wakes> => {
  const woken = await writeMessages(transaction, effects, services, keys);
  await writeAudit(
    transaction,
    auditRows(effects.audit ?? [], { kind: 'house', id: null }, services),
    services.now,
  );
  // What a job of the house did is nothing new to staff's own job, which would wake itself for ever.
  return { ...woken, staff: false };
};
