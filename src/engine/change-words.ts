import { closestOptions, findPhrase, matchOption } from '../kernel/understanding.ts';
import { answerWaiting } from './answer.ts';
import { openedToChange, runControl } from './controls.ts';
import { correctByWords, saidAgain } from './correct-by-words.ts';
import type { Option } from './kinds/kind.ts';
import { removeLine } from './lines.ts';
import { editChoices, putAgain, putQuestion } from './put-question.ts';
import { readAnswer } from './read-answer.ts';
import { refuse } from './refuse.ts';
import { questionOf } from './registry.ts';
import type { Frame, Input, Kind, Question } from './vocabulary.ts';
import { walk } from './walk.ts';
import {
  compiledOf,
  isGiven,
  linesOf,
  parentQuestion,
  replaceTop,
  settled,
  type Waiting,
  type Work,
  waitingOf,
} from './work.ts';

/** How well a name must be met to be the one that is to be changed. */
const meant = 0.6;
/** The same where any words are an answer: all but the very name is one. */
const surelyMeant = 0.9;

/** Kinds of which a value is known by its look, whatever was asked. */
const knownByLook: ReadonlySet<Kind> = new Set(['phone', 'national-id', 'iban', 'date', 'photo', 'document']);
/** Kinds of which a value is taken from a sentence that names the question. */
const takenWithName: ReadonlySet<Kind> = new Set([...knownByLook, 'number', 'money']);

/** Every question of the flow with the words that name it; what a group asks for each line stands for the group. */
const nameOptions = (work: Work, flow: string): readonly Option[] => {
  const { namespace, flow: definition, options } = compiledOf(work, flow);
  const known = options.get('names');
  if (known) return known;
  const labelsOf = (key: string) => work.registry.lexicon.questionLabels(namespace, key);
  const named = definition.questions.map(({ key, questions = [] }) => ({
    id: key,
    labels: [...labelsOf(key), ...questions.flatMap((inner) => labelsOf(`${key}.${inner.key}`))],
  }));
  options.set('names', named);
  return named;
};

/** The questions that words may name: answered ones where there are any, since only those can be changed. */
const namedQuestions = (work: Work, frame: Frame, words: string, least: number): readonly string[] => {
  const named = closestOptions(nameOptions(work, frame.flow), words)
    .filter(({ score }) => score >= least)
    .map(({ id }) => id);
  const answered = named.filter((key) => Object.hasOwn(frame.answers, key) && !isGiven(frame, key));
  return answered.length > 0 ? answered : named;
};

/** The line of a group that a sentence names by its first answer («احذف المعمول»). */
const namedLine = (frame: Frame, group: Question, words: string): number | null => {
  const first = group.questions?.[0];
  if (group.kind !== 'group' || !first) return null;
  const options = linesOf(frame, group.key).map((line, position) => ({
    id: String(position),
    labels: [String((line as { readonly [key: string]: unknown })[first.key] ?? '')],
  }));
  const found = options.length > 0 ? matchOption(options, words) : null;
  return found && found.score >= meant ? Number(found.id) : null;
};

const askWhich = (work: Work, frame: Frame, keys: readonly string[]): void => {
  const all = editChoices(work, frame);
  const some = all.filter(({ id }) => keys.includes(id.slice('edit:'.length)));
  putAgain(work, [{ key: 'common:edit-which' }], some.length > 1 ? some : all);
};

/**
 * Takes an input as the new value of an answered question, says what changed, and leads back to where one was.
 * False where it is no other value of that question; one that breaks a rule is refused there.
 */
const takeNewValue = (work: Work, frame: Frame, key: string, input: Input): boolean => {
  const position = walk(compiledOf(work, frame.flow), frame.answers, work.facts).keys.indexOf(key);
  const edited = settled(work, openedToChange(frame, key, position + 1), {});
  const asked = waitingOf(work, edited);
  const outcome = asked ? readAnswer(work, edited, asked, input) : null;
  if (!asked || outcome?.is !== 'answer') return false;
  if (JSON.stringify(outcome.value) === JSON.stringify(frame.answers[key] ?? null)) return false;
  replaceTop(work, edited);
  answerWaiting(work, input, true);
  return true;
};

/** Opens the edit of what a sentence names, with the value that it brings; asks back between two. */
const editNamed = (work: Work, frame: Frame, keys: readonly string[], text: string): void => {
  const [key, ...others] = keys;
  if (key === undefined) return;
  if (others.length > 0) {
    askWhich(work, frame, keys);
    return;
  }
  const question = questionOf(compiledOf(work, frame.flow), key);
  const brings = question !== null && takenWithName.has(question.kind) && question.subflow === undefined;
  if (brings && /\p{N}/u.test(text) && takeNewValue(work, frame, key, { type: 'text', text })) return;
  const labels = work.registry.lexicon.questionLabels(compiledOf(work, frame.flow).namespace, key);
  const told = question?.subflow === undefined ? null : saidAgain(text, labels);
  const { length } = work.replies;
  runControl(work, `edit:${key}`);
  if (told === null) return;
  // What it is now was told in the same breath: it is taken as if typed where it is asked, and not asked first.
  work.replies.splice(length);
  answerWaiting(work, { type: 'text', text: told }, true);
};

