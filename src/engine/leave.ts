import type { PhraseMatch } from '../kernel/phrases.ts';
import { parseYesNo } from '../kernel/understanding.ts';
import { finishGroup } from './answer.ts';
import { goOnBelow, moveTo } from './frames.ts';
import { limits } from './limits.ts';
import { completesLines, lackingIn, outsideLine } from './lines.ts';
import { asideToday, atMenuWithParked, keepAside, park } from './parking.ts';
import { putQuestion } from './put-question.ts';
import type { Frame, Question } from './vocabulary.ts';
import { walk } from './walk.ts';
import { compiledOf, isGiven, linesOf, parentQuestion, topFrame, type Work, waitingOf } from './work.ts';

/** Out of a question that was opened to be changed, to where one was; lines that were changed stay changed. */
export const leaveEdit = (work: Work, frame: Frame, from: string): void => {
  const compiled = compiledOf(work, frame.flow);
  const waiting = waitingOf(work, frame);
  if (waiting?.question.kind === 'group' && frame.lines?.[waiting.question.key] !== undefined) {
    finishGroup(work, frame, waiting);
    return;
  }
  const { keys, at, number } = walk(compiled, frame.answers, work.facts);
  const place = keys.indexOf(from);
  const { item: _item, ...outside } = frame;
  // Left with fewer lines than it needs, the group stays as it was.
  const { [frame.at ?? '']: _undone, ...lines } = frame.lines ?? {};
  const bare: Frame = frame.lines ? { ...outside, lines } : outside;
  if (place >= 0) moveTo(work, bare, from, place + 1);
  else if (at !== null) moveTo(work, bare, at, number);
};

/** Everything is saved for another day, and the menu is shown. */
export const setAside = (work: Work): void => {
  // Before the first flow is through (the consent), nothing is kept that could be called saved.
  const word = work.frames.some(({ flow }) => flow === work.registry.first(work.facts)) ? 'first' : 'saved';
  work.said.push({ key: park(work) ? `common:later.${word}` : 'common:later.nothing' });
  putQuestion(work);
};

/** Whether somebody answered in a frame, or wished for something as it was opened. */
const isBegun = (work: Work, frame: Frame): boolean => {
  const asked = frame.params !== undefined && Object.keys(frame.params).length > 0;
  // What was loaded beside the path is nobody's answer.
  const { keys } = walk(compiledOf(work, frame.flow), frame.answers, work.facts);
  return asked || keys.some((key) => Object.hasOwn(frame.answers, key) && !isGiven(frame, key));
};

/**
 * Out of a flow from its beginning: what was answered is set aside, and what lies below goes on. The menu and the flow
 * that comes before all others cannot be left.
 */
export const leave = (work: Work, frame: Frame): void => {
  const isFirst = frame.flow === work.registry.first(work.facts);
  if (frame.flow === work.registry.home || isFirst || parentQuestion(work) !== null) {
    if (isFirst) work.said.push({ key: 'common:back.first' });
    putQuestion(work);
    return;
  }
  const isWorthKeeping = isBegun(work, frame) && !compiledOf(work, frame.flow).flow.fleeting;
  const isWaitedFor = work.frames.at(-2)?.at === null;
  if (isWaitedFor || (work.frames.length === 2 && isWorthKeeping)) {
    setAside(work);
    return;
  }
  work.frames.pop();
  if (isWorthKeeping) work.parked = [asideToday(work, [frame]), ...work.parked].slice(0, limits.parkedFlows);
  work.events.push({ type: 'flow-left', flow: frame.flow });
  goOnBelow(work);
};

/** Where the flow that asks its sub-flow stands, or the top flow itself. */
const placeOfOwner = (work: Work): number =>
  parentQuestion(work) === null ? work.frames.length - 1 : work.frames.length - 2;

/** A long one, with all its answers before it is sent: they are kept for another day. What shows held data is no such. */
const keepsAnswers = (work: Work, { flow }: Frame): boolean => {
  const { questions, preload, asksAll } = compiledOf(work, flow).flow;
  return questions.some(({ kind }) => kind === 'review') && (preload === undefined || asksAll === true);
};

