import { asAnswers, firstAnswers, pushFrame, pushWaiting } from './begin-frame.ts';
import { bringForward, setAsideAbove } from './bring-forward.ts';
import { describeAnswer, problemMessage } from './describe.ts';
import { ensureHome } from './home.ts';
import { limits } from './limits.ts';
import { isSameOpening, park, takeUp } from './parking.ts';
import { putQuestion, sayNow } from './put-question.ts';
import { type CompiledFlow, questionOf } from './registry.ts';
import { reloadTop } from './reload.ts';
import { markUnsent } from './unsent.ts';
import { dropUnbegun, dropUnmet, isUntouched, leaveUntouched } from './untouched.ts';
import { refreshTop } from './versions.ts';
import type { Answers, Frame, Needed } from './vocabulary.ts';
import { advance, answersOnPath, type Path, walk } from './walk.ts';
import {
  compiledOf,
  dataFor,
  linesOf,
  replaceTop,
  settled,
  topFrame,
  type Work,
  withKnownLines,
} from './work.ts';

const countStep = (work: Work): void => {
  work.steps += 1;
  if (work.steps > limits.stepsPerTurn) throw new Error('a flow does not come to rest');
};

const isOpen = (work: Work, name: string): boolean => work.frames.some((frame) => frame.flow === name);

/** The flow that must come before this one, when it asks anything and that one has not been gone through. */
const firstBefore = (work: Work, name: string): string | null => {
  const first = work.registry.first(work.facts);
  const { flow } = compiledOf(work, name);
  const asks = flow.questions.length > 0 && !flow.openToAll;
  return first !== null && first !== name && asks ? first : null;
};

/** Opens a flow on top of the others, or goes on with it where it was set aside. */
export const openFlow = (work: Work, name: string, params: Answers): void => {
  countStep(work);
  recallGoal(work, name);
  const first = firstBefore(work, name);
  const setAside = work.parked.findIndex((stack) => stack.some((frame) => frame.flow === name));
  if (first !== null && isOpen(work, first)) {
    waitBelow(work, first, name, params);
  } else if (first !== null) {
    pushWaiting(work, name, params);
    openFlow(work, first, {});
  } else if (setAside >= 0) {
    resume(work, bringForward(work, setAside, name));
  } else if (isOpen(work, name)) {
    setAsideAbove(work, name);
    takeParams(work, name, params);
  } else {
    openAnew(work, name, params);
  }
};

/** What is wished for once more, in more words («موظفة» where a person is being asked for), is taken over where it is open. */
const takeParams = (work: Work, name: string, params: Answers): void => {
  const frame = topFrame(work);
  const compiled = compiledOf(work, name);
  const told = Object.entries(params).filter(
    ([key, value]) => compiled.index.has(key) && frame?.answers[key] !== value,
  );
  if (frame?.flow !== name || told.length === 0) {
    putQuestion(work);
    return;
  }
  for (const [key, value] of told) {
    const question = questionOf(compiled, key);
    if (!question) continue;
    const shown = describeAnswer(question, value, compiled.namespace, key);
    const label = { key: `${compiled.namespace}:${key}.label` };
    work.said.push({ key: 'common:noted', params: { label, value: shown } });
  }
  stepOn(work, { ...frame, answers: { ...frame.answers, ...Object.fromEntries(told) } }, true);
};

/** The wish that was dropped with a refusal waits again where the first flow is begun once more. */
const recallGoal = (work: Work, name: string): void => {
  const first = work.registry.first(work.facts);
  const begins =
    first !== null && !isOpen(work, first) && (name === first || firstBefore(work, name) === first);
  const menu = work.frames[0];
  const goal = menu?.params?.goal as { readonly flow: string; readonly params: Answers } | undefined;
  if (!begins || work.frames.length !== 1 || !menu?.params || !goal) return;
  const { goal: _recalled, ...params } = menu.params;
  work.frames[0] = { ...menu, params };
  if (goal.flow !== name && work.registry.flows.has(goal.flow)) pushWaiting(work, goal.flow, goal.params);
};

