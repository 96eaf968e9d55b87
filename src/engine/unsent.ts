import type { CompiledFlow } from './registry.ts';
import type { Frame, Json } from './vocabulary.ts';

/**
 * The frame, marked where a value that it began with (data that is held) becomes another one: its review, and whoever
 * leaves it, is told that the change is not sent yet.
 */
export const markUnsent = (frame: Frame, { flow }: CompiledFlow, key: string, value: Json): Frame => {
  const isLoaded = flow.preload !== undefined && !flow.asksAll;
  if (!isLoaded || !flow.questions.some(({ kind }) => kind === 'review')) return frame;
  const before = frame.answers[key] ?? null;
  return JSON.stringify(before) === JSON.stringify(value) ? frame : { ...frame, unsent: true };
};
