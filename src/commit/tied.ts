import type { Transaction } from '../db/client.ts';
import type { Effects } from '../domain/contract.ts';
import type { Turn } from '../engine/vocabulary.ts';
import { emptyConversation } from '../engine/work.ts';
import { decodeState, statePlace } from '../sealed/state.ts';
import { asWished, factsOf } from './facts.ts';
import { runEngine } from './run-engine.ts';
import { type Standing, standingColumns, standingJoins } from './standing.ts';
import type { StoredTurnRequest, TurnHouse } from './turn-house.ts';

/**
 * The message as one of the person to whom its contact belongs from now on: that person's own conversation goes on
 * with it. The message moves there too, so that it is found where its contact is.
 */
export const asOwner = async (
  house: TurnHouse,
  transaction: Transaction,
  request: StoredTurnRequest,
  personId: string,
): Promise<StoredTurnRequest> => {
  const [standing] = await transaction.$queryRaw<Standing[]>`
    select ${standingColumns} from conversation v ${standingJoins} where v.person_id = ${personId}::uuid for update of v`;
  if (!standing) throw new Error(`The person ${personId} has no conversation`);
  const { conversation_id: conversationId, key_id: keyId, ring_key_id: ringKeyId, wrapped } = standing;
  const key = house.keys.open({ keyId, ringKeyId, wrapped });
  const kept = standing.sealed_state
    ? decodeState(key.open(standing.sealed_state, statePlace(conversationId)))
    : emptyConversation;
  const conversation = asWished(kept, standing);
  await transaction.$executeRaw`
    update inbound set conversation_id = ${conversationId}::uuid where seq = ${request.inboundSeq}`;
  const { language } = conversation.profile;
  return {
    ...request,
    conversationId,
    conversation,
    version: standing.version,
    facts: factsOf(standing, conversation.profile, request.services),
    actor: { ...request.actor, personId, key, language, member: null },
    key,
  };
};

/** What the code's family is told, and at once the question that it is asked; another process may have to ask it. */
export const greetOwner = async (
  house: TurnHouse,
  transaction: Transaction,
  owner: StoredTurnRequest,
  effects: Effects,
): Promise<{ readonly turn: Turn; readonly effects: Effects }> => {
  const { conversation, facts } = owner;
  const replies = effects.replies ?? [];
  const quiet: Turn = { type: 'turn', conversation, replies, command: null, events: [], sensitive: false };
  const [open, ...others] = effects.opens ?? [];
  if (!open || open.personId !== owner.actor.personId) return { turn: quiet, effects };
  const input = { type: 'open', flow: open.flow, params: open.params } as const;
  const opened = await runEngine(house, transaction, owner, conversation, input, facts);
  if (opened === 'newer') return { turn: quiet, effects };
  return {
    turn: { ...opened, replies: [...replies, ...opened.replies] },
    effects: { ...effects, opens: others },
  };
};
