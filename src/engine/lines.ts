import { containsNationalIdOrIban } from '../kernel/text.ts';
import { moveTo } from './frames.ts';
import { limits } from './limits.ts';
import { putQuestion } from './put-question.ts';
import type { Answers, Frame, Json, Question } from './vocabulary.ts';
import { linesOf, replaceTop, settled, topFrame, type Waiting, type Work } from './work.ts';

/** A frame whose line is closed, waiting at its group again. */
export const outsideLine = ({
  item: _item,
  pending: _pending,
  attempts: _attempts,
  lastProblem: _lastProblem,
  offered: _offered,
  ...bare
}: Frame): Frame => bare;

/** The line in its place among the others, and closed. */
export const withLine = (frame: Frame, group: Question, answers: Answers): Frame => {
  const lines = [...linesOf(frame, group.key)];
  if (frame.item?.index === undefined) lines.push(answers);
  else lines[frame.item.index] = answers;
  return { ...outsideLine(frame), lines: { ...frame.lines, [group.key]: lines } };
};

/** The questions of a line that are not answered yet. */
export const lackingIn = (work: Work, group: Question, line: Json): readonly Question[] => {
  const answers = (line ?? {}) as Answers;
  const all = topFrame(work)?.answers ?? {};
  return (group.questions ?? []).filter(
    (question) =>
      !Object.hasOwn(answers, question.key) &&
      (question.when === undefined || question.when(answers, work.facts, all)),
  );
};

/** Asks for what the first unfinished line lacks; false when all lines are whole. */
export const completesLines = (work: Work, frame: Frame, group: Question): boolean => {
  const lines = linesOf(frame, group.key);
  for (const [index, line] of lines.entries()) {
    const [lacking] = lackingIn(work, group, line);
    if (!lacking) continue;
    const item = { group: group.key, answers: (line ?? {}) as Answers, at: lacking.key, index };
    replaceTop(work, settled(work, outsideLine(frame), { item }));
    putQuestion(work);
    return true;
  }
  return false;
};

/** An answer within a line as it was read, where it fits its question; anything else is asked. */
const fits = (work: Work, group: Question, answers: Answers, key: string): boolean => {
  const question = group.questions?.find((candidate) => candidate.key === key);
  const value = answers[key] ?? null;
  if (!question || question.schema?.safeParse(value).success === false) return false;
  if (!question.check || question.check.needs) return true;
  return question.check.problem(value, work.context, null, answers) === null;
};

/**
 * The words' lines with only what fits in them; none where one has not even a name, or where there is nothing but one
 * name.
 */
const readLines = (work: Work, group: Question, words: string): readonly Answers[] => {
  const first = group.questions?.[0]?.key ?? '';
  const read = group.reads?.(words) ?? [];
  if (read.length === 1 && Object.keys(read[0] ?? {}).length < 2) return [];
  const lines = read.map((line) =>
    Object.fromEntries(Object.entries(line).filter(([key]) => fits(work, group, line, key))),
  );
  return lines.every((line) => Object.hasOwn(line, first)) ? lines : [];
};

/**
 * Whole lines of a group, typed between its lines or where the first answer of one is asked: kept as they are, and
 * what they lack is asked next. False where the words hold none, so that they are words like others.
 */
export const takesLines = (work: Work, frame: Frame, waiting: Waiting, words: string): boolean => {
  const group = waiting.question.kind === 'group' ? waiting.question : waiting.group;
  const isFirst = waiting.group === null || waiting.question.key === waiting.group.questions?.[0]?.key;
  if (!group?.reads || !isFirst || containsNationalIdOrIban(words)) return false;
  const read = readLines(work, group, words);
  const [only, ...others] = read;
  if (!only) return false;
  const { index } = frame.item ?? {};
  if (index !== undefined && others.length > 0) return false;
  const before = linesOf(frame, group.key);
  if (before.length + read.length > limits.groupItems) return false;
  work.events.push({
    type: 'answered',
    flow: frame.flow,
    question: `${group.key}.${group.questions?.[0]?.key}`,
  });
  const kept =
    index === undefined
      ? { ...outsideLine(frame), lines: { ...frame.lines, [group.key]: [...before, ...read] } }
      : withLine(frame, group, { ...frame.item?.answers, ...only });
  if (completesLines(work, kept, group)) return true;
  saysAdded(work, kept, group, index !== undefined, read.length);
  moveTo(work, kept, group.key, frame.number);
  return true;
};

/** How many lines there are now, or that one was changed. */
export const saysAdded = (
  work: Work,
  frame: Frame,
  group: Question,
  isChange: boolean,
  added: number,
): void => {
  const count = linesOf(frame, group.key).length;
  work.said.push(
    isChange
      ? { key: 'common:group.changed' }
      : { key: added > 1 ? 'common:group.added-several' : 'common:group.added', params: { count } },
  );
};

export const removeLine = (work: Work, frame: Frame, group: string, index: number): void => {
  const lines = linesOf(frame, group).filter((_, position) => position !== index);
  work.said.push({ key: 'common:group.removed' });
  moveTo(work, { ...frame, lines: { ...frame.lines, [group]: lines } }, group, frame.number);
};
