import { priceIn } from '../kernel/prices.ts';
import { matchKey } from '../kernel/text.ts';
import { answerWaiting, storeAnswer } from './answer.ts';
import { describeAnswer } from './describe.ts';
import { putQuestion } from './put-question.ts';
import { readAnswer, ruleProblem } from './read-answer.ts';
import type { Frame, Json } from './vocabulary.ts';
import { replaceTop, type Waiting, type Work, waitingOf } from './work.ts';

/** Materials have an amount of their own, which is no price. */
const ofMaterials = /مواد|خامات|تكلف|يكلف|material|cost/u;

const confirmed = (pending: Json | undefined): Json =>
  pending !== null && typeof pending === 'object' && 'value' in pending ? (pending.value ?? null) : null;

/**
 * Where a line asks how many, a price («٣٠ ريال الكرتون») is the answer to the question of the price that follows, and
 * is said back; how many is taken from the same words, or from what was being confirmed, and asked again otherwise.
 * False where the words tell no price.
 */
export const takesPrice = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const { question, group, compiled } = waiting;
  const { item } = frame;
  if (!group?.questions || !item || question.kind !== 'number' || ofMaterials.test(matchKey(text)))
    return false;
  const place = group.questions.findIndex(({ key }) => key === question.key);
  const asksPrice = group.questions.slice(place + 1).find(({ kind }) => kind === 'money');
  const told = asksPrice ? priceIn(text) : null;
  if (!asksPrice || !told) return false;
  const atPrice = waitingOf(work, { ...frame, item: { ...item, at: asksPrice.key } });
  if (!atPrice || ruleProblem(work, atPrice, told.priceHalalas) !== null) return false;
  const textKey = `${group.key}.${asksPrice.key}`;
  work.events.push({ type: 'answered', flow: frame.flow, question: textKey });
  work.said.push({
    key: 'common:noted',
    params: {
      label: { key: `${compiled.namespace}:${textKey}.label` },
      value: describeAnswer(asksPrice, told.priceHalalas, compiled.namespace, textKey),
    },
  });
  const answers = { ...item.answers, [asksPrice.key]: told.priceHalalas };
  const { pending, ...rest } = { ...frame, item: { ...item, answers } };
  const kept: Frame = rest;
  replaceTop(work, kept);
  const counted =
    told.count === null ? null : readAnswer(work, kept, waiting, { type: 'text', text: told.count });
  if (told.count !== null && counted?.is !== 'problem') {
    answerWaiting(work, { type: 'text', text: told.count }, false);
    return true;
  }
  const value = confirmed(pending);
  if (value !== null && ruleProblem(work, waiting, value) === null) {
    work.events.push({ type: 'answered', flow: frame.flow, question: waiting.textKey });
    storeAnswer(work, kept, waiting, value, false);
    return true;
  }
  putQuestion(work);
  return true;
};
