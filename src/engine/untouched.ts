import type { Frame } from './vocabulary.ts';
import { walk } from './walk.ts';
import { compiledOf, isGiven, topFrame, type Work } from './work.ts';

/** Whether nothing has been answered in a frame but what it was opened with. */
export const isUntouched = (work: Work, frame: Frame): boolean => {
  const { keys } = walk(compiledOf(work, frame.flow), frame.answers, work.facts);
  return (
    frame.item === undefined && !keys.some((key) => Object.hasOwn(frame.answers, key) && !isGiven(frame, key))
  );
};

/** Takes a flow that was only begun off the top. */
export const leaveUntouched = (work: Work): void => {
  const top = work.frames.pop();
  if (top) work.events.push({ type: 'flow-left', flow: top.flow });
};

/** The first flow, where it was only put and nothing said to it, is not what somebody who came for another one waits for. */
export const dropUnbegun = (work: Work): void => {
  const [, only, ...others] = work.frames;
  const isFirst = only !== undefined && others.length === 0 && only.flow === work.registry.first(work.facts);
  if (isFirst && isUntouched(work, only)) leaveUntouched(work);
};

/** What waited for a flow that ended without bringing about what was needed (no consent, not eligible) is dropped. */
export const dropUnmet = (work: Work, ended: string): void => {
  const first = work.registry.first(work.facts);
  const unmet = new Set([ended]);
  for (let top = topFrame(work); top && top.at === null; top = topFrame(work)) {
    const needed = compiledOf(work, top.flow).flow.requires?.(work.facts)?.flow ?? null;
    if (first !== ended && (needed === null || !unmet.has(needed))) return;
    unmet.add(top.flow);
    work.frames.pop();
    // Who agrees another day still wants what was first wished for.
    const menu = work.frames.length === 1 ? work.frames[0] : undefined;
    if (menu && first === ended)
      work.frames[0] = {
        ...menu,
        params: { ...menu.params, goal: { flow: top.flow, params: top.params ?? {} } },
      };
  }
};
