import { ensureHome } from './home.ts';
import { type CompiledFlow, questionOf } from './registry.ts';
import type { Answers, Frame } from './vocabulary.ts';
import { walk } from './walk.ts';
import { NewerFrame, replaceTop, settled, topFrame, type Work } from './work.ts';

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
