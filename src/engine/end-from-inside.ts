import { putQuestion } from './put-question.ts';
import type { Answers, Frame, Input } from './vocabulary.ts';
import { compiledOf, topFrame, type Work } from './work.ts';

type End = Extract<Input, { readonly type: 'end' }>;

const isMeant = (frame: Frame, { flow, params = {} }: End): boolean =>
  frame.flow === flow &&
  Object.entries(params).every(
    ([key, value]) => JSON.stringify(frame.params?.[key]) === JSON.stringify(value),
  );

/** The whole lines of groups that were begun and not done. */
const linesOfFrame = ({ lines }: Frame): Answers =>
  Object.fromEntries(Object.entries(lines ?? {}).map(([group, kept]) => [group, [...kept]]));

/** Takes the frame out of what is open or set aside; what stands above or below it stays. */
const takenOut = (work: Work, end: End): Frame | null => {
  const open = work.frames.find((frame, place) => place > 0 && isMeant(frame, end));
  if (open) {
    work.frames = work.frames.filter((frame) => frame !== open);
    return open;
  }
  const aside = work.parked.flat().find((frame) => isMeant(frame, end));
  if (!aside) return null;
  work.parked = work.parked
    .map((stack) => stack.filter((frame) => frame !== aside))
    .filter((stack) => stack.length > 0);
  return aside;
};

/**
 * Ends a flow that was left half-way for too long, as the house asks for it: what was answered is handed to the flow's
 * own command for that, the person hears it, and whatever else is open goes on. Nothing happens, and nothing is said,
 * where the conversation has gone on since the house looked, or nothing of that flow is there any more.
 */
export const endFromInside = (work: Work, end: End): void => {
  if (work.asked !== end.asked) return;
  const before = topFrame(work);
  const frame = takenOut(work, end);
  if (!frame) return;
  const { flow } = compiledOf(work, frame.flow);
  const kept = flow.lapses?.({ ...frame.answers, ...linesOfFrame(frame) }, frame.params ?? {}) ?? null;
  if (kept) work.command = { ...kept, flow: flow.name, params: frame.params ?? {} };
  work.events.push({ type: 'flow-left', flow: flow.name });
  const { choices } = end;
  work.replies.push({ parts: end.says, ...(choices && choices.length > 0 ? { choices } : {}) });
  // The menu waits silently; another question that comes to light is put.
  if (before === frame && work.frames.length > 1) putQuestion(work);
};
