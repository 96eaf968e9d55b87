import type { Transaction } from '../db/client.ts';
import type { AuditEntry } from '../domain/contract.ts';
import type { Profile, Turn } from '../engine/vocabulary.ts';
import type { AdmittedFile } from '../sealed/inbound-body.ts';
import { encodeState, statePlace } from '../sealed/state.ts';
import { auditRows } from './effects.ts';
import { waitingQuestion } from './run-engine.ts';
import type { TurnHouse, TurnRequest } from './turn-house.ts';
import { type AuditRow, type OutboundRow, outboundRow, type TurnToWrite } from './write-turn.ts';

/** The row of a file that came with the message; its content lies in the store already. */
export const insertDocument = async (
  transaction: Transaction,
  request: TurnRequest,
  file: AdmittedFile,
): Promise<void> => {
  const frame = request.conversation.frames.at(-1);
  const purpose = frame && frame.at !== null ? `${frame.flow}.${frame.at}` : 'unasked';
  await transaction.$executeRaw`
    insert into document (id, person_id, purpose, kind, mime, bytes, sha256, storage_key, key_id)
    values (${file.documentId}::uuid, ${request.actor.personId}::uuid, ${purpose}, ${file.kind}, ${file.mime}, ${file.bytes},
      ${file.sha256}, ${file.storageKey}, ${request.key.id}::uuid)
    on conflict (id) do nothing`;
};

const outboundOf = (request: TurnRequest, turn: Turn): readonly OutboundRow[] => {
  const { services, key, actor, contactId } = request;
  const { language, address, digits, womenOnly } = turn.conversation.profile;
  const base = {
    personId: actor.personId,
    contactId,
    inboundSeq: null,
    policy: 'dialogue' as const,
    onceKey: null,
  };
  const state = request.readsRows ? ('sent' as const) : ('pending' as const);
  const rows = turn.replies.map((reply) =>
    outboundRow(
      key,
      { ...base, id: services.newId(), state },
      { reply, reader: { language, address, digits, ...(womenOnly ? { womenOnly } : {}) } },
    ),
  );
  if (turn.sensitive && request.deletesMessages && request.messageId !== null) {
    rows.unshift(
      outboundRow(
        key,
        { ...base, id: services.newId(), state: 'pending' },
        { deleteMessage: request.messageId },
      ),
    );
  }
  return rows;
};

/** What the engine's events leave in the audit trail: what was done, never what was said. */
const turnAudit = (request: TurnRequest, turn: Turn): readonly AuditEntry[] =>
  turn.events.flatMap((event): readonly AuditEntry[] => {
    const subject = { subjectKind: 'conversation', subjectId: request.conversationId };
    if (event.type === 'flow-started' || event.type === 'flow-ended') {
      return [{ action: event.type, ...subject, references: { flow: event.flow } }];
    }
    if (event.type === 'answered' && turn.sensitive) {
      return [
        {
          action: 'sensitive-answer',
          ...subject,
          references: { flow: event.flow, question: event.question },
        },
      ];
    }
    return [];
  });

const isSpokenToAlike = (now: Profile, before: Profile): boolean =>
  now.language === before.language &&
  now.address === before.address &&
  now.digits === before.digits &&
  (now.womenOnly ?? false) === (before.womenOnly ?? false);

/** What a command did, for the audit trail, as done by the one who wrote. */
export const doneBy = (
  { actor, services }: TurnRequest,
  entries: readonly AuditEntry[] = [],
): readonly AuditRow[] => {
  const kind = actor.member ? 'member' : 'person';
  return auditRows(entries, { kind, id: actor.member?.id ?? actor.personId }, services);
};

/** All that a turn writes, sealed; `done` is what its command did that the audit trail tells of. */
export const toWrite = (
  house: TurnHouse,
  request: TurnRequest,
  turn: Turn,
  outcome: string,
  done: readonly AuditRow[] = [],
): TurnToWrite => {
  const { services, key, conversationId } = request;
  const question = waitingQuestion(house.registry, turn.conversation, request.facts);
  return {
    conversationId,
    personId: request.actor.personId,
    contactId: request.contactId,
    version: request.version,
    sealedState: key.seal(encodeState(turn.conversation), statePlace(conversationId)),
    question,
    waiting: question ? { flow: question.flow, key: question.key } : null,
    outcome,
    profile: turn.conversation.profile,
    profileChanged:
      request.version === 0 || !isSpokenToAlike(turn.conversation.profile, request.conversation.profile),
    outbound: outboundOf(request, turn),
    audit: [...done, ...doneBy(request, turnAudit(request, turn))],
    now: services.now,
  };
};
