import { limits } from '../limits.ts';
import type { Registry } from '../registry.ts';
import { takeTurn } from '../take-turn.ts';
import type { Conversation, Input, Json, Need, TurnContext, TurnOutcome } from '../vocabulary.ts';
import { needKey } from '../work.ts';

/** What stands in for the data from outside: the value that a need would load. */
export type StandIn = (need: Need) => Json;

export type DrivenTurn = Exclude<TurnOutcome, { readonly type: 'needs' }>;

/** Takes a turn as its caller does: loads what it needs, at most `limits.needsPerTurn` times, and takes it again. */
export const driveTurn = (
  registry: Registry,
  conversation: Conversation,
  input: Input,
  context: Omit<TurnContext, 'data'>,
  standIn: StandIn,
): DrivenTurn => {
  const data: { [key: string]: Json } = {};
  for (let round = 0; round <= limits.needsPerTurn; round++) {
    const outcome = takeTurn(registry, conversation, input, { ...context, data });
    if (outcome.type !== 'needs') return outcome;
    for (const need of outcome.needs) data[needKey(need)] = standIn(need);
  }
  throw new Error('a turn needs data again and again');
};
