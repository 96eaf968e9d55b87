import { finishGroup, finishInLine, finishSeveral, storeAnswer } from './answer.ts';
import { followIntent } from './follow-intent.ts';
import { beginLine, goOnBelow, moveTo, resume, stepOn } from './frames.ts';
import { cancel, leave, leaveEdit, setAside } from './leave.ts';
import { removeLine } from './lines.ts';
import { dropFleeting, park } from './parking.ts';
import { putQuestion } from './put-question.ts';
import { personToOffer } from './refuse.ts';
import { questionOf } from './registry.ts';
import { isUntouched } from './untouched.ts';
import type { Frame, Profile } from './vocabulary.ts';
import { walk } from './walk.ts';
import {
  compiledOf,
  isGiven,
  knownOf,
  linesOf,
  parentQuestion,
  replaceTop,
  topFrame,
  type Waiting,
  type Work,
  waitingOf,
} from './work.ts';

const plainControls = new Set([
  'back',
  'skip',
  'later',
  'help',
  'person',
  'menu',
  'continue',
  'cancel',
  'lang:ar',
  'lang:en',
]);

/** Whether an id is a control at all; `add`, `done`, `submit`, `edit:` and `remove:` belong to their questions. */
export const isControl = (id: string): boolean =>
  plainControls.has(id) || id.startsWith('edit:') || id.startsWith('remove:');

/** Controls that mean the same whenever they are pressed, also on an old button. */
export const isTimeless = (id: string): boolean =>
  ['later', 'help', 'person', 'menu', 'continue', 'lang:ar', 'lang:en'].includes(id);

/** Carries out a control: what every family can do at any question. */
export const runControl = (work: Work, id: string): void => {
  const frame = topFrame(work);
  const waiting = frame ? waitingOf(work, frame) : null;
  if (!frame || !waiting) return;
  if (id === 'back') goBack(work, frame);
  else if (id === 'skip') skip(work, frame, waiting);
  else if (id === 'later') setAside(work);
  else if (id === 'menu') goHome(work);
  else if (id === 'continue') goOn(work, frame);
  else if (id === 'cancel') cancel(work);
  else if (id === 'help') help(work, waiting);
  else if (id === 'person') followIntent(work, 'person');
  else if (id === 'lang:ar' || id === 'lang:en') changeLanguage(work, id === 'lang:ar' ? 'ar' : 'en');
  else if (id.startsWith('edit:')) edit(work, frame, id.slice('edit:'.length));
  else if (id.startsWith('remove:')) remove(work, frame, waiting, id.slice('remove:'.length));
};

const goBack = (work: Work, frame: Frame): void => {
  if (frame.item && frame.item.group === frame.at && goBackInLine(work, frame)) return;
  if (frame.editedFrom !== undefined) {
    leaveEdit(work, frame, frame.editedFrom);
    return;
  }
  const compiled = compiledOf(work, frame.flow);
  const isOverview = frame.at !== null && questionOf(compiled, frame.at)?.kind === 'review';
  if (isOverview && compiled.flow.preload !== undefined && !compiled.flow.asksAll) {
    // What was loaded was never asked: before its overview lies what was open before.
    leave(work, frame);
    return;
  }
  const { keys } = walk(compiled, frame.answers, work.facts);
  const here = frame.at === null ? keys.length : keys.indexOf(frame.at);
  const position = keys.findLastIndex((key, place) => place < here && !isGiven(frame, key));
  const previous = keys[position];
  if (previous !== undefined) {
    const { item: _item, ...bare } = frame;
    moveTo(work, frame.item ? bare : frame, previous, position + 1);
    return;
  }
  const below = work.frames.at(-2);
  if (parentQuestion(work) !== null && below) {
    work.frames.pop();
    goBack(work, below);
    return;
  }
  leave(work, frame);
};

/**
 * At the menu, goes on with what was set aside. Within a flow, with that flow, or with what lies below it where it was
 * only begun on top.
 */
const goOn = (work: Work, frame: Frame): void => {
  const isAtMenu = work.frames.length === 1;
  const interrupts =
    work.frames.length > 2 && work.frames.at(-2)?.at !== null && parentQuestion(work) === null;
  if (isAtMenu) resume(work);
  else if (interrupts && isUntouched(work, frame)) leave(work, frame);
  else putQuestion(work);
};

/** One question back within a line, or out of an untouched line; false when there is nothing to go back to here. */
const goBackInLine = (work: Work, frame: Frame): boolean => {
  const { item } = frame;
  const waiting = waitingOf(work, frame);
  const questions = waiting?.group?.questions ?? [];
  const position = questions.findIndex((question) => question.key === item?.at);
  const previous = questions
    .slice(0, Math.max(position, 0))
    .reverse()
    .find(
      (question) =>
        item && (question.when === undefined || question.when(item.answers, work.facts, frame.answers)),
    );
  if (!item || !waiting?.group) return false;
  const { pending: _pending, attempts: _attempts, lastProblem: _lastProblem, ...bare } = frame;
  if (previous) {
    replaceTop(work, { ...bare, since: work.asked + 1, item: { ...item, at: previous.key } });
    putQuestion(work);
    return true;
  }
  const hasLines = linesOf(frame, item.group).length > 0 || (waiting.group.minimumItems ?? 0) === 0;
  if (!hasLines) return false;
  const { item: _item, ...outside } = bare;
  moveTo(work, outside, item.group, frame.number);
  return true;
};

