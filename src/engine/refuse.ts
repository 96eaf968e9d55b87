import { problemMessage } from './describe.ts';
import { limits } from './limits.ts';
import { atMenuWithParked } from './parking.ts';
import { putAgain, putQuestion, shownChoices, withoutGuess } from './put-question.ts';
import type { Choice, Message, Params } from './vocabulary.ts';
import { replaceTop, topFrame, type Waiting, type Work } from './work.ts';

const offerPerson: Choice = { id: 'person', label: { key: 'common:control.person' } };

/** Whether a person is being asked for already. */
export const isWithPerson = (work: Work): boolean => {
  const { person } = work.registry.intents;
  return person !== undefined && 'open' in person && work.frames.some((frame) => frame.flow === person.open);
};

/** Whoever has words of their own at a question is staff, as is whoever is in a flow of theirs. */
const isOfStaff = (work: Work, { question, compiled }: Waiting): boolean =>
  compiled.flow.ofStaff === true || (question.wordsFor?.(work.facts) ?? null) !== null;

/** The button of a person, where one is not asked for already and whoever writes is no member of staff. */
export const personToOffer = (work: Work, waiting: Waiting): readonly Choice[] =>
  isOfStaff(work, waiting) || isWithPerson(work) ? [] : [offerPerson];

/**
 * A wrong answer: what is wrong with the question again; the second time shorter and more concrete; the third time
 * with the offer of a person, whose button stays.
 */
export const refuse = (work: Work, waiting: Waiting, problem: string, params?: Params): void => {
  const frame = topFrame(work);
  if (!frame) return;
  const attempts = (frame.attempts ?? 0) + 1;
  replaceTop(work, { ...withoutGuess(frame, waiting.question.kind), attempts, lastProblem: problem });
  const { compiled, question, textKey } = waiting;
  work.events.push({ type: 'refused', flow: frame.flow, question: textKey, problem });
  const words = question.wordsFor?.(work.facts) ?? textKey;
  const values = question.params?.(waiting.answers, work.context);
  const shown = values || params ? { ...values, ...params } : undefined;
  const what = problemMessage(compiled.namespace, words, problem, shown);
  const hint: Message = {
    key: `${compiled.namespace}:${words}.hint`,
    or: `common:hint.${question.kind}`,
  };
  // Something that was set aside is offered, not gone on with: what was not understood was perhaps about another thing.
  const offer: readonly Message[] =
    question.opens && atMenuWithParked(work) ? [{ key: 'common:resume.offer' }] : [];
  // What only a person can clear up is not tried three times first.
  const atOnce = question.personFor?.includes(problem) ? personToOffer(work, waiting) : [];
  if (attempts === 1) {
    work.said.push(what, ...offer);
    putQuestion(work, atOnce);
    return;
  }
  const choices = shownChoices(work, frame, waiting);
  if (attempts < limits.attemptsBeforeOffer) {
    putAgain(work, [what, hint, ...offer], [...choices, ...atOnce]);
    return;
  }
  const offered = personToOffer(work, waiting);
  const isOffered = offered.length > 0;
  const extra = choices.some((choice) => choice.id === offerPerson.id) ? [] : offered;
  const help: Message = {
    key: `${compiled.namespace}:${words}.help`,
    or: `common:help.${question.kind}`,
  };
  work.said.push(what);
  if (attempts === limits.attemptsBeforeOffer && isOffered) {
    work.events.push({ type: 'person-offered' });
    work.said.push({ key: 'common:offer-person' });
  } else if (frame.lastProblem === problem) {
    // What was said twice did not help; from here on other words of the question stand beside it, in turn.
    work.said.push(isOfStaff(work, waiting) || attempts % 2 === 0 ? help : hint);
  }
  putQuestion(work, extra);
};
