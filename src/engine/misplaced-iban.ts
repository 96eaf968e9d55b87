import { parseIban } from '../kernel/identifiers.ts';
import { ibanIn } from '../kernel/text.ts';
import { describeAnswer, problemMessage } from './describe.ts';
import { openFromInside } from './frames.ts';
import { ibanParams } from './kinds/iban.ts';
import { takeUp } from './parking.ts';
import { putQuestion } from './put-question.ts';
import { readAnswer } from './read-answer.ts';
import type { Frame, Question } from './vocabulary.ts';
import { walk } from './walk.ts';
import { compiledOf, isGiven, type Waiting, type Work, waitingOf } from './work.ts';

/** The question of a frame that asks for an IBAN, where its path passes through one. */
const ibanQuestionOf = (work: Work, frame: Frame): Question | null => {
  const compiled = compiledOf(work, frame.flow);
  const asked = compiled.flow.questions.find(({ kind }) => kind === 'iban');
  if (!asked || isGiven(frame, asked.key)) return null;
  return walk(compiled, frame.answers, work.facts).keys.includes(asked.key) ? asked : null;
};

/** Keeps an IBAN that came too early, or too late, under its question, and says so; with a slip in it, says that. */
const keepInFrame = (work: Work, place: number, key: string, iban: string): void => {
  const frame = work.frames[place];
  if (!frame) return;
  const { item: _item, ...outside } = frame;
  const asked = waitingOf(work, { ...outside, at: key });
  if (!asked) return;
  const { namespace } = asked.compiled;
  const outcome = readAnswer(work, { ...outside, at: key }, asked, { type: 'text', text: iban });
  if (outcome.is !== 'answer') {
    if (outcome.is === 'problem')
      work.said.push(problemMessage(namespace, key, outcome.problem, outcome.params));
    work.said.push({ key: 'common:iban.in-its-turn' });
    return;
  }
  const before = frame.answers[key] ?? null;
  work.frames[place] = { ...frame, answers: { ...frame.answers, [key]: outcome.value } };
  work.events.push({ type: 'answered', flow: frame.flow, question: key });
  const value = describeAnswer(asked.question, outcome.value, namespace, key);
  const label = { key: `${namespace}:${key}.label` };
  const isChange = before !== null && before !== outcome.value;
  work.said.push({ key: isChange ? 'common:edited' : 'common:noted', params: { label, value } });
};

/** Where an IBAN belongs among the open flows: the place of the frame, and its question. */
const placeOf = (work: Work): { readonly at: number; readonly key: string } | null => {
  for (let at = work.frames.length - 1; at > 0; at -= 1) {
    const frame = work.frames[at];
    const asked = frame && frame.at !== null ? ibanQuestionOf(work, frame) : null;
    if (asked) return { at, key: asked.key };
  }
  return null;
};

/**
 * An IBAN where none is asked: kept where it belongs in what is open or was set aside, offered a place in the file of a
 * registered family, or told where its place is. It is never said back, and its message is erased.
 */
export const takesIban = (work: Work, frame: Frame, { question }: Waiting, text: string): boolean => {
  if (question.kind === 'iban' || question.kind === 'review' || question.verbatim) return false;
  const iban = ibanIn(text);
  if (iban === null) return false;
  work.sensitive = true;
  const isAtMenu = work.frames.length === 1;
  const aside = work.parked.findIndex((stack) => {
    const [bottom] = stack;
    return bottom !== undefined && ibanQuestionOf(work, bottom) !== null;
  });
  if (isAtMenu && aside >= 0) takeUp(work, aside);
  const place = placeOf(work);
  if (place) {
    keepInFrame(work, place.at, place.key, iban);
    putQuestion(work);
    return true;
  }
  const flow = work.registry.unasked?.(work.facts, 'iban') ?? null;
  if (flow === null) {
    work.said.push({ key: 'common:iban.no-place' });
    putQuestion(work);
    return true;
  }
  // Another one takes the place of the first.
  if (frame.flow === flow && frame.params?.what === 'iban') work.frames.pop();
  const parsed = parseIban(iban);
  if (parsed.ok) {
    openFromInside(work, flow, { what: 'iban', iban, given: true });
    return true;
  }
  work.said.push({ key: `common:problem.iban.${parsed.error.problem}`, params: ibanParams(parsed.error) });
  openFromInside(work, flow, { what: 'iban' });
  return true;
};
