import type { WaitingQuestion } from '../channels/contract.ts';
import type { Transaction } from '../db/client.ts';
import type { Refusal } from '../domain/contract.ts';
import { limits } from '../engine/limits.ts';
import { progressOf } from '../engine/progress.ts';
import { questionOf, type Registry } from '../engine/registry.ts';
import { takeTurn } from '../engine/take-turn.ts';
import type { Conversation, Facts, Input, Json, Turn } from '../engine/vocabulary.ts';
import { needKey } from '../engine/work.ts';
import type { TurnHouse, TurnRequest } from './turn-house.ts';

/** Takes the engine through a turn, loading what it turns out to need. */
export const runEngine = async (
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