/** What is wished for before the first flow is through is kept below it, and the first flow goes on. */
const waitBelow = (work: Work, first: string, name: string, params: Answers): void => {
  const compiled = compiledOf(work, name);
  const under = work.frames.findIndex((frame) => frame.flow === first);
  const isKept = work.frames.slice(0, under).some((frame) => frame.flow === name);
  if (!isKept) {
    work.frames.splice(under, 0, {
      flow: name,
      version: compiled.flow.version,
      at: null,
      number: 0,
      answers: {},
      params,
    });
  }
  work.said.push({ key: 'common:goal-kept' });
  // What was only begun on top of the first flow does not stand in its way.
  for (let top = topFrame(work); top && top.flow !== first; top = topFrame(work)) {
    if (!isUntouched(work, top)) break;
    leaveUntouched(work);
  }
  putQuestion(work);
};

const openAnew = (work: Work, name: string, params: Answers): void => {
  if (work.frames.length >= limits.openFrames) {
    work.said.push({ key: 'common:limit.frames' });
    putQuestion(work);
    return;
  }
  pushFrame(work, name, params);
  enter(work);
};

/**
 * Opens what the house asks for: a second request is never taken for the first one that is still open or set
 * aside, since its answer would go to the wrong one.
 */
export const openFromInside = (work: Work, name: string, params: Answers): void => {
  const isThere = (stack: readonly Frame[]) => stack.some((frame) => isSameOpening(frame, name, params));
  const setAside = work.parked.findIndex(isThere);
  dropOpenedAnew(work, name, params);
  if (setAside >= 0) resume(work, setAside);
  else if (isThere(work.frames)) putQuestion(work);
  else openAnew(work, name, params);
};

/** A fleeting flow that is begun once more for the same thing does not come back after it. */
const dropOpenedAnew = (work: Work, name: string, params: Answers): void => {
  const top = topFrame(work);
  if (top?.flow !== name || !compiledOf(work, name).flow.fleeting || isSameOpening(top, name, params)) return;
  const given = Object.entries(params);
  const isSame = given.every(([key, value]) => JSON.stringify(top.params?.[key]) === JSON.stringify(value));
  if (!isSame) return;
  work.frames.pop();
  work.events.push({ type: 'flow-left', flow: name });
};

/** A flow waits for another one: that is opened, taken up where it was set aside, or goes on above it. */
const waitFor = (work: Work, frame: Frame, needed: Needed): void => {
  const under = work.frames.findIndex((open) => open.flow === needed.flow);
  if (under < 0) {
    if (needed.instead) leaveUntouched(work);
    openFlow(work, needed.flow, needed.params ?? {});
    return;
  }
  work.frames.pop();
  const waits = work.frames.some((open) => open.at === null && open.flow === frame.flow);
  if (needed.instead) work.events.push({ type: 'flow-left', flow: frame.flow });
  else if (!waits) work.frames.splice(under, 0, frame);
  const top = topFrame(work);
  if (top?.at === null) {
    replaceTop(work, { ...top, params: { ...needed.params, ...top.params } });
    enter(work);
    return;
  }
  const { flow, namespace } = compiledOf(work, needed.flow);
  const begun = work.frames.find((open) => open.flow === needed.flow)?.answers ?? {};
  const intro = flow.intro?.(work.facts, needed.params ?? {}, begun) ?? null;
  if (intro !== null) work.said.push({ key: `${namespace}:${intro}` });
  putQuestion(work);
};

