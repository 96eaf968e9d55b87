import { saidOfAlbum } from './album.ts';
import { answerWaiting } from './answer.ts';
import { correctByValue } from './change-words.ts';
import { goOnBelow, openFromInside } from './frames.ts';
import { takeUp } from './parking.ts';
import { readAnswer } from './read-answer.ts';
import type { Input } from './vocabulary.ts';
import { topFrame, type Work, waitingOf } from './work.ts';

/** The flow set aside that waits for just this input, last one first; null where none does. */
const parkedFor = (work: Work, input: Input): number | null => {
  const position = work.parked.findIndex((stack) => {
    const frame = stack.at(-1);
    if (!frame || frame.version !== work.registry.flows.get(frame.flow)?.flow.version) return false;
    const waiting = waitingOf(work, frame);
    return waiting !== null && readAnswer(work, frame, waiting, input).is !== 'problem';
  });
  return position < 0 ? null : position;
};

/**
 * Something that is no text at the menu: taken by the flow set aside that waits for it, or by one that asks what it
 * is for; where neither does, the last flow goes on and says that its time has not come. False where only the menu
 * can answer: what is spoken may be about anything, so nothing that was set aside is taken up for it.
 */
export const continuesWith = (work: Work, input: Input): boolean => {
  if (work.frames.length > 1 || input.type === 'unsupported' || input.type === 'refused-media') return false;
  const position = parkedFor(work, input);
  if (position !== null && takeUp(work, position)) {
    answerWaiting(work, input, true);
    return true;
  }
  if (opensUnasked(work, input)) return true;
  if (input.type === 'media' && input.kind === 'voice') return false;
  if (!takeUp(work)) return false;
  const resumed = topFrame(work);
  if (resumed && waitingOf(work, resumed)?.question.kind === 'review' && correctByValue(work, resumed, input))
    return true;
  if (input.type === 'media') work.said.push({ key: 'common:problem.not-here' });
  goOnBelow(work);
  return true;
};

const opensUnasked = (work: Work, input: Input): boolean => {
  const flow = work.registry.unasked?.(work.facts, 'file') ?? null;
  if (flow === null || input.type !== 'media' || input.kind === 'voice') return false;
  // An ID more often than not.
  work.sensitive = true;
  saidOfAlbum(work, input, 'joined');
  openFromInside(work, flow, { file: { kind: input.kind, documentId: input.documentId } });
  return true;
};
