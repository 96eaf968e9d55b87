import { type CompiledFlow, questionOf, type Registry } from './registry.ts';
import type { Facts, Frame } from './vocabulary.ts';
import { remainingAfter } from './walk.ts';
import { givenOnPath } from './work.ts';

/** Reviews before a place of the flow: they are no questions to count. */
const reviewsBefore = ({ flow }: CompiledFlow, frame: Frame, facts: Facts, place: number): number =>
  flow.questions
    .slice(0, place)
    .filter(({ kind, when }) => kind === 'review' && when?.(frame.answers, facts) !== false).length;

/**
 * Where a person is in the flow she sees: within a sub-flow, her place in the flow that asked it. Only what is asked
 * counts: neither what the flow was opened with, nor a review, which stands at the number of the question before.
 */
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
  const place = compiled.index.get(frame.at) ?? 0;
  const itself = questionOf(compiled, frame.at)?.kind === 'review' ? 1 : 0;
  const given = givenOnPath(compiled, frame, facts);
  const number = frame.number - given.before - reviewsBefore(compiled, frame, facts, place) - itself;
  const remaining = remainingAfter(compiled, frame.answers, facts, frame.at) - given.after;
  return { number: Math.max(1, number), of: Math.max(1, number + remaining) };
};
