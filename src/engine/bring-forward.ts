import { limits } from './limits.ts';
import { asideToday, dropFleeting } from './parking.ts';
import { questionOf } from './registry.ts';
import { refreshTop } from './versions.ts';
import type { Frame } from './vocabulary.ts';
import { compiledOf, type Work } from './work.ts';

/** The frame of a flow that waits for words of its own, and not for the flow above it; -1 where there is none. */
const waitingFrame = (work: Work, stack: readonly Frame[], name: string): number =>
  stack.findIndex(({ flow, at }) => {
    if (flow !== name || at === null) return false;
    return questionOf(compiledOf(work, flow), at)?.subflow === undefined;
  });

/**
 * What lay on top of a flow that was set aside is set aside by itself (a talk that was begun in the middle of it), so that
 * the flow that was named goes on. Gives where it lies now.
 */
export const bringForward = (work: Work, position: number, name: string): number => {
  const stack = work.parked[position] ?? [];
  const place = waitingFrame(work, stack, name);
  const [above, ...others] = place < 0 ? [] : stack.slice(place + 1);
  if (!above) return position;
  const { parkedOn } = stack[0] ?? {};
  const apart = [parkedOn === undefined ? above : { ...above, parkedOn }, ...others];
  work.parked = [
    ...work.parked.slice(0, position),
    stack.slice(0, place + 1),
    apart,
    ...work.parked.slice(position + 1),
  ].slice(0, Math.max(limits.parkedFlows, position + 1));
  return position;
};

/** The same for one that is open: what lies above it waits until later. */
export const setAsideAbove = (work: Work, name: string): void => {
  dropFleeting(work);
  const place = name === work.registry.home ? -1 : waitingFrame(work, work.frames, name);
  const above = place < 0 ? [] : work.frames.slice(place + 1);
  if (above.length === 0) return;
  work.frames = work.frames.slice(0, place + 1);
  for (const { flow } of above) work.events.push({ type: 'flow-parked', flow });
  work.parked = [asideToday(work, above), ...work.parked].slice(0, limits.parkedFlows);
  refreshTop(work);
};
