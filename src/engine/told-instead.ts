import { keepForLater } from './begin-frame.ts';
import { describeAnswer } from './describe.ts';
import { stepOn } from './frames.ts';
import { questionOf } from './registry.ts';
import type { Answers, Frame } from './vocabulary.ts';
import type { Waiting, Work } from './work.ts';

/**
 * Words that say something else than was asked («أم صالح» where the language is): what they tell is kept, said back,
 * and the path goes on with it. False where they tell nothing.
 */
export const takesToldInstead = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const { question, compiled, group } = waiting;
  const told = group === null ? (question.tellsInstead?.(text) ?? null) : null;
  if (!told) return false;
  const answers: Answers = Object.fromEntries(
    Object.entries(told.answers).map(([key, value]) => [key, value ?? null]),
  );
  for (const [key, value = null] of Object.entries(answers)) {
    const other = questionOf(compiled, key);
    if (!other) continue;
    work.events.push({ type: 'answered', flow: frame.flow, question: key });
    work.profile = { ...work.profile, ...other.sets?.(value) };
    if (key === question.key) continue;
    const shown = describeAnswer(other, value, compiled.namespace, key);
    work.said.push({
      key: 'common:noted',
      params: { label: { key: `${compiled.namespace}:${key}.label` }, value: shown },
    });
  }
  keepForLater(work, told);
  const { called = null } = told;
  if (called !== null) {
    work.profile = { ...work.profile, called };
    work.said.push({
      key: `${compiled.namespace}:${question.key}.called`,
      params: { called: { said: called } },
    });
  }
  work.events.push({ type: 'profile-changed' });
  stepOn(work, { ...frame, answers: { ...frame.answers, ...answers } }, true);
  return true;
};
