import { asksAboutInterest } from '../kernel/interest-words.ts';
import { findPhrase } from '../kernel/understanding.ts';
import { keepForLater, pushFrame, pushWaiting } from './begin-frame.ts';
import { followIntent, spokenFor } from './follow-intent.ts';
import { enter } from './frames.ts';
import { optionsOf } from './read-answer.ts';
import { questionOf } from './registry.ts';
import { certain, likely } from './sureness.ts';
import type { Answers, Input } from './vocabulary.ts';
import { compiledOf, replaceTop, topFrame, type Work, waitingOf } from './work.ts';

/** Words of the longest wish that is looked for behind a name. */
const mostWordsOfWish = 5;

/** How surely a part of a message must name a wish. */
const wished = 0.8;

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

/**
 * What the very first message tells of whoever writes («أنا أم صالح من بريدة»): the first flow begins with it, and what is
 * asked further on is kept. Its first question is put all the same, with the name in it.
 */
export const tellsFirst = (work: Work, first: string, input: Input): Answers => {
  const [question] = compiledOf(work, first).flow.questions.filter(({ tellsInstead }) => tellsInstead);
  const told = input.type === 'text' ? (question?.tellsInstead?.(input.text) ?? null) : null;
  if (!question || !told) return {};
  const { called } = told;
  const answers: Answers = {};
  for (const [key, value = null] of Object.entries(told.answers)) {
    work.profile = { ...work.profile, ...questionOf(compiledOf(work, first), key)?.sets?.(value) };
    if (key !== question.key) answers[key] = value;
  }
  keepForLater(work, told);
  if (called === undefined) return answers;
  work.profile = { ...work.profile, called };
  return { ...answers, called };
};

/** A wish at the end of words that begin with a name («نورة الحربي ابي اسجل»). */
const wishAfterName = (work: Work, text: string) => {
  const words = text.trim().split(/\s+/u);
  for (let count = Math.min(mostWordsOfWish, words.length - 1); count > 1; count -= 1) {
    const wish = words.slice(-count).join(' ');
    const found = findPhrase(work.registry.lexicon.intents, wish, { minimumScore: certain });
    if (found?.whole) return found;
  }
  return null;
};

/** Between two wishes, or what one tells of oneself and a wish («اسوي سدو وودي بتمويل فرن», "I bake, and want a loan"). */
const betweenWishes = /\s*[،,.؛;!\n]+\s*|\s+(?:and|then|but|ثم|بس)\s+|\s+و\s*(?=\p{L}{3})/iu;

/** The flows that the parts of a message wish for, in its order. */
const wishesIn = (work: Work, text: string) =>
  text.split(betweenWishes).flatMap((part) => {
    const found = findPhrase(work.registry.lexicon.intents, part, { minimumScore: wished });
    const intent = found?.whole === true ? work.registry.intents[found.id] : undefined;
    return intent && 'open' in intent ? [intent] : [];
  });

/** What must be done first for another wish is done for it anyway: of «ابي اسجل وابي تمويل» the second is kept. */
const furthestOf = (work: Work, wishes: ReturnType<typeof wishesIn>) =>
  wishes.find((wish) =>
    wishes.some(({ open }) => work.registry.flows.get(wish.open)?.flow.requires?.(work.facts)?.flow === open),
  ) ?? wishes[0];

/** The flow that the very first message names, pushed below; null when it names none. */
export const keepGoal = (work: Work, input: Input, told: Answers): string | null => {
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
    : (findPhrase(work.registry.lexicon.intents, input.text, { minimumScore: likely }) ??
      (told.called === undefined ? null : wishAfterName(work, input.text)));
  const named = found ? work.registry.intents[found.id] : undefined;
  const parts = asksAboutInterest(input.text) ? [] : wishesIn(work, input.text);
  const ofName = named && 'open' in named ? [named] : [];
  const intent = furthestOf(work, [...ofName, ...parts]);
  if (!intent) return null;
  pushWaiting(work, intent.open, intent.params ?? {});
  return intent.open;
};

/** Opens the first flow with what it is opened with, and with answers that were told before it asked. */
export const openFirst = (work: Work, first: string, params: Answers, told: Answers): void => {
  pushFrame(work, first, params);
  const frame = topFrame(work);
  if (frame) replaceTop(work, { ...frame, answers: { ...frame.answers, ...told } });
  enter(work);
};
