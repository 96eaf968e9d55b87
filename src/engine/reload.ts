import { asAnswers } from './begin-frame.ts';
import { walk } from './walk.ts';
import { compiledOf, dataFor, replaceTop, settled, topFrame, type Work } from './work.ts';

/**
 * A flow that `reloads` waits at what it was loaded with: that is loaded anew, and where the waiting question is off the
 * path by now, the frame goes to where the answers lead. Nothing is put.
 */
export const reloadTop = (work: Work): void => {
  const frame = topFrame(work);
  if (!frame || frame.at === null) return;
  const compiled = compiledOf(work, frame.flow);
  const { preload, reloads } = compiled.flow;
  if (!reloads || !preload) return;
  const loaded = asAnswers(dataFor(work, preload.call(compiled.flow, frame.params ?? {})));
  const reloaded = { ...frame, answers: { ...frame.answers, ...loaded } };
  const path = walk(compiled, reloaded.answers, work.facts);
  const stays = path.keys.includes(frame.at) || path.at === null;
  replaceTop(work, stays ? reloaded : settled(work, reloaded, { at: path.at, number: path.number }));
};
