import type { ScriptInput } from '../script.ts';

/** A way of taking a message durably: stored once, its turn taken on the stored state, the outcome committed. */
export interface DurableWay {
  readonly name: string;
  /** `message` is its number within the conversation, for the provider's id. */
  take(conversation: number, message: number, input: ScriptInput): Promise<void>;
  close(): Promise<void>;
}
