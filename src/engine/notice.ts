import { answerWaiting } from './answer.ts';
import { choiceIds } from './put-question.ts';
import type { Waiting, Work } from './work.ts';

/**
 * A notice, at which there is nothing to say but that it was read, is left by any other words: they are about something
 * else. False where the question asks for more, or is still the one that waits.
 */
export const leavesNotice = (work: Work, { question, answers }: Waiting): boolean => {
  const isNotice = question.kind === 'choice' && question.ends !== undefined && !question.opens;
  if (!isNotice || question.corrects || question.choicesFrom) return false;
  const [only, ...others] = choiceIds(question, answers, work);
  if (only === undefined || others.length > 0 || question.ends?.(only) !== true) return false;
  answerWaiting(work, { type: 'choice', id: only }, false);
  // Neither its goodbye nor what lies below is the answer to these words.
  work.replies.length = 0;
  return true;
};
