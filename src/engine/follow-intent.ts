import { openFlow } from './frames.ts';
import { putQuestion } from './put-question.ts';
import type { Intent } from './registry.ts';
import { tell } from './told.ts';
import type { Kind, Message } from './vocabulary.ts';
import { compiledOf, topFrame, type Work, waitingOf } from './work.ts';

/** A menu's choice: a flow, or an intent of that name. */
export const openChosen = (work: Work, name: string): void => {
  if (work.registry.flows.has(name)) {
    openFlow(work, name, {});
    return;
  }
  const intent = work.registry.intents[name];
  if (!intent) throw new Error(`a menu offers ${name}, which is neither a flow nor an intent`);
  followIntent(work, name);
};

/** The fixed text of an intent, with what it says of the association. */
export const spokenFor = (work: Work, { say, params }: Extract<Intent, { say: string }>): Message => {
  const values = params?.(work.facts);
  return values ? { key: say, params: values } : { key: say };
};

/**
 * What the flow that asks now answers a sentence with itself, in place of what it leads to elsewhere; null where it knows
 * nothing.
 */
export const toldHere = (work: Work, name: string): Message | null => {
  const frame = topFrame(work);
  return frame ? (compiledOf(work, frame.flow).flow.tells?.(name, frame.answers) ?? null) : null;
};

const waitingKind = (work: Work): Kind | null => {
  const frame = topFrame(work);
  return frame ? (waitingOf(work, frame)?.question.kind ?? null) : null;
};

/** Answers a sentence that is no answer, and puts the waiting question again (or opens what it asked for). */
export const followIntent = (work: Work, name: string): void => {
  const intent = work.registry.intents[name];
  if (!intent) return;
  const only = 'say' in intent ? intent.only : undefined;
  if (only && !work.frames.some(({ flow }) => flow === only.within)) {
    followIntent(work, only.otherwise);
    return;
  }
  const asked = 'say' in intent ? intent.asked : undefined;
  const kind = waitingKind(work);
  const here = kind === null ? undefined : asked?.[kind];
  if (here !== undefined) {
    followIntent(work, here);
    return;
  }
  work.events.push({ type: 'interrupted', by: name });
  const told = toldHere(work, name);
  if (told) {
    work.said.push(told);
    putQuestion(work);
    return;
  }
  if ('open' in intent) {
    openFlow(work, intent.open, intent.params ?? {});
    return;
  }
  if ('ask' in intent) {
    tell(work, intent);
    return;
  }
  work.said.push(spokenFor(work, intent));
  putQuestion(work);
};
