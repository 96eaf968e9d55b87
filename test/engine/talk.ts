import type { Registry } from '../../src/engine/registry.ts';
import { takeTurn } from '../../src/engine/take-turn.ts';
import type {
  Answers,
  Conversation,
  Facts,
  Frame,
  Input,
  Json,
  Reply,
  Turn,
  TurnOutcome,
} from '../../src/engine/vocabulary.ts';
import { emptyConversation, needKey } from '../../src/engine/work.ts';

const today = '2026-11-24';

export const says = (text: string): Input => ({ type: 'text', text });
export const presses = (id: string, asked?: number): Input => ({
  type: 'choice',
  id,
  ...(asked === undefined ? {} : { asked }),
});
export const opens = (flow: string, params?: Answers): Input => ({
  type: 'open',
  flow,
  ...(params ? { params } : {}),
});

/** Everything within it frozen, so that a turn that writes into its input throws. */
const frozen = <T>(value: T): T => {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};

export interface Talk {
  /** Takes one input, with what its needs are answered by; a conversation goes through JSON and is frozen before. */
  send(input: Input): Turn;
  outcome(input: Input): TurnOutcome;
  conversation: Conversation;
  facts: Facts;
  registry: Registry;
}

export const talkTo = (
  registry: Registry,
  options: {
    readonly facts?: Facts;
    readonly data?: { readonly [source: string]: Json };
    readonly from?: Conversation;
  } = {},
): Talk => {
  const talk: Talk = {
    conversation: options.from ?? emptyConversation,
    facts: options.facts ?? {},
    registry,
    outcome(input) {
      const data: { [key: string]: Json } = {};
      for (;;) {
        const conversation = frozen(JSON.parse(JSON.stringify(talk.conversation)) as Conversation);
        const context = frozen({ today, facts: talk.facts, data: { ...data } });
        const outcome = takeTurn(talk.registry, conversation, frozen(input), context);
        if (outcome.type !== 'needs' || !options.data) return outcome;
        for (const need of outcome.needs) data[needKey(need)] = options.data[need.source] ?? null;
      }
    },
    send(input) {
      const outcome = talk.outcome(input);
      if (outcome.type !== 'turn') throw new Error(`the turn ended as ${outcome.type}`);
      talk.conversation = outcome.conversation;
      return outcome;
    },
  };
  return talk;
};

export const top = (talk: Talk): Frame => talk.conversation.frames.at(-1)!;
/** Where a conversation waits: `flow.question`, or `flow.group.question` within a line. */
export const at = (talk: Talk): string => {
  const { flow, at: key, item } = top(talk);
  return item ? `${flow}.${key}.${item.at}` : `${flow}.${key}`;
};
export const keysOf = (reply: Reply | undefined): readonly string[] =>
  (reply?.parts ?? []).map(({ key }) => key);
export const idsOf = (reply: Reply | undefined): readonly string[] =>
  (reply?.choices ?? []).map(({ id }) => id);
export const controlsOf = (reply: Reply | undefined): readonly string[] =>
  (reply?.controls ?? []).map(({ id }) => id);
