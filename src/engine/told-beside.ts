import { describeAnswer } from './describe.ts';
import { choiceIds } from './put-question.ts';
import { questionOf } from './registry.ts';
import type { Answers, Frame, Input, Json } from './vocabulary.ts';
import { replaceTop, type Waiting, type Work } from './work.ts';

/** Later questions that the words beside a value answer too, where they are asked, and it is a choice of theirs or words. */
export const toldBeside = (
  work: Work,
  frame: Frame,
  { question, compiled, group }: Waiting,
  value: Json,
  input: Input,
): Answers => {
  if (input.type !== 'text' || group !== null || !question.alsoTells) return {};
  const answers = { ...frame.answers, [question.key]: value };
  const told = Object.entries(question.alsoTells(input.text)).filter(([key, choice]) => {
    const other = questionOf(compiled, key);
    // Words beside words («نورة سالم من بريدة») are not sure enough to change what was answered by itself.
    if (question.kind === 'text' && Object.hasOwn(frame.answers, key)) return false;
    const isAsked = other !== null && other.when?.(answers, work.facts) !== false;
    if (isAsked && other.kind === 'text') return true;
    return isAsked && choiceIds(other, answers, work).includes(String(choice));
  });
  return Object.fromEntries(told.map(([key, choice]) => [key, choice ?? null]));
};

/** What was told beside a value that is not taken yet is kept all the same, and said back. */
export const keepTold = (work: Work, frame: Frame, waiting: Waiting, value: Json, input: Input): void => {
  if (value === null) return;
  const told = toldBeside(work, frame, waiting, value, input);
  sayTold(work, frame, waiting, told);
  replaceTop(work, { ...frame, answers: { ...frame.answers, ...told } });
};

/** Says back what was told beside an answer. */
export const sayTold = (work: Work, frame: Frame, { compiled }: Waiting, told: Answers): void => {
  for (const [key, value] of Object.entries(told)) {
    const question = questionOf(compiled, key);
    if (!question) continue;
    work.events.push({ type: 'answered', flow: frame.flow, question: key });
    const changes = question.sets?.(value);
    if (changes) {
      work.profile = { ...work.profile, ...changes };
      work.events.push({ type: 'profile-changed' });
    }
    const shown = describeAnswer(question, value, compiled.namespace, key);
    const label = { key: `${compiled.namespace}:${key}.label` };
    work.said.push({ key: 'common:noted', params: { label, value: shown } });
  }
};
