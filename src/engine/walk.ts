import type { CompiledFlow } from './registry.ts';
import type { Answers, Facts, Question } from './vocabulary.ts';

/** Where a set of answers leads in a flow. */
export interface Path {
  /** Keys of the questions on the path, answered or not, in order, up to an ending answer. */
  readonly keys: readonly string[];
  /** The first unanswered one; null when the path has reached its end. */
  readonly at: string | null;
  /** Its place, from 1. */
  readonly number: number;
}

const isOnPath = (question: Question, answers: Answers, facts: Facts): boolean =>
  question.when === undefined || question.when(answers, facts);

const isAnswered = (question: Question, answers: Answers): boolean => Object.hasOwn(answers, question.key);

const endsPath = (question: Question, answers: Answers): boolean =>
  question.ends !== undefined &&
  isAnswered(question, answers) &&
  question.ends(answers[question.key] ?? null);

/**
 * Derives the path from the answers alone. Editing, going back, resuming and a change of version all work
 * by this one mechanism; ordinary turns step forward with `advance`, whose cost does not grow.
 */
export const walk = (compiled: CompiledFlow, answers: Answers, facts: Facts): Path => {
  const keys: string[] = [];
  let at: string | null = null;
  let number = 0;
  for (const question of compiled.flow.questions) {
    if (!isOnPath(question, answers, facts)) continue;
    keys.push(question.key);
    if (at === null && !isAnswered(question, answers)) {
      at = question.key;
      number = keys.length;
    }
    if (at === null && endsPath(question, answers)) break;
  }
  return { keys, at, number: at === null ? keys.length : number };
};

/** The next unanswered question after `from`, and how many places further it is; null at the end of the path. */
export const advance = (
  compiled: CompiledFlow,
  answers: Answers,
  facts: Facts,
  from: string,
): { readonly at: string; readonly steps: number } | null => {
  const questions = compiled.flow.questions;
  const start = compiled.index.get(from);
  if (start === undefined) return null;
  const current = questions[start];
  if (current && endsPath(current, answers)) return null;
  let steps = 0;
  for (let position = start + 1; position < questions.length; position++) {
    const question = questions[position];
    if (!question || !isOnPath(question, answers, facts)) continue;
    steps += 1;
    if (!isAnswered(question, answers)) return { at: question.key, steps };
    if (endsPath(question, answers)) return null;
  }
  return null;
};

/** How many questions still lie after `at` on the path as it looks now; a review is no question to count. */
export const remainingAfter = (
  compiled: CompiledFlow,
  answers: Answers,
  facts: Facts,
  at: string,
): number => {
  const questions = compiled.flow.questions;
  let count = 0;
  for (
    let position = (compiled.index.get(at) ?? questions.length) + 1;
    position < questions.length;
    position++
  ) {
    const question = questions[position];
    if (question && question.kind !== 'review' && isOnPath(question, answers, facts)) count += 1;
  }
  return count;
};

/** The answers that lie on the path; the others were kept until the end and are dropped here. */
export const answersOnPath = (compiled: CompiledFlow, answers: Answers, facts: Facts): Answers => {
  const kept: Answers = {};
  for (const key of walk(compiled, answers, facts).keys) {
    if (Object.hasOwn(answers, key)) kept[key] = answers[key] ?? null;
  }
  return kept;
};
