import { filesIn } from './files-of-answer.ts';
import { kindRules } from './kinds/index.ts';
import { limits } from './limits.ts';
import type { Frame, Input, Json, Question } from './vocabulary.ts';
import type { Waiting } from './work.ts';

/** The files that came so far to a question that takes several; kept like the lines of a group that is not done. */
export const filesSoFar = (frame: Frame, { question, textKey, answers }: Waiting): readonly Json[] =>
  question.several ? (frame.lines?.[textKey] ?? question.begins?.(answers) ?? []) : [];

/** The frame with one more file to its question; null where it takes no more. */
export const withFile = (frame: Frame, waiting: Waiting, file: Json): Frame | null => {
  const files = [...filesSoFar(frame, waiting), file];
  if (files.length > limits.filesOfOne) return null;
  const { attempts: _attempts, lastProblem: _lastProblem, ...bare } = frame;
  return { ...bare, lines: { ...frame.lines, [waiting.textKey]: files } };
};

/** What is a whole answer by itself where words are asked for: words, and what was spoken instead of them. */
export const standsAlone = ({ question }: Waiting, value: Json): boolean =>
  question.kind === 'text' &&
  (typeof value === 'string' || (value as { readonly kind?: Json } | null)?.kind === 'voice');

/** The frame without the files that a question was waiting with: they are its answer now. */
export const withoutFiles = (frame: Frame, { textKey }: Waiting): Frame => {
  const { [textKey]: _files, ...lines } = frame.lines ?? {};
  return { ...frame, lines };
};

/** Whether the lines of a group begin with a file: such a line is begun by sending it. */
export const fileOfLine = ({ kind, questions }: Question): Question | null => {
  const first = kind === 'group' ? questions?.[0] : undefined;
  return first !== undefined && ['photo', 'document', 'voice'].includes(first.kind) ? first : null;
};

/**
 * A file that came late, joined to the answer that it belongs to: the frame with it, and how many files that are; null
 * where the question gathers none, or the file is none that it takes.
 */
export const withLateFile = (
  frame: Frame,
  { question, group, compiled, answers }: Waiting,
  input: Input,
): { readonly frame: Frame; readonly files: readonly Json[]; readonly target: Question } | null => {
  const { gathers } = question;
  const siblings = group?.questions ?? compiled.flow.questions;
  const target = gathers === undefined ? undefined : siblings.find(({ key }) => key === gathers);
  if (!target || input.type !== 'media') return null;
  const asking = { question: target, options: [], namespace: compiled.namespace, pending: null, today: '' };
  const read = kindRules[target.kind].parse(input, asking);
  const files = read.is === 'answer' ? [...filesIn(answers[target.key]), read.value] : [];
  if (files.length === 0 || files.length > limits.filesOfOne) return null;
  const joined = { ...answers, [target.key]: files };
  return {
    files,
    target,
    frame:
      group && frame.item
        ? { ...frame, item: { ...frame.item, answers: joined } }
        : { ...frame, answers: joined },
  };
};