/** Goes to where the answers lead in the top frame: its next question, a flow it needs first, or its end. */
export const enter = (work: Work): void => {
  countStep(work);
  const frame = topFrame(work);
  if (!frame) return;
  const compiled = compiledOf(work, frame.flow);
  const { flow } = compiled;
  const needed = frame.at === null ? (flow.requires?.(work.facts) ?? null) : null;
  if (needed !== null) {
    waitFor(work, frame, needed);
    return;
  }
  // A frame that was left waiting for others began without its data; it is loaded now.
  const begun =
    frame.at === null && Object.keys(frame.answers).length === 0
      ? { ...frame, answers: firstAnswers(work, compiled, frame.params ?? {}) }
      : frame;
  if (frame.at === null) {
    const intro = flow.intro?.(work.facts, frame.params ?? {}, begun.answers) ?? null;
    if (intro !== null) work.said.push({ key: `${compiled.namespace}:${intro}` });
  }
  const path = walk(compiled, begun.answers, work.facts);
  if (path.at === null) {
    replaceTop(work, begun);
    endFlow(work);
  } else {
    moveTo(work, begun, path.at, path.number);
  }
};

/** Makes the frame wait at a question of its path, and puts it. */
export const moveTo = (work: Work, frame: Frame, at: string, number: number): void => {
  countStep(work);
  const compiled = compiledOf(work, frame.flow);
  const question = questionOf(compiled, at);
  if (!question) throw new Error(`${frame.flow} has no question ${at}`);
  const arrived = withKnownLines(frame, question);
  const { editedFrom, ...left } = arrived;
  // Only while one is at the question that was opened does it matter where from.
  const stays = editedFrom !== undefined && frame.at === at ? arrived : left;
  replaceTop(work, settled(work, stays, { at, number }));
  if (question.subflow !== undefined) {
    pushFrame(work, question.subflow, {});
    enter(work);
    return;
  }
  const mustBegin = question.kind === 'group' && (question.minimumItems ?? 0) > 0 && !frame.item;
  if (mustBegin && linesOf(arrived, at).length === 0) {
    work.said.push({ key: `${compiled.namespace}:${at}.ask` });
    beginLine(work);
    return;
  }
  if (closeForLackOfChoices(work, compiled, at)) return;
  putQuestion(work);
};

/** A question whose choices come from data, and there are none: said, and the flow is closed. */
const closeForLackOfChoices = (work: Work, compiled: CompiledFlow, at: string): boolean => {
  const frame = topFrame(work);
  const question = questionOf(compiled, at);
  if (!frame || !question?.choicesFrom || question.optional) return false;
  const offered = dataFor(work, question.choicesFrom(frame.answers, work.facts));
  if (!Array.isArray(offered) || offered.length > 0) return false;
  work.said.push({ key: `${compiled.namespace}:${at}.empty`, or: 'common:no-choices' });
  work.frames.pop();
  work.events.push({ type: 'flow-ended', flow: frame.flow });
  goOnBelow(work);
  return true;
};

/** Opens a new line of the waiting group, or a kept one again. */
export const beginLine = (work: Work, index?: number): void => {
  const frame = topFrame(work);
  if (!frame || frame.at === null) return;
  const group = questionOf(compiledOf(work, frame.flow), frame.at);
  const first = group?.questions?.[0];
  if (!group || !first) return;
  const kept = index === undefined ? {} : asAnswers(linesOf(frame, group.key)[index] ?? {});
  replaceTop(
    work,
    settled(work, frame, {
      item: { group: group.key, answers: kept, at: first.key, ...(index === undefined ? {} : { index }) },
    }),
  );
  putQuestion(work);
};

/** After an answer: one step forward, or the whole path anew when an earlier answer was changed. */
export const stepOn = (work: Work, frame: Frame, changedEarlier: boolean): void => {
  const compiled = compiledOf(work, frame.flow);
  if (frame.at !== null && !changedEarlier) {
    const next = advance(compiled, frame.answers, work.facts, frame.at);
    replaceTop(work, frame);
    if (next) moveTo(work, frame, next.at, frame.number + next.steps);
    else endFlow(work);
    return;
  }
  replaceTop(work, frame);
  const path = walk(compiled, frame.answers, work.facts);
  if (reopensOutgrown(work, frame, path)) return;
  if (path.at === null) endFlow(work);
  else moveTo(work, frame, path.at, path.number);
};

