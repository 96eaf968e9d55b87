import { limits } from './limits.ts';
import { putQuestion, sayNow } from './put-question.ts';
import { type CompiledFlow, questionOf } from './registry.ts';
import type { Answers, Frame, Json } from './vocabulary.ts';
import { advance, answersOnPath, walk } from './walk.ts';
import {
  compiledOf,
  dataFor,
  linesOf,
  NewerFrame,
  replaceTop,
  settled,
  topFrame,
  type Work,
} from './work.ts';

const countStep = (work: Work): void => {
  work.steps += 1;
  if (work.steps > limits.stepsPerTurn) throw new Error('a flow does not come to rest');
};

const homeFrame = (work: Work): Frame => {
  const compiled = compiledOf(work, work.registry.home);
  const first = compiled.flow.questions[0];
  if (!first) throw new Error(`the home flow ${work.registry.home} has no question`);
  return { flow: compiled.flow.name, version: compiled.flow.version, at: first.key, number: 1, answers: {} };
};

/** The menu stands at the bottom of every conversation. */
export const ensureHome = (work: Work): void => {
  if (work.frames.length === 0) work.frames.push(homeFrame(work));
};

const asAnswers = (data: Json): Answers =>
  data !== null && typeof data === 'object' && !Array.isArray(data) ? { ...(data as Answers) } : {};

/** What a flow begins with: data already held, and params that answer one of its questions. */
const firstAnswers = (work: Work, compiled: CompiledFlow, params: Answers): Answers => {
  const { flow } = compiled;
  const loaded = flow.preload ? asAnswers(dataFor(work, flow.preload(params))) : {};
  for (const [key, value] of Object.entries(params)) {
    if (compiled.index.has(key)) loaded[key] = value;
  }
  return loaded;
};

const pushFrame = (work: Work, name: string, params: Answers): void => {
  const compiled = compiledOf(work, name);
  work.frames.push({
    flow: name,
    version: compiled.flow.version,
    at: null,
    number: 0,
    answers: firstAnswers(work, compiled, params),
    ...(Object.keys(params).length > 0 ? { params } : {}),
  });
  work.events.push({ type: 'flow-started', flow: name });
};

/** A frame for later: entered when those above it have ended. */
export const pushWaiting = (work: Work, name: string, params: Answers): void => {
  const compiled = compiledOf(work, name);
  work.frames.push({ flow: name, version: compiled.flow.version, at: null, number: 0, answers: {}, params });
};

/** Opens a flow on top of the others, or goes on with it where it was set aside. */
export const openFlow = (work: Work, name: string, params: Answers): void => {
  countStep(work);
  const setAside = work.parked.findIndex((stack) => stack[0]?.flow === name);
  if (setAside >= 0 && work.frames.length <= 1) {
    resume(work, setAside);
    return;
  }
  if (work.frames.some((frame) => frame.flow === name)) {
    putQuestion(work);
    return;
  }
  if (work.frames.length >= limits.openFrames) {
    work.said.push({ key: 'common:limit.frames' });
    putQuestion(work);
    return;
  }
  pushFrame(work, name, params);
  enter(work);
};

/** Goes to where the answers lead in the top frame: its next question, a flow it needs first, or its end. */
export const enter = (work: Work): void => {
  countStep(work);
  const frame = topFrame(work);
  if (!frame) return;
  const compiled = compiledOf(work, frame.flow);
  const { flow } = compiled;
  const needed = frame.at === null ? (flow.requires?.(work.facts) ?? null) : null;
  if (needed !== null && !work.frames.some((open) => open.flow === needed.flow)) {
    openFlow(work, needed.flow, needed.params ?? {});
    return;
  }
  if (frame.at === null) {
    const intro = flow.intro?.(work.facts, frame.params ?? {}) ?? null;
    if (intro !== null) work.said.push({ key: `${compiled.namespace}:${intro}` });
  }
  // A frame that was left waiting for others began without its data; it is loaded now.
  const begun =
    frame.at === null && Object.keys(frame.answers).length === 0
      ? { ...frame, answers: firstAnswers(work, compiled, frame.params ?? {}) }
      : frame;
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
  replaceTop(work, settled(work, frame, { at, number }));
  if (question.subflow !== undefined) {
    pushFrame(work, question.subflow, {});
    enter(work);
    return;
  }
  const mustBegin = question.kind === 'group' && (question.minimumItems ?? 0) > 0 && !frame.item;
  if (mustBegin && linesOf(frame, at).length === 0) {
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
  if (path.at === null) endFlow(work);
  else moveTo(work, frame, path.at, path.number);
};

/** The end of the top flow: its command, its last words, and what lies below goes on. */
const endFlow = (work: Work): void => {
  const frame = topFrame(work);
  if (!frame) return;
  const compiled = compiledOf(work, frame.flow);
  const { flow } = compiled;
  const { refusal } = work.context;
  if (refusal && refusal.flow === flow.name && compiled.index.has(refusal.question)) {
    const { [refusal.question]: _refused, ...others } = frame.answers;
    work.said.push({
      key: `${compiled.namespace}:${refusal.question}.problem.${refusal.problem}`,
      or: `common:problem.${refusal.problem}`,
    });
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
    stepOn(work, { ...below, answers: { ...below.answers, [parent.key]: answers } }, changed);
    return;
  }
  const command = flow.command(answers, params);
  if (command) {
    if (work.command) throw new Error('a turn carries at most one command');
    work.command = { ...command, flow: flow.name, params };
    work.facts = { ...work.facts, ...flow.establishes?.(answers) };
  }
  const outro = flow.outro?.(answers, params) ?? null;
  if (outro) work.said.push(outro);
  sayNow(work);
  goOnBelow(work);
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
    putQuestion(work);
  }
};

