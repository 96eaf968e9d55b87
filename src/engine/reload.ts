import { asAnswers } from './begin-frame.ts';
import { walk } from './walk.ts';
import { compiledOf, dataFor, replaceTop, topFrame, type Work } from './work.ts';

/**
 * A flow that `reloads` waits at what it was loaded with. That is loaded anew, and where the waiting question is off the
 * path by now, what the flow was for is over: it is left without a word. Whether it was.
 */
export const reloadTop = (work: Work): boolean => {
  const frame = topFrame(work);
  if (!frame || frame.at === null) return false;
  const compiled = compiledOf(work, frame.flow);
  const { preload, reloads } = compiled.flow;
  if (!reloads || !preload) return false;
  const loaded = asAnswers(dataFor(work, preload.call(compiled.flow, frame.params ?? {})));
  const reloaded = { ...frame, answers: { ...frame.answers, ...loaded } };
  const isThere = walk(compiled, reloaded.answers, work.facts).keys.includes(frame.at);
  if (isThere) {
    replaceTop(work, reloaded);
    return false;
  }
  work.frames.pop();
  work.events.push({ type: 'flow-left', flow: frame.flow });
  return true;
};
