import type { Transaction } from '../db/client.ts';
import type { Effects, Refusal } from '../domain/contract.ts';
import type { Conversation, Facts, Input, Turn } from '../engine/vocabulary.ts';
import { toLatinDigits } from '../kernel/text.ts';
import { fillOutcome, noWakes, type Wakes, writeMessages } from './effects.ts';
import { handOverTalk } from './hand-over.ts';
import { runEngine } from './run-engine.ts';
import { asOwner, greetOwner } from './tied.ts';
import type { StoredTurnRequest, TurnHouse, TurnRequest } from './turn-house.ts';
import { doneBy, insertDocument, toWrite } from './turn-rows.ts';
import { writeTurn } from './write-turn.ts';

export type TurnResult =
  | {
      readonly is: 'taken';
      readonly wakes: Wakes;
      readonly turn: Turn;
      readonly movedContact: boolean;
      /** Further messages of the conversation wait. */
      readonly more: boolean;
      /** What the conversation's row holds now, where the turn did no more than talk. */
      readonly sealedState: Uint8Array | null;
    }
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
const guard = async (transaction: Transaction, request: StoredTurnRequest): Promise<void> => {
  const rows = await transaction.$queryRaw<{ readonly version: number }[]>`
    select v.version from conversation v join inbound i on i.seq = ${request.inboundSeq} and i.handled_at is null
    where v.id = ${request.conversationId}::uuid for update of v`;
  if (rows[0]?.version !== request.version) throw new Overtaken();
};

interface Done {
  readonly turn: Turn;
  readonly effects: Effects;
  readonly outcome: string;
  /** The message as one of another person's, to whom its contact belongs from now on. */
  readonly owner?: StoredTurnRequest;
}

/** What a turn does in its transaction: a command, a staff member's button, or a code that ties a contact. */
type Doing = (transaction: Transaction) => Promise<Done>;