/** Sets everything but the menu aside, to be continued later. */
export const park = (work: Work): boolean => {
  const stack = work.frames.slice(1);
  const bottom = stack[0];
  if (!bottom) return false;
  const others = work.parked.filter((kept) => kept[0]?.flow !== bottom.flow);
  work.parked = [stack, ...others].slice(0, limits.parkedFlows);
  work.frames = work.frames.slice(0, 1);
  work.events.push({ type: 'flow-parked', flow: bottom.flow });
  return true;
};

/** Goes on with a flow that was set aside; false when there is none. */
export const takeUp = (work: Work, position = 0): boolean => {
  const stack = work.parked[position];
  if (!stack) return false;
  work.parked = work.parked.filter((_, other) => other !== position);
  work.frames = [...work.frames.slice(0, 1), ...stack];
  refreshTop(work);
  const top = topFrame(work);
  if (top) work.events.push({ type: 'flow-resumed', flow: top.flow });
  return true;
};

export const resume = (work: Work, position = 0): void => {
  if (!takeUp(work, position)) {
    putQuestion(work);
    return;
  }
  work.said.push({ key: 'common:resume.welcome' });
  goOnBelow(work);
};

const withoutInvalid = (compiled: CompiledFlow, answers: Answers): Answers => {
  const valid: Answers = {};
  for (const [key, value] of Object.entries(answers)) {
    const question = questionOf(compiled, key);
    if (question && value !== null && question.schema && !question.schema.safeParse(value).success) continue;
    valid[key] = value;
  }
  return valid;
};

/**
 * Brings the top frame to the flow as it is now. A frame of an older version is migrated with all its answers and
 * the path derived anew; words typed to a question that no longer exists are handed to `migrate` under its key.
 * Returns whether the flow changed under the person, and whether the waiting question is still the same one.
 */
export const refreshTop = (
  work: Work,
  typed?: string,
): { readonly migrated: boolean; readonly sameQuestion: boolean } => {
  dropRetired(work);
  const frame = topFrame(work);
  if (!frame) {
    ensureHome(work);
    return { migrated: false, sameQuestion: true };
  }
  const compiled = work.registry.flows.get(frame.flow);
  if (!compiled || frame.version > compiled.flow.version) throw new NewerFrame(frame.flow);
  const { flow } = compiled;
  if (frame.version === flow.version) return { migrated: false, sameQuestion: true };
  const gone = frame.at !== null && !compiled.index.has(frame.at);
  const raw =
    gone && typed !== undefined && frame.at !== null
      ? { ...frame.answers, [frame.at]: typed }
      : frame.answers;
  const answers = withoutInvalid(compiled, flow.migrate?.({ ...raw }, frame.version) ?? raw);
  work.events.push({ type: 'flow-migrated', flow: flow.name, from: frame.version, to: flow.version });
  const renewed: Frame = { ...frame, version: flow.version, answers };
  const path = walk(compiled, answers, work.facts);
  const stillAsked = frame.at !== null && path.keys.includes(frame.at) && !Object.hasOwn(answers, frame.at);
  if (stillAsked && frame.at !== null) {
    replaceTop(work, { ...renewed, number: path.keys.indexOf(frame.at) + 1 });
  } else {
    replaceTop(work, settled(work, renewed, { at: frame.at === null ? null : path.at, number: path.number }));
  }
  return { migrated: true, sameQuestion: stillAsked };
};

const dropRetired = (work: Work): void => {
  for (
    let frame = topFrame(work);
    frame && work.registry.retired.includes(frame.flow);
    frame = topFrame(work)
  ) {
    work.frames.pop();
    work.said.push({ key: 'common:flow-retired' });
  }
};
