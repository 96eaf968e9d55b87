import type { WaitingQuestion } from '../channels/contract.ts';
import type { Profile, Reply, Turn } from '../engine/vocabulary.ts';
import type { Standing } from './standing.ts';
import { isDoing, type TurnResult, talked, think } from './turn.ts';
import type { TurnHouse, TurnRequest } from './turn-house.ts';
import { toWrite } from './turn-rows.ts';
import { type InboundToStore, storeWithTurn, type TurnToWrite } from './write-turn.ts';

/** What a turn said, as its rows hold it. */
export interface SaidInTurn {
  readonly replies: readonly { readonly id: string; readonly reply: Reply }[];
  readonly reader: Profile;
  readonly question: WaitingQuestion | null;
}

export type NewTurnResult =
  | {
      readonly is: 'taken';
      readonly seq: bigint;
      readonly taken: TurnResult & { readonly is: 'taken' };
      readonly said: SaidInTurn;
    }
  /** What was remembered no longer stands: the message is stored and waits. */
  | { readonly is: 'stored'; readonly seq: bigint }
  /** Nothing was written: store the message first, and see. */
  | { readonly is: 'not-at-once' };

/** The rows of the replies come last, in their order. */
const saidIn = ({ replies, conversation }: Turn, { outbound, question }: TurnToWrite): SaidInTurn => {
  const rows = outbound.slice(outbound.length - replies.length);
  return {
    replies: rows.flatMap(({ id }, index) => {
      const reply = replies[index];
      return reply ? [{ id, reply }] : [];
    }),
    reader: conversation.profile,
    question,
  };
};

/**
 * Takes the turn of a message that is not stored yet, on what is remembered of its conversation, and stores both in one
 * statement. Only a turn that does no more than talk.
 */
export const commitNewTurn = async (
  house: TurnHouse,
  request: TurnRequest,
  message: InboundToStore,
  standing: Standing,
): Promise<NewTurnResult> => {
  if (request.file || isDoing(request)) return { is: 'not-at-once' };
  const turn = await think(house, request);
  if (turn === 'newer' || turn.command) return { is: 'not-at-once' };
  const written = toWrite(house, request, turn, 'turn');
  const stored = await storeWithTurn(house.database.direct, written, message, standing);
  if (!stored) return { is: 'not-at-once' };
  const { seq } = stored;
  if (!stored.written) return { is: 'stored', seq };
  const taken = talked(request, turn, false, written.sealedState);
  return { is: 'taken', seq, taken, said: saidIn(turn, written) };
};
