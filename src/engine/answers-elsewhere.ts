import { isPlainYesNo, matchOption } from '../kernel/understanding.ts';
import { answerWaiting } from './answer.ts';
import { optionsOf, readAnswer, ruleProblem } from './read-answer.ts';
import { certain, likely } from './sureness.ts';
import { isUntouched, leaveUntouched } from './untouched.ts';
import type { Frame, Input } from './vocabulary.ts';
import { replaceTop, type Waiting, type Work, waitingOf } from './work.ts';

/** The words of an answer that nothing here asks for, and the question below does, where this flow was only begun. */
export const answersBelow = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const below = work.frames.at(-2);
  const asked = below ? waitingOf(work, below) : null;
  if (!below || asked?.question.kind !== 'yes-no' || !isUntouched(work, frame)) return false;
  const input = { type: 'text', text } as const;
  if (readAnswer(work, frame, waiting, input).is !== 'problem') return false;
  if (readAnswer(work, below, asked, input).is !== 'answer') return false;
  // A bare yes may be meant for anything; a consent's own word is meant for the consent.
  if ((matchOption(optionsOf(work, below, asked), text)?.score ?? 0) < likely) return false;
  leaveUntouched(work);
  answerWaiting(work, input, false);
  return true;
};

/** Words typed where an earlier answer stands in the way are tried as that answer. */
export const correctsEarlier = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const input: Input = { type: 'text', text };
  const keys = waiting.question.corrects?.(frame.answers, work.facts) ?? [];
  const read = keys.flatMap((key) => {
    const earlier: Frame = { ...frame, at: key };
    const asked = waitingOf(work, earlier);
    // Between the lines of a group any words begin another one.
    if (!asked || asked.question.kind === 'group') return [];
    const outcome = readAnswer(work, earlier, asked, input);
    if (outcome.is === 'problem') return [];
    return [
      { earlier, fits: () => outcome.is !== 'answer' || ruleProblem(work, asked, outcome.value) === null },
    ];
  });
  const meant = read.length > 1 ? (read.find(({ fits }) => fits()) ?? read[0]) : read[0];
  if (!meant) return false;
  work.frames[work.frames.length - 1] = meant.earlier;
  answerWaiting(work, input, true);
  return true;
};

/** What says more than yes or no is a new answer to the question that this one follows: a choice `byName`, or words. */
export const answersFollowed = (
  work: Work,
  frame: Frame,
  { question }: Waiting,
  text: string,
  byName: boolean,
): boolean => {
  if (question.follows === undefined || isPlainYesNo(text)) return false;
  const earlier: Frame = { ...frame, at: question.follows };
  const asked = waitingOf(work, earlier);
  if (!asked) return false;
  const options = optionsOf(work, earlier, asked);
  const isMeant = byName ? (matchOption(options, text)?.score ?? 0) >= certain : options.length === 0;
  const outcome = readAnswer(work, earlier, asked, { type: 'text', text });
  if (!isMeant || outcome.is === 'problem') return false;
  if (outcome.is === 'answer' && ruleProblem(work, asked, outcome.value) !== null) return false;
  replaceTop(work, earlier);
  answerWaiting(work, { type: 'text', text }, true);
  return true;
};