const skip = (work: Work, frame: Frame, waiting: Waiting): void => {
  const { question, group, textKey } = waiting;
  const inLine = group !== null && frame.item !== undefined;
  if (finishSeveral(work, frame, waiting)) return;
  // A line that was begun for files, and has none, is no line.
  if (question.several && inLine && finishInLine(work, frame, waiting)) return;
  const answered = Object.hasOwn(waiting.answers, question.key);
  const known = knownOf(waiting);
  if (known !== null) {
    work.events.push({ type: 'answered', flow: frame.flow, question: textKey });
    storeAnswer(work, frame, waiting, known, false);
    return;
  }
  if (answered) {
    const kept = waiting.answers[question.key] ?? null;
    if (inLine) storeAnswer(work, frame, waiting, kept, false);
    else stepOn(work, frame, true);
    return;
  }
  const parent = parentQuestion(work);
  const below = work.frames.at(-2);
  if (parent && below && (below.answers[parent.key] ?? null) !== null) {
    // What the sub-flow asks anew stays as it was.
    work.frames.pop();
    stepOn(work, below, true);
    return;
  }
  if (question.kind === 'group' && (question.minimumItems ?? 0) === 0) {
    finishGroup(work, frame, waiting);
    return;
  }
  if (!question.optional) {
    cannotSkip(work, frame, waiting);
    return;
  }
  work.events.push({ type: 'skipped', flow: frame.flow, question: textKey });
  const said = question.said?.(null, waiting.answers, work.context) ?? null;
  if (said !== null) work.said.push({ key: `${waiting.compiled.namespace}:${textKey}.${said}` });
  storeAnswer(work, frame, waiting, null, false);
};

/** What is needed cannot be skipped: why not and what to do without it, then in other words, with a person beside. */
const cannotSkip = (work: Work, frame: Frame, waiting: Waiting): void => {
  const isTold = frame.lastProblem === 'needed';
  replaceTop(work, { ...frame, lastProblem: 'needed' });
  const own = `${waiting.compiled.namespace}:${waiting.textKey}.needed`;
  work.said.push(isTold ? { key: 'common:cannot-skip' } : { key: own, or: 'common:cannot-skip' });
  putQuestion(work, isTold ? personToOffer(work, waiting) : []);
};

const goHome = (work: Work): void => {
  dropFleeting(work);
  if (work.frames.some(({ unsent }) => unsent)) work.said.push({ key: 'common:later.unsent' });
  park(work);
  putQuestion(work);
};

const help = (work: Work, waiting: Waiting): void => {
  work.events.push({ type: 'interrupted', by: 'help' });
  work.said.push({
    key: `${waiting.compiled.namespace}:${waiting.question.wordsFor?.(work.facts) ?? waiting.textKey}.help`,
    or: `common:help.${waiting.question.kind}`,
  });
  putQuestion(work);
};

const changeLanguage = (work: Work, language: Profile['language']): void => {
  work.profile = { ...work.profile, language };
  work.events.push({ type: 'profile-changed' });
  work.said.push({ key: 'common:language.changed' });
  putQuestion(work);
};

/** Any earlier answer, from the review and from the middle; the path leads back to where one was. */
const edit = (work: Work, frame: Frame, target: string): void => {
  const [key, line] = splitTarget(target);
  const owner = ownerOf(work, frame, key);
  if (!owner) {
    work.said.push({ key: 'common:problem.not-to-edit' });
    putQuestion(work);
    return;
  }
  const { compiled, frame: edited } = owner;
  const { keys } = walk(compiled, edited.answers, work.facts);
  const opened = openedToChange(edited, key, keys.indexOf(key) + 1);
  if (line === null) {
    moveTo(work, opened, key, opened.number);
    return;
  }
  if (linesOf(edited, key)[line] === undefined) {
    work.said.push({ key: 'common:problem.not-to-edit' });
    putQuestion(work);
    return;
  }
  replaceTop(work, opened);
  beginLine(work, line);
};

/** The frame at a question that is to be changed, with the way back to the one it was opened from. */
export const openedToChange = (frame: Frame, key: string, number: number): Frame => {
  const { editedFrom, item: _item, ...rest } = frame;
  const from = editedFrom ?? frame.at;
  const opened: Frame = { ...rest, at: key, number };
  return from === null || from === key ? opened : { ...opened, editedFrom: from };
};

const splitTarget = (target: string): readonly [string, number | null] => {
  const match = /^(.+)\.(\d{1,3})$/u.exec(target);
  return match?.[1] === undefined ? [target, null] : [match[1], Number(match[2])];
};

/** The frame in which a key was answered: the top one, or the one that asked it as a sub-flow. */
const ownerOf = (work: Work, frame: Frame, key: string) => {
  const compiled = compiledOf(work, frame.flow);
  const reached = Object.hasOwn(frame.answers, key) || frame.lines?.[key] !== undefined;
  if (compiled.index.has(key) && reached) return isGiven(frame, key) ? null : { compiled, frame };
  const below = work.frames.at(-2);
  if (!below || parentQuestion(work) === null || !Object.hasOwn(below.answers, key)) return null;
  work.frames.pop();
  return { compiled: compiledOf(work, below.flow), frame: below };
};

const remove = (work: Work, frame: Frame, waiting: Waiting, target: string): void => {
  const [key, line] = splitTarget(target);
  if (waiting.question.kind === 'group' && waiting.question.key === key && line !== null) {
    removeLine(work, frame, key, line);
    return;
  }
  goOnBelow(work);
};
