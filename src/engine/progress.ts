import { questionOf, type Registry } from './registry.ts';
import type { Facts, Frame } from './vocabulary.ts';
import { remainingAfter } from './walk.ts';

/** Where a person is in the flow she sees: within a sub-flow, her place in the flow that asked it. */
export const progressOf = (
  registry: Registry,
  frames: readonly Frame[],
  facts: Facts,
): { readonly number: number; readonly of: number } | null => {
  const frame = frames.at(-1);
  const compiled = frame ? registry.flows.get(frame.flow) : undefined;
  if (!frame || frame.at === null || !compiled) return null;
  const below = frames.at(-2);
  const parentFlow = below ? registry.flows.get(below.flow) : undefined;
  const parent = below?.at && parentFlow ? questionOf(parentFlow, below.at) : null;
  if (parent?.subflow === frame.flow) return progressOf(registry, frames.slice(0, -1), facts);
  const of = frame.number + remainingAfter(compiled, frame.answers, facts, frame.at);
  // The review stands after all that is counted.
  const isReview = questionOf(compiled, frame.at)?.kind === 'review';
  // What the flow was opened with was never asked.
  const given = Object.keys(frame.params ?? {}).filter((key) => compiled.index.has(key)).length;
  return {
    number: Math.max(1, frame.number - given),
    of: Math.max(1, (isReview ? frame.number : of) - given),
  };
};
