import { correctByValue } from './change-words.ts';
import { runControl } from './controls.ts';
import { correctByWords } from './correct-by-words.ts';
import { followIntent } from './follow-intent.ts';
import { resume } from './frames.ts';
import { leavesBy } from './leave.ts';
import { atMenuWithParked } from './parking.ts';
import { changeIn } from './wants-change.ts';
import { compiledOf, topFrame, type Work, waitingOf } from './work.ts';

/** «غيرت جوالي صار ٠٥…» opens the data that are held: what it should be now is taken there, and not told once more. */
const takesToldValue = (work: Work, text: string, saidBefore: number): void => {
  const frame = topFrame(work);
  const waiting = frame ? waitingOf(work, frame) : null;
  if (!frame || waiting?.question.kind !== 'review') return;
  if (compiledOf(work, frame.flow).flow.preload === undefined) return;
  const shown = work.replies.splice(saidBefore);
  const said = changeIn(work, text)?.rest ?? text;
  const isTaken =
    correctByWords(work, frame, text, said) || correctByValue(work, frame, { type: 'text', text });
  if (!isTaken) work.replies.push(...shown);
};

/** A sentence that is no answer but a wish or a question: followed, with what it tells beside. */
export const interrupt = (work: Work, id: string, text: string): void => {
  const intent = work.registry.intents[id];
  const midway = leavesBy(work, id);
  if (midway !== null) {
    runControl(work, midway);
    return;
  }
  if (intent && 'say' in intent && intent.resumes && atMenuWithParked(work)) {
    work.said.push({ key: intent.say });
    resume(work);
    return;
  }
  const { length } = work.replies;
  const before = topFrame(work)?.flow;
  followIntent(work, id);
  if (topFrame(work)?.flow !== before) takesToldValue(work, text, length);
};
