import { limits } from './limits.ts';
import { refreshTop } from './versions.ts';
import type { Answers, Frame } from './vocabulary.ts';
import { compiledOf, topFrame, type Work } from './work.ts';

export const isSameOpening = (frame: Frame | undefined, name: string, params: Answers): boolean =>
  frame?.flow === name && JSON.stringify(frame.params ?? {}) === JSON.stringify(params);

/** A stack of frames as it is set aside today. */
export const asideToday = (work: Work, [bottom, ...others]: readonly Frame[]): readonly Frame[] =>
  bottom ? [{ ...bottom, parkedOn: work.context.today }, ...others] : [];

/** At the menu with something that was set aside. */
export const atMenuWithParked = (work: Work): boolean => work.frames.length === 1 && work.parked.length > 0;

/** Leaves small flows on top for something else; the buttons that began them are still there. */
export const dropFleeting = (work: Work): void => {
  for (let top = topFrame(work); top && work.frames.length > 1; top = topFrame(work)) {
    if (!compiledOf(work, top.flow).flow.fleeting) return;
    work.frames.pop();
    work.events.push({ type: 'flow-left', flow: top.flow });
  }
};

/** Sets a stack aside, in place of the same one that was set aside before. */
export const keepAside = (work: Work, stack: readonly Frame[]): void => {
  const bottom = stack[0];
  const others = work.parked.filter(
    (kept) => !bottom || !isSameOpening(kept[0], bottom.flow, bottom.params ?? {}),
  );
  work.parked = [asideToday(work, stack), ...others].slice(0, limits.parkedFlows);
};

/** Sets everything but the menu aside, to be continued later. */
export const park = (work: Work): boolean => {
  const stack = work.frames.slice(1);
  const bottom = stack[0];
  if (!bottom) return false;
  keepAside(work, stack);
  work.frames = work.frames.slice(0, 1);
  work.events.push({ type: 'flow-parked', flow: bottom.flow });
  return true;
};

/**
 * Goes on with a flow that was set aside, on top of what is open, with a word of welcome where it was on another
 * day; false when there is none, or no room for it.
 */
export const takeUp = (work: Work, position = 0): boolean => {
  const [bottom, ...others] = work.parked[position] ?? [];
  if (!bottom || work.frames.length + 1 + others.length > limits.openFrames) return false;
  const { parkedOn, ...resumed } = bottom;
  work.parked = work.parked.filter((_, other) => other !== position);
  work.frames = [...work.frames, resumed, ...others];
  work.said.push({ key: parkedOn === work.context.today ? 'common:resume.on' : 'common:resume.welcome' });
  refreshTop(work);
  const top = topFrame(work);
  if (top) work.events.push({ type: 'flow-resumed', flow: top.flow });
  return true;
};
