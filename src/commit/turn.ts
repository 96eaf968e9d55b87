import type { WaitingQuestion } from '../channels/contract.ts';
import type { Database, Transaction } from '../db/client.ts';
import type {
  ActionHandler,
  Actor,
  AuditEntry,
  CommandHandler,
  Effects,
  Refusal,
  Services,
  Source,
} from '../domain/contract.ts';
import { limits } from '../engine/limits.ts';
import { progressOf } from '../engine/progress.ts';
import { questionOf, type Registry } from '../engine/registry.ts';
import { takeTurn } from '../engine/take-turn.ts';
import type { Answers, Conversation, Facts, Input, Json, Reply, Turn } from '../engine/vocabulary.ts';
import { needKey } from '../engine/work.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';
import type { AdmittedFile } from './body.ts';
import { auditRows, fillOutcome, noWakes, type Wakes, writeEffects } from './effects.ts';
import { encodeState, statePlace } from './state.ts';
import { type OutboundRow, outboundRow, type TurnToWrite, writeTurn } from './write-turn.ts';

/** What turns are carried out with. */
export interface TurnHouse {
  readonly database: Database;
  readonly registry: Registry;
  readonly keys: PersonKeys;
  readonly commands: { readonly [name: string]: CommandHandler };
  readonly sources: { readonly [name: string]: Source };
  readonly handleAction: ActionHandler;
  readonly tieByCode: (
    transaction: Transaction,
    services: Services,
    actor: Actor,
    code: string,
  ) => Promise<Effects & { readonly moveContactTo?: string; readonly tied: boolean }>;
}

/** One message with all that is known about it and its sender. */
export interface TurnRequest {
  readonly conversationId: string;
  readonly conversation: Conversation;
  readonly version: number;
  readonly facts: Facts;
  readonly actor: Actor;
  readonly key: OpenedKey;
  readonly contactId: string | null;
  readonly inboundSeq: bigint;
  readonly input: Input;
  readonly file: AdmittedFile | null;
  readonly messageId: string | null;
  readonly deletesMessages: boolean;
  /** The row of a reply is its delivery (the web chat). */
  readonly readsRows: boolean;
  readonly services: Services;
}

export type TurnResult =
  | { readonly is: 'taken'; readonly wakes: Wakes; readonly turn: Turn; readonly movedContact: boolean }
  /** Another process was faster: load and take it again. */
  | { readonly is: 'overtaken' }
  | { readonly is: 'newer' };

/** Ends the transaction without a trace: another process took the turn. */
class Overtaken extends Error {}

/** Ends the transaction without a trace: the command was refused, and the turn is taken again knowing why. */
class Refused extends Error {
  readonly refusal: Refusal & { readonly flow: string };
  constructor(refusal: Refusal & { readonly flow: string }) {
    super(`${refusal.flow} was refused at ${refusal.question}`);
    this.refusal = refusal;
  }
}

/** Takes the engine through a turn, loading what it turns out to need. */
const runEngine = async (
  house: TurnHouse,
  executor: Transaction,
  request: TurnRequest,
  conversation: Conversation,
  input: Input,
  facts: Facts,
  refusal?: Refusal & { readonly flow: string },
): Promise<Turn | 'newer'> => {
  const data: { [key: string]: Json } = {};
  const context = { today: request.services.today, facts, data, ...(refusal ? { refusal } : {}) };
  for (let round = 0; round <= limits.needsPerTurn; round++) {
    const outcome = takeTurn(house.registry, conversation, input, context);
    if (outcome.type === 'newer') return 'newer';
    if (outcome.type === 'turn') return outcome;
    for (const need of outcome.needs) {
      const source = house.sources[need.source];
      if (!source) throw new Error(`no source is named ${need.source}`);
      const { actor, services } = request;
      data[needKey(need)] = await source({ transaction: executor, services, actor, params: need.params });
    }
  }
  throw new Error('a turn needs data again and again');
};

/** The question that waits now, as outsiders see it. */
export const waitingQuestion = (
  registry: Registry,
  conversation: Conversation,
  facts: Facts,
): WaitingQuestion | null => {
  const frame = conversation.frames.at(-1);
  const compiled = frame ? registry.flows.get(frame.flow) : undefined;
  if (!frame || frame.at === null || !compiled) return null;
  const question = questionOf(compiled, frame.at);
  if (!question) return null;
  const inLine = frame.item?.group === question.key ? frame.item.at : null;
  const inner =
    inLine === null ? undefined : question.questions?.find((candidate) => candidate.key === inLine);
  const { number, of } = progressOf(registry, conversation.frames, facts) ?? {
    number: frame.number,
    of: frame.number,
  };
  return {
    flow: frame.flow,
    key: inner ? `${question.key}.${inner.key}` : question.key,
    kind: (inner ?? question).kind,
    number,
    of,
  };
};