/** A line that is not whole is given up where enough others stand. False where the words are about the flow. */
const cancelsLine = (work: Work, frame: Frame): boolean => {
  const { item } = frame;
  const group = waitingOf(work, frame)?.group;
  if (!item || !group) return false;
  const stays = linesOf(frame, group.key).filter(
    (line, index) => index !== item.index || lackingIn(work, group, line).length === 0,
  );
  if (stays.length < (group.minimumItems ?? 0)) return false;
  const bare = { ...outsideLine(frame), lines: { ...frame.lines, [group.key]: stays } };
  work.said.push({ key: 'common:left.line' });
  if (!completesLines(work, bare, group)) moveTo(work, bare, group.key, frame.number);
  return true;
};

/**
 * «الغاء», «وقف», "never mind": out of what is being changed, out of a line, or out of the flow. A long flow keeps its
 * answers for another day, what somebody waits for can still be answered, everything else is dropped with what was
 * begun; each says so.
 */
export const cancel = (work: Work): void => {
  const top = topFrame(work);
  const place = placeOfOwner(work);
  const frame = work.frames[place];
  if (!top || !frame) return;
  if (top.editedFrom !== undefined) {
    leaveEdit(work, top, top.editedFrom);
    return;
  }
  if (frame.editedFrom !== undefined) {
    work.frames = work.frames.slice(0, place + 1);
    leaveEdit(work, frame, frame.editedFrom);
    return;
  }
  if (frame.flow === work.registry.home) {
    work.said.push({ key: 'common:left.nothing' });
    if (atMenuWithParked(work)) work.said.push({ key: 'common:resume.offer' });
    putQuestion(work);
    return;
  }
  if (cancelsLine(work, top)) return;
  leaveForGood(work, frame, place);
};

const leaveForGood = (work: Work, frame: Frame, place: number): void => {
  const { flow, namespace } = compiledOf(work, frame.flow);
  const isFirst = frame.flow === work.registry.first(work.facts);
  const isAnswered = isBegun(work, frame) || place < work.frames.length - 1;
  const isKept = isFirst || flow.waitedFor === true || (isAnswered && keepsAnswers(work, frame));
  let bottom = place;
  // What only waits for this one goes with it, or is kept with it.
  while (bottom > 1 && work.frames[bottom - 1]?.at === null) bottom -= 1;
  const stack = work.frames.slice(bottom);
  work.frames = work.frames.slice(0, bottom);
  if (isKept) keepAside(work, stack);
  work.events.push({ type: isKept ? 'flow-parked' : 'flow-left', flow: frame.flow });
  const word = flow.waitedFor ? 'waited-for' : isKept ? 'kept' : frame.unsent ? 'unsent' : 'dropped';
  work.said.push({ key: `${namespace}:left`, or: `common:left.${word}` });
  goOnBelow(work);
};

/** What an intent means in the middle of something («وقف»), where that is another thing; null where it is not. */
export const leavesBy = (work: Work, id: string): string | null => {
  const intent = work.registry.intents[id];
  const top = topFrame(work)?.flow;
  const isMidway = top !== work.registry.home && top !== work.registry.first(work.facts);
  return isMidway && intent && 'open' in intent ? (intent.midway ?? null) : null;
};

/** «ما ابي» where yes or no is asked, or whether there is more, is the no. */
export const isNo = ({ kind }: Question, text: string): boolean =>
  ['yes-no', 'group', 'multi-choice'].includes(kind) && parseYesNo(text) === 'no';

/** Fewer words than a story has. */
const mostWordsAroundLater = 4;

/** «بعدين» within a sentence about something else («كلهم عيالي بعدين الشايب مريض») tells what came next. */
export const isWithinStory = ({ id, whole }: PhraseMatch, text: string): boolean =>
  id === 'later' && !whole && text.trim().split(/\s+/u).length > mostWordsAroundLater;
