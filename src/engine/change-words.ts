import { matchOption } from '../kernel/understanding.ts';
import { refuse } from './answer.ts';
import { runControl } from './controls.ts';
import { editChoices, putAgain, putQuestion } from './put-question.ts';
import type { Frame } from './vocabulary.ts';
import { compiledOf, linesOf, type Waiting, type Work } from './work.ts';

/** How well a name must be met to be the one that is to be changed. */
const meant = 0.6;

const answeredKeys = (frame: Frame): readonly string[] => Object.keys(frame.answers);

/** The question of the flow that a sentence names by its short label («المدينة غلط»). */
const namedQuestion = (work: Work, frame: Frame, text: string): string | null => {
  const { namespace, index } = compiledOf(work, frame.flow);
  const options = [...index.keys()].map((key) => ({
    id: key,
    labels: work.registry.lexicon.questionLabels(namespace, key),
  }));
  const found = options.length > 0 ? matchOption(options, text) : null;
  return found && found.score >= meant ? found.id : null;
};

/** The line of the waiting group that a sentence names by its first answer («احذف المعمول»). */
const namedLine = (frame: Frame, waiting: Waiting, text: string): number | null => {
  const first = waiting.question.questions?.[0];
  if (waiting.question.kind !== 'group' || !first) return null;
  const options = linesOf(frame, waiting.question.key).map((line, position) => ({
    id: String(position),
    labels: [String((line as { readonly [key: string]: unknown })[first.key] ?? '')],
  }));
  const found = options.length > 0 ? matchOption(options, text) : null;
  return found && found.score >= meant ? Number(found.id) : null;
};

/**
 * A sentence that wants an earlier answer changed, or a line removed: carried out where it names which one, asked
 * back where it does not. False when there is nothing to change here.
 */
export const changeByWords = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  text: string,
  wanted: 'change' | 'remove',
): boolean => {
  const line = namedLine(frame, waiting, text);
  if (line !== null) {
    const verb = wanted === 'remove' ? 'remove' : 'edit';
    runControl(work, `${verb}:${waiting.question.key}.${line}`);
    return true;
  }
  if (wanted === 'remove') {
    if (waiting.question.kind !== 'group') return false;
    refuse(work, waiting, 'expected.group');
    return true;
  }
  const key = namedQuestion(work, frame, text);
  if (key !== null && answeredKeys(frame).includes(key)) {
    runControl(work, `edit:${key}`);
    return true;
  }
  if (key !== null && key !== waiting.question.key) {
    work.said.push({ key: 'common:edit-later' });
    putQuestion(work);
    return true;
  }
  // Where any words are an answer, those that name nothing are one.
  if (answeredKeys(frame).length === 0 || waiting.question.kind === 'text') return false;
  putAgain(work, [{ key: 'common:edit-which' }], editChoices(work, frame));
  return true;
};
