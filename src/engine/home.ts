import type { Frame } from './vocabulary.ts';
import { compiledOf, type Work } from './work.ts';

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
