import { looksLikeQuestion } from '../kernel/understanding.ts';
import { stepOn } from './frames.ts';
import { kindRules } from './kinds/index.ts';
import { readAnswer } from './read-answer.ts';
import { questionOf } from './registry.ts';
import type { Frame, Input } from './vocabulary.ts';
import type { Waiting, Work } from './work.ts';

/** Fewer words name a topic, or mistype it. */
const fewestWords = 4;

/** Whether a sentence tells the story where only its topic was asked. */
export const isStory = ({ question }: Waiting, text: string): boolean => {
  const words = text.trim().split(/\s+/u).length;
  // A question of one's own («الأقساط كم تكون؟») is what an officer is to answer, however short.
  return question.story !== undefined && (words >= fewestWords || (words > 1 && looksLikeQuestion(text)));
};

/** Keeps a story, written, spoken or shown, with the topic that it names. False where it is none. */
export const takesStory = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean => {
  const { question, compiled, textKey } = waiting;
  const { story } = question;
  const told = story ? questionOf(compiled, story.question) : null;
  if (!story || !told || (input.type === 'text' && !isStory(waiting, input.text))) return false;
  const { namespace } = compiled;
  const { today } = work.context;
  const outcome = kindRules[told.kind].parse(input, {
    question: told,
    options: [],
    namespace,
    pending: null,
    today,
  });
  if (outcome.is !== 'answer') return false;
  const topic = readAnswer(work, frame, waiting, input);
  const value = topic.is === 'answer' ? topic.value : story.otherwise;
  work.events.push(
    { type: 'answered', flow: frame.flow, question: textKey },
    { type: 'answered', flow: frame.flow, question: told.key },
  );
  const answers = { ...frame.answers, [question.key]: value, [told.key]: outcome.value };
  stepOn(work, { ...frame, answers }, true);
  return true;
};