/** At the review, a line that is to go is taken out of its group, which is open then for another. */
const removesLine = (work: Work, frame: Frame, words: string): boolean => {
  const compiled = compiledOf(work, frame.flow);
  const { keys } = walk(compiled, frame.answers, work.facts);
  for (const [position, key] of keys.entries()) {
    const group = questionOf(compiled, key);
    const line = group && !isGiven(frame, key) ? namedLine(frame, group, words) : null;
    if (line === null) continue;
    const opened = openedToChange(frame, key, position + 1);
    replaceTop(work, opened);
    removeLine(work, opened, key, line);
    return true;
  }
  return false;
};

/** In a flow within another, an answer of the other that is surely named is the one to be changed. */
const changesAbove = (work: Work, frame: Frame, rest: string): boolean => {
  const outer = parentQuestion(work) === null ? undefined : work.frames.at(-2);
  if (!outer || namedQuestions(work, frame, rest, surelyMeant).length > 0) return false;
  const [key, ...others] = namedQuestions(work, outer, rest, surelyMeant);
  if (key === undefined || others.length > 0 || !Object.hasOwn(outer.answers, key)) return false;
  runControl(work, `edit:${key}`);
  return true;
};

/** «غيّرت رايي» changes no answer. */
const isAboutElse = (work: Work, text: string): boolean => {
  const found = findPhrase(work.registry.lexicon.intents, text, { minimumScore: surelyMeant });
  return found?.whole === true && work.registry.intents[found.id] !== undefined;
};

/**
 * A sentence that wants an earlier answer changed, or a line removed: carried out where it names which one, asked
 * back where it does not. `rest` is the sentence without the words of changing. False when there is nothing to
 * change here.
 */
export const changeByWords = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  text: string,
  wanted: 'change' | 'remove',
  rest: string,
): boolean => {
  const isText = waiting.question.kind === 'text';
  const line = namedLine(frame, waiting.question, rest === '' ? text : rest);
  if (line !== null) {
    const verb = wanted === 'remove' ? 'remove' : 'edit';
    runControl(work, `${verb}:${waiting.question.key}.${line}`);
    return true;
  }
  if (wanted === 'remove') {
    if (waiting.question.kind === 'review' && removesLine(work, frame, rest)) return true;
    if (waiting.question.kind !== 'group') return false;
    refuse(work, waiting, 'no-such-line');
    return true;
  }
  if (!isText && correctByWords(work, frame, text, rest)) return true;
  if (changesAbove(work, frame, rest)) return true;
  const keys = namedQuestions(work, frame, rest, isText ? surelyMeant : meant);
  if (keys.some((key) => Object.hasOwn(frame.answers, key))) {
    editNamed(work, frame, keys, text);
    return true;
  }
  if (keys.length > 0 && !keys.includes(waiting.question.key)) {
    work.said.push({ key: 'common:edit-later' });
    putQuestion(work);
    return true;
  }
  // Where any words are an answer, those that name nothing are one.
  if (Object.keys(frame.answers).length === 0 || isText || isAboutElse(work, text)) return false;
  askWhich(work, frame, []);
  return true;
};

/** At the review, a question's name alone opens it. False when the words name none. */
export const editByName = (work: Work, frame: Frame, text: string, isCertain: boolean): boolean => {
  const keys = namedQuestions(work, frame, text, isCertain ? surelyMeant : meant).filter((key) =>
    Object.hasOwn(frame.answers, key),
  );
  if (keys.length === 0) return false;
  editNamed(work, frame, keys, text);
  return true;
};

/** Words beside a value that say what it is, or nothing at all: a sentence is about something else. */
const isBare = (work: Work, frame: Frame, key: string, text: string): boolean => {
  const words = text.replace(/[\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  const letters = words.replace(/^sa$/iu, '');
  return letters === '' || namedQuestions(work, frame, letters, surelyMeant).includes(key);
};

/** What is wrong with a value that is nevertheless known by its look: a digit too few, two that changed places. */
const slips: ReadonlySet<string> = new Set([
  'national-id.check-digit',
  'iban.checksum',
  'iban.length',
  'phone.too-short',
  'phone.too-long',
  'phone.without-zero',
]);

/**
 * At the review, a value that fits exactly one answer of its kind (another mobile, IBAN or ID, the photo that was
 * still missing) is the new one; with a slip in it, it is refused there. False when it fits none, or several.
 */
export const correctByValue = (work: Work, frame: Frame, input: Input): boolean => {
  const compiled = compiledOf(work, frame.flow);
  const { keys } = walk(compiled, frame.answers, work.facts);
  const read = keys.flatMap((key) => {
    const question = questionOf(compiled, key);
    if (!question || !knownByLook.has(question.kind) || !Object.hasOwn(frame.answers, key)) return [];
    if (question.subflow !== undefined || isGiven(frame, key)) return [];
    if (input.type === 'text' && !isBare(work, frame, key, input.text)) return [];
    const asked = waitingOf(work, { ...frame, at: key });
    return asked ? [{ key, outcome: readAnswer(work, { ...frame, at: key }, asked, input) }] : [];
  });
  const fitting = read.filter(({ outcome }) => outcome.is === 'answer');
  const [only, ...others] = fitting;
  if (only) return others.length === 0 && takeNewValue(work, frame, only.key, input);
  const [near, ...further] = read.filter(
    ({ outcome }) => outcome.is === 'problem' && slips.has(outcome.problem),
  );
  if (!near || further.length > 0) return false;
  replaceTop(work, openedToChange(frame, near.key, keys.indexOf(near.key) + 1));
  answerWaiting(work, input, true);
  return true;
};