const inTransaction = async (
  house: TurnHouse,
  request: StoredTurnRequest,
  doing: Doing,
): Promise<TurnResult> => {
  const done = await house.database.$transaction(
    async (transaction) => {
      await guard(transaction, request);
      if (request.file) await insertDocument(transaction, request, request.file);
      const { turn, effects, outcome, owner } = await doing(transaction);
      const woken = await writeMessages(transaction, effects, request.services, house.keys);
      const { written, more, untold } = await writeTurn(
        transaction,
        toWrite(house, owner ?? request, turn, outcome, doneBy(request, effects.audit)),
        request.inboundSeq,
      );
      if (!written) throw new Overtaken();
      if (owner && request.contactId !== null) {
        await transaction.$executeRaw`update contact set person_id = ${owner.actor.personId}::uuid where id = ${request.contactId}::uuid`;
      }
      return {
        turn,
        wakes: { ...woken, staff: untold },
        more,
        movedContact: owner !== undefined,
        told: (owner ?? request).actor.personId,
      };
    },
    { timeout: 20_000, maxWait: 20_000 },
  );
  // A photo that nothing is said of may still be deleted in the chat.
  const leavesRows = done.turn.replies.length > 0 || done.turn.sensitive;
  const persons = leavesRows && leavesToSend(request, done.turn) ? [done.told] : [];
  return {
    is: 'taken',
    turn: done.turn,
    more: done.more,
    movedContact: done.movedContact,
    sealedState: null,
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
  // What lies below is not put where something else opens above it at once.
  const put = effects.openHere ? [] : question;
  const spoken = { ...turn, replies: [...said, ...(effects.replies ?? []), ...put] };
  if (!effects.openHere) return spoken;
  const input: Input = { type: 'open', flow: effects.openHere.flow, params: effects.openHere.params };
  const opened = await runEngine(house, transaction, request, turn.conversation, input, request.facts);
  if (opened === 'newer') throw new Overtaken();
  return joinTurns(spoken, opened);
};

/** A list below the flow that has just ended was loaded before its command: it is put as things stand now. */
const offeredAfresh = async (
  house: TurnHouse,
  transaction: Transaction,
  request: TurnRequest,
  turn: Turn,
): Promise<Turn> => {
  const top = turn.conversation.frames.at(-1);
  if (top?.offered === undefined || turn.replies.at(-1)?.asked === undefined) return turn;
  const input: Input = { type: 'open', flow: top.flow, params: top.params ?? {} };
  const again = await runEngine(house, transaction, request, turn.conversation, input, request.facts);
  if (again === 'newer') throw new Overtaken();
  return joinTurns({ ...turn, replies: turn.replies.slice(0, -1) }, { ...again, command: turn.command });
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
    const { handOverTo } = result.value;
    if (handOverTo !== undefined) {
      const { conversationId, key } = request;
      await handOverTalk(transaction, house.keys, { conversationId, key, flow: command.flow }, handOverTo);
    }
    const fresh = await offeredAfresh(house, transaction, request, turn);
    const spoken = await withOpened(house, transaction, request, fresh, result.value);
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
  (house: TurnHouse, request: StoredTurnRequest, code: string): Doing =>
  async (transaction) => {
    const { services, actor } = request;
    const effects = await house.tieByCode(transaction, services, actor, code);
    const { moveContactTo, openHere } = effects;
    if (moveContactTo !== undefined) {
      const owner = await asOwner(house, transaction, request, moveContactTo);
      return { ...(await greetOwner(house, transaction, owner, effects)), outcome: 'tied', owner };
    }
    const spoken: Turn = { ...quietTurn(request.conversation), replies: effects.replies ?? [] };
    const facts = effects.tied ? await asMember(transaction, request) : request.facts;
    const next: Input = openHere ? { type: 'open', ...openHere } : { type: 'choice', id: 'menu' };
    const shown = await runEngine(house, transaction, request, request.conversation, next, facts);
    const turn = shown === 'newer' ? spoken : joinTurns(spoken, shown);
    return { turn, effects, outcome: effects.tied ? 'tied' : 'not-tied' };
  };

/** The facts of somebody who has just become a member of staff. */
const asMember = async (transaction: Transaction, { actor, facts }: TurnRequest): Promise<Facts> => {
  const member = await transaction.$queryRaw<{ readonly role: string; readonly name: string }[]>`
    select role, name from member where person_id = ${actor.personId}::uuid and state = 'active'`;
  return { ...facts, member: member[0] ? { ...member[0] } : null };
};

const codeShape = /(?<![A-Z0-9])HRF[-\s]?[A-Z0-9]{4}[-\s]?[A-Z0-9]{4}(?![A-Z0-9])/iu;

/** Longer than the message in which an officer passes a code on is a message of another kind. */
const mostAroundCode = 200;

/** A code that somebody was given, typed or passed on into any channel; null for every other message. */
const codeIn = (input: Input): string | null =>
  input.type === 'text' && input.text.length <= mostAroundCode
    ? (codeShape.exec(toLatinDigits(input.text))?.[0].toUpperCase() ?? null)
    : null;

/** A code, or a button of a staff member's card: nothing that the engine sees. */
export const isDoing = ({ input }: TurnRequest): boolean =>
  codeIn(input) !== null || (input.type === 'choice' && input.id.startsWith('act:'));

const doingOf = (house: TurnHouse, request: StoredTurnRequest): Doing | null => {
  const { input } = request;
  const code = codeIn(input);
  if (code !== null) return tie(house, request, code);
  return input.type === 'choice' && input.id.startsWith('act:') ? pressCard(house, request, input.id) : null;
};

/**
 * Takes one stored message's turn and writes all it changes, together or not at all. An ordinary turn is one statement;
 * a turn that carries a command, a button of a card or a file is one transaction.
 */
export const commitTurn = async (house: TurnHouse, request: StoredTurnRequest): Promise<TurnResult> => {
  try {
    const doing = doingOf(house, request);
    return doing ? await inTransaction(house, request, doing) : await talk(house, request);
  } catch (thrown) {
    if (thrown instanceof Overtaken) return { is: 'overtaken' };
    throw thrown;
  }
};

/** Where a stored reply is a delivered one, only a message to be deleted in the chat is left to send. */
const leavesToSend = (request: TurnRequest, turn: Turn): boolean =>
  !request.readsRows || (turn.sensitive && request.deletesMessages && request.messageId !== null);

/** The result of a turn that did no more than talk. */
export const talked = (request: TurnRequest, turn: Turn, more: boolean, sealedState: Uint8Array) => {
  const persons = leavesToSend(request, turn) ? [request.actor.personId] : [];
  const wakes: Wakes = { ...noWakes, persons };
  return { is: 'taken' as const, turn, more, movedContact: false, sealedState, wakes };
};

/** Takes the engine through an ordinary turn. */
export const think = (
  house: TurnHouse,
  request: TurnRequest,
  refusal?: Refusal & { readonly flow: string },
): Promise<Turn | 'newer'> =>
  runEngine(house, house.database, request, request.conversation, request.input, request.facts, refusal);

const talk = async (
  house: TurnHouse,
  request: StoredTurnRequest,
  refusal?: Refusal & { readonly flow: string },
): Promise<TurnResult> => {
  const turn = await think(house, request, refusal);
  if (turn === 'newer') return { is: 'newer' };
  if (turn.command || request.file) {
    try {
      return await inTransaction(house, request, carryOut(house, request, turn));
    } catch (thrown) {
      if (thrown instanceof Refused && !refusal) return talk(house, request, thrown.refusal);
      throw thrown;
    }
  }
  const toBeWritten = toWrite(house, request, turn, 'turn');
  const { written, more } = await writeTurn(house.database.direct, toBeWritten, request.inboundSeq);
  return written ? talked(request, turn, more, toBeWritten.sealedState) : { is: 'overtaken' };
};