/** An answer that a changed earlier one no longer allows (more dependants than people in the house) is asked again. */
const reopensOutgrown = (work: Work, frame: Frame, { keys, at, number }: Path): boolean => {
  const compiled = compiledOf(work, frame.flow);
  const behind = at === null ? keys : keys.slice(0, number - 1);
  for (const [position, key] of behind.entries()) {
    const check = questionOf(compiled, key)?.check;
    const value = frame.answers[key] ?? null;
    if (!check || check.needs || value === null) continue;
    const problem = check.problem(value, work.context, null, frame.answers);
    if (problem === null) continue;
    const params = questionOf(compiled, key)?.params?.(frame.answers, work.context);
    work.said.push(problemMessage(compiled.namespace, key, problem, params));
    moveTo(work, frame, key, position + 1);
    return true;
  }
  return false;
};

/** What is loaded beside the answers may have changed since (the rules in force): a refusal is met with what holds now. */
const reloaded = (work: Work, compiled: CompiledFlow, { params }: Frame): Answers =>
  compiled.flow.asksAll ? firstAnswers(work, compiled, params ?? {}) : {};

/** The end of the top flow: its command, its last words, and what lies below goes on. */
const endFlow = (work: Work): void => {
  const frame = topFrame(work);
  if (!frame) return;
  const compiled = compiledOf(work, frame.flow);
  const { flow } = compiled;
  const { refusal } = work.context;
  if (refusal && refusal.flow === flow.name && compiled.index.has(refusal.question)) {
    // What was never asked (the only product there is) is refused where the flow ends.
    const { keys } = walk(compiled, frame.answers, work.facts);
    const again = keys.includes(refusal.question) ? refusal.question : (keys.at(-1) ?? refusal.question);
    const { [again]: _refused, ...others } = { ...frame.answers, ...reloaded(work, compiled, frame) };
    const params = questionOf(compiled, refusal.question)?.params?.(others, work.context);
    work.said.push(problemMessage(compiled.namespace, refusal.question, refusal.problem, params));
    stepOn(work, { ...frame, answers: others }, true);
    return;
  }
  const answers = answersOnPath(compiled, frame.answers, work.facts);
  const params = frame.params ?? {};
  work.events.push({ type: 'flow-ended', flow: flow.name });
  work.frames.pop();
  const below = topFrame(work);
  const parent = below && below.at !== null ? questionOf(compiledOf(work, below.flow), below.at) : null;
  if (below && parent?.subflow === flow.name) {
    const changed = Object.hasOwn(below.answers, parent.key);
    const marked = markUnsent(below, compiledOf(work, below.flow), parent.key, answers);
    stepOn(work, { ...marked, answers: { ...below.answers, [parent.key]: answers } }, changed);
    return;
  }
  const command = flow.command(answers, params, frame.answers);
  if (command) {
    if (work.command) throw new Error('a turn carries at most one command');
    work.command = { ...command, flow: flow.name, params };
    work.facts = { ...work.facts, ...flow.establishes?.(answers) };
  }
  const outro = flow.outro?.(answers, params) ?? null;
  if (outro) work.said.push(outro);
  sayNow(work);
  dropUnmet(work, flow.name);
  if (flow.endsAlone?.(work.facts)) dropUnbegun(work);
  if (flow.rests?.(answers, work.facts)) park(work);
  if (work.frames.length <= 1 && flow.endsAlone?.(work.facts)) ensureHome(work);
  else goOnBelow(work);
};

/** Whatever lies on top now is asked again, or entered for the first time. */
export const goOnBelow = (work: Work): void => {
  const frame = topFrame(work);
  if (!frame) {
    ensureHome(work);
    putQuestion(work);
  } else if (frame.at === null) {
    enter(work);
  } else {
    refreshTop(work);
    if (reloadTop(work)) goOnBelow(work);
    else putQuestion(work);
  }
};

export const resume = (work: Work, position = 0): void => {
  if (takeUp(work, position)) goOnBelow(work);
  else putQuestion(work);
};