const insertDocument = async (
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

const outboundOf = (request: TurnRequest, turn: Turn, replies: readonly Reply[]): readonly OutboundRow[] => {
  const { services, key, actor, contactId, inboundSeq } = request;
  const { language, address, digits } = turn.conversation.profile;
  const base = {
    personId: actor.personId,
    contactId,
    inboundSeq,
    policy: 'dialogue' as const,
    onceKey: null,
  };
  const state = request.readsRows ? ('sent' as const) : ('pending' as const);
  const rows = replies.map((reply) =>
    outboundRow(
      key,
      { ...base, id: services.newId(), state },
      { reply, reader: { language, address, digits } },
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

const toWrite = (
  house: TurnHouse,
  request: TurnRequest,
  turn: Turn,
  replies: readonly Reply[],
  outcome: string,
): TurnToWrite => {
  const { services, key, conversationId } = request;
  const question = waitingQuestion(house.registry, turn.conversation, request.facts);
  const actor = {
    kind: request.actor.member ? 'member' : 'person',
    id: request.actor.member?.id ?? request.actor.personId,
  };
  return {
    conversationId,
    personId: request.actor.personId,
    contactId: request.contactId,
    version: request.version,
    sealedState: key.seal(encodeState(turn.conversation), statePlace(conversationId)),
    question,
    waiting: question ? { flow: question.flow, key: question.key } : null,
    inboundSeq: request.inboundSeq,
    outcome,
    profile: turn.conversation.profile,
    outbound: outboundOf(request, turn, replies),
    audit: auditRows(turnAudit(request, turn), actor, services),
    now: services.now,
  };
};

/** Adds a second turn's result to a first one's (a flow opened by a button that needs words). */
const joinTurns = (first: Turn, second: Turn): Turn => ({
  ...second,
  replies: [...first.replies, ...second.replies],
  events: [...first.events, ...second.events],
  sensitive: first.sensitive || second.sensitive,
});

const quietTurn = (conversation: Conversation): Turn => ({
  type: 'turn',
  conversation,
  replies: [],
  command: null,
  events: [],
  sensitive: false,
});

/** Locks the conversation's row for a turn that does more than talk; false when it was overtaken already. */
const guard = async (transaction: Transaction, request: TurnRequest): Promise<void> => {
  const rows = await transaction.$queryRaw<{ readonly version: number }[]>`
    select v.version from conversation v join inbound i on i.seq = ${request.inboundSeq} and i.handled_at is null
    where v.id = ${request.conversationId}::uuid for update of v`;
  if (rows[0]?.version !== request.version) throw new Overtaken();
};

interface Done {
  readonly turn: Turn;
  readonly effects: Effects;
  readonly outcome: string;
  readonly moveContactTo?: string;
}

/** What a turn does in its transaction: a command, a staff member's button, or a code that ties a contact. */
type Doing = (transaction: Transaction) => Promise<Done>;

const inTransaction = async (house: TurnHouse, request: TurnRequest, doing: Doing): Promise<TurnResult> => {
  const { services, actor } = request;
  const by = { kind: actor.member ? 'member' : 'person', id: actor.member?.id ?? actor.personId };
  const done = await house.database.$transaction(
    async (transaction) => {
      await guard(transaction, request);
      if (request.file) await insertDocument(transaction, request, request.file);
      const { turn, effects, outcome, moveContactTo } = await doing(transaction);
      const wakes = await writeEffects(transaction, effects, by, services, house.keys);
      const written = await writeTurn(transaction, toWrite(house, request, turn, turn.replies, outcome));
      if (!written) throw new Overtaken();
      if (moveContactTo !== undefined && request.contactId !== null) {
        await transaction.$executeRaw`update contact set person_id = ${moveContactTo}::uuid where id = ${request.contactId}::uuid`;
      }
      return { turn, wakes, movedContact: moveContactTo !== undefined };
    },
    { timeout: 20_000, maxWait: 20_000 },
  );
  const persons = done.turn.replies.length > 0 && !request.readsRows ? [actor.personId] : [];
  return {
    is: 'taken',
    turn: done.turn,
    movedContact: done.movedContact,
    wakes: { ...done.wakes, persons: [...new Set([...persons, ...done.wakes.persons])] },
  };
};

const withOpened = async (
  house: TurnHouse,
  transaction: Transaction,
  request: TurnRequest,
  turn: Turn,
  effects: Effects,
): Promise<Turn> => {
  const replies = fillOutcome(turn.replies, effects.outcome);
  // What was done is said before the question that goes on below.
  const question = replies.at(-1)?.asked === undefined ? [] : replies.slice(-1);
  const said = replies.slice(0, replies.length - question.length);
  const spoken = { ...turn, replies: [...said, ...(effects.replies ?? []), ...question] };
  if (!effects.openHere) return spoken;
  const input: Input = { type: 'open', flow: effects.openHere.flow, params: effects.openHere.params };
  const opened = await runEngine(house, transaction, request, turn.conversation, input, request.facts);
  if (opened === 'newer') throw new Overtaken();
  return joinTurns(spoken, opened);
};

const carryOut =
  (house: TurnHouse, request: TurnRequest, turn: Turn): Doing =>
  async (transaction) => {
    const { command } = turn;
    if (!command) return { turn, effects: {}, outcome: 'turn' };
    const handler = house.commands[command.name];
    if (!handler) throw new Error(`no handler is named ${command.name}`);
    const { services, actor } = request;
    const { answers, params } = command;
    const result = await handler({ transaction, services, actor, answers, params });
    if (!result.ok) throw new Refused({ ...result.error, flow: command.flow });
    const spoken = await withOpened(house, transaction, request, turn, result.value);
    return { turn: spoken, effects: result.value, outcome: `command:${command.name}` };
  };

const pressCard =
  (house: TurnHouse, request: TurnRequest, id: string): Doing =>
  async (transaction) => {
    const { services, actor } = request;
    const effects = await house.handleAction({ transaction, services, actor, parts: id.split(':').slice(1) });
    const turn = await withOpened(house, transaction, request, quietTurn(request.conversation), effects);
    return { turn, effects, outcome: 'action' };
  };

const tie =
  (house: TurnHouse, request: TurnRequest, code: string): Doing =>
  async (transaction) => {
    const { services, actor } = request;
    const effects = await house.tieByCode(transaction, services, actor, code);
    const spoken: Turn = { ...quietTurn(request.conversation), replies: effects.replies ?? [] };
    const moveContactTo = effects.moveContactTo;
    if (moveContactTo !== undefined) return { turn: spoken, effects, outcome: 'tied', moveContactTo };
    if (!effects.tied) {
      const again: Input = { type: 'choice', id: 'menu' };
      const shown =
        request.conversation.frames.length > 0
          ? await runEngine(house, transaction, request, request.conversation, again, request.facts)
          : 'newer';
      return { turn: shown === 'newer' ? spoken : joinTurns(spoken, shown), effects, outcome: 'not-tied' };
    }
    const member = await transaction.$queryRaw<{ readonly role: string; readonly name: string }[]>`
      select role, name from member where person_id = ${actor.personId}::uuid and state = 'active'`;
    const facts: Facts = { ...request.facts, member: member[0] ? { ...member[0] } : null };
    const shown = await runEngine(
      house,
      transaction,
      request,
      request.conversation,
      { type: 'choice', id: 'menu' },
      facts,
    );
    return { turn: shown === 'newer' ? spoken : joinTurns(spoken, shown), effects, outcome: 'tied' };
  };

const codeShape = /^\s*(?:\/start\s+)?(HRF-?[A-Z0-9]{4}-?[A-Z0-9]{4})\s*$/iu;

/** A code that somebody was given, typed into any channel; null for every other message. */
const codeIn = (input: Input): string | null =>
  input.type === 'text' ? (codeShape.exec(input.text)?.[1]?.toUpperCase() ?? null) : null;

/**
 * Takes one message's turn and writes all it changes, together or not at all. An ordinary turn is one statement;
 * a turn that carries a command, a button of a card or a file is one transaction.
 */
export const commitTurn = async (house: TurnHouse, request: TurnRequest): Promise<TurnResult> => {
  try {
    const code = codeIn(request.input);
    if (code !== null) return await inTransaction(house, request, tie(house, request, code));
    if (request.input.type === 'choice' && request.input.id.startsWith('act:')) {
      return await inTransaction(house, request, pressCard(house, request, request.input.id));
    }
    return await talk(house, request);
  } catch (thrown) {
    if (thrown instanceof Overtaken) return { is: 'overtaken' };
    throw thrown;
  }
};

const talk = async (
  house: TurnHouse,
  request: TurnRequest,
  refusal?: Refusal & { readonly flow: string },
): Promise<TurnResult> => {
  const turn = await runEngine(
    house,
    house.database,
    request,
    request.conversation,
    request.input,
    request.facts,
    refusal,
  );
  if (turn === 'newer') return { is: 'newer' };
  if (turn.command || request.file) {
    try {
      return await inTransaction(house, request, carryOut(house, request, turn));
    } catch (thrown) {
      if (thrown instanceof Refused && !refusal) return talk(house, request, thrown.refusal);
      throw thrown;
    }
  }
  const written = await writeTurn(house.database, toWrite(house, request, turn, turn.replies, 'turn'));
  if (!written) return { is: 'overtaken' };
  const persons = request.readsRows && !turn.sensitive ? [] : [request.actor.personId];
  return { is: 'taken', turn, movedContact: false, wakes: { ...noWakes, persons } };
};
