import { type CompiledFlow, questionOf } from './registry.ts';
import type { Answers, Json, ToldInstead } from './vocabulary.ts';
import { compiledOf, dataFor, type Work } from './work.ts';

export const asAnswers = (data: Json): Answers =>
  data !== null && typeof data === 'object' && !Array.isArray(data) ? { ...(data as Answers) } : {};

type ToldBefore = { readonly [flow: string]: Answers };

/** What was told of a flow before it was opened: kept with the menu until then. */
const toldBefore = (work: Work): ToldBefore => (work.frames[0]?.params?.told ?? {}) as ToldBefore;

/** Keeps what words tell of a flow that is opened later. */
export const keepForLater = (work: Work, { later }: ToldInstead): void => {
  const menu = work.frames[0];
  if (!menu || !later) return;
  const told = { ...toldBefore(work), [later.flow]: { ...toldBefore(work)[later.flow], ...later.answers } };
  work.frames[0] = { ...menu, params: { ...menu.params, told } };
};

/** What a flow begins with: data already held, and params that answer one of its questions. */
export const firstAnswers = (work: Work, compiled: CompiledFlow, params: Answers): Answers => {
  const { flow } = compiled;
  const held = flow.preload ? asAnswers(dataFor(work, flow.preload(params))) : {};
  const loaded = { ...toldBefore(work)[flow.name], ...held, ...flow.knows?.(work.facts) };
  for (const [key, value] of Object.entries(params)) {
    if (compiled.index.has(key)) loaded[key] = value;
  }
  return loaded;
};

/** What a flow is opened with changes how the person is spoken to as an answer does («موظفة» of whoever serves). */
const setsByParams = (work: Work, compiled: CompiledFlow, params: Answers): void => {
  for (const [key, value] of Object.entries(params)) {
    const changes = questionOf(compiled, key)?.sets?.(value);
    if (!changes) continue;
    work.profile = { ...work.profile, ...changes };
    work.events.push({ type: 'profile-changed' });
  }
};

export const pushFrame = (work: Work, name: string, params: Answers): void => {
  const compiled = compiledOf(work, name);
  setsByParams(work, compiled, params);
  work.frames.push({
    flow: name,
    version: compiled.flow.version,
    at: null,
    number: 0,
    // What must wait for another flow begins with what is known once that one is done.
    answers: compiled.flow.requires?.(work.facts) ? {} : firstAnswers(work, compiled, params),
    ...(Object.keys(params).length > 0 ? { params } : {}),
  });
  work.events.push({ type: 'flow-started', flow: name });
};

/** A frame for later: entered when those above it have ended. */
export const pushWaiting = (work: Work, name: string, params: Answers): void => {
  const compiled = compiledOf(work, name);
  work.frames.push({ flow: name, version: compiled.flow.version, at: null, number: 0, answers: {}, params });
};
