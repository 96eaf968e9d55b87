import { asksAboutInterest } from '../kernel/interest-words.ts';
import { findPhrase } from '../kernel/understanding.ts';
import { pushWaiting } from './begin-frame.ts';
import { followIntent, spokenFor } from './follow-intent.ts';
import { optionsOf } from './read-answer.ts';
import { certain, likely } from './sureness.ts';
import type { Input } from './vocabulary.ts';
import { topFrame, type Work, waitingOf } from './work.ts';

/** A question in the very first message is answered before the welcome; a greeting is what the welcome is. */
export const answersFirst = (work: Work, input: Input): void => {
  if (input.type !== 'text') return;
  const found = asksAboutInterest(input.text)
    ? 'interest'
    : findPhrase(work.registry.lexicon.intents, input.text, { minimumScore: certain })?.id;
  const intent = found === undefined ? undefined : work.registry.intents[found];
  if (intent && 'say' in intent && !intent.resumes) work.said.push(spokenFor(work, intent));
};

/** What asks nothing is done before anybody is welcomed: who says "stop" is not greeted for it. */
export const obeysAtOnce = (work: Work, input: Input): boolean => {
  if (input.type !== 'text') return false;
  const found = findPhrase(work.registry.lexicon.intents, input.text, { minimumScore: likely });
  const intent = found ? work.registry.intents[found.id] : undefined;
  if (!found || !intent || !('open' in intent)) return false;
  if (work.registry.flows.get(intent.open)?.flow.questions.length !== 0) return false;
  followIntent(work, found.id);
  return true;
};

/** The flow that the very first message names, pushed below; null when it names none. */
export const keepGoal = (work: Work, input: Input): string | null => {
  if (input.type === 'choice' && input.id !== work.registry.home && work.registry.flows.has(input.id)) {
    const menu = topFrame(work);
    const waiting = menu ? waitingOf(work, menu) : null;
    const offered = menu && waiting ? optionsOf(work, menu, waiting) : [];
    if (!offered.some((option) => option.id === input.id)) return null;
    pushWaiting(work, input.id, {});
    return input.id;
  }
  if (input.type !== 'text') return null;
  const found = asksAboutInterest(input.text)
    ? null
    : findPhrase(work.registry.lexicon.intents, input.text, { minimumScore: likely });
  const intent = found ? work.registry.intents[found.id] : undefined;
  if (!intent || !('open' in intent)) return null;
  pushWaiting(work, intent.open, intent.params ?? {});
  return intent.open;
};
