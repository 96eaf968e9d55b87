import { asksAboutCode, looksLikeOneTimeCode } from '../kernel/identifiers.ts';
import { asksAboutInterest } from '../kernel/interest-words.ts';
import { findPhrase, questionAfterYes } from '../kernel/understanding.ts';
import { followIntent, spokenFor, toldHere } from './follow-intent.ts';
import { openFlow } from './frames.ts';
import { takesIban } from './misplaced-iban.ts';
import { putAgain, putQuestion, shownChoices } from './put-question.ts';
import { optionsOf } from './read-answer.ts';
import { likely } from './sureness.ts';
import { toldWords } from './told.ts';
import type { Frame, Message } from './vocabulary.ts';
import type { Waiting, Work } from './work.ts';

/** A one-time code, or the question whether to send one: what is said to it never waits for a better moment. */
const warnsOfCodes = (work: Work, { question }: Waiting, text: string): boolean => {
  if (looksLikeOneTimeCode(text)) {
    work.sensitive = true;
    work.said.push({ key: 'common:one-time-code' });
    putQuestion(work);
    return true;
  }
  if (!asksAboutCode(text)) return false;
  work.said.push({ key: 'common:say.codes' });
  // Words to somebody are passed on all the same: that a code was asked for is what staff must know.
  if (question.verbatim) return false;
  putQuestion(work);
  return true;
};

/** What is said to a question that was asked beside an agreement. */
const answerTo = (
  work: Work,
  { compiled, textKey, question }: Waiting,
  asked: string,
): readonly Message[] => {
  const found = findPhrase(work.registry.lexicon.intents, asked, { minimumScore: likely });
  const intent = found ? work.registry.intents[found.id] : undefined;
  const here = found ? toldHere(work, found.id) : null;
  if (found && here) {
    work.events.push({ type: 'interrupted', by: found.id });
    return [here];
  }
  if (found && intent && 'say' in intent) {
    work.events.push({ type: 'interrupted', by: found.id });
    return [spokenFor(work, intent)];
  }
  if (found && intent && 'ask' in intent) {
    work.events.push({ type: 'interrupted', by: found.id });
    return toldWords(work, intent);
  }
  if (findPhrase(work.registry.lexicon.controls, asked, { minimumScore: likely })?.id === 'help')
    return [{ key: `${compiled.namespace}:${textKey}.help`, or: `common:help.${question.kind}` }];
  return [{ key: 'common:asked-beside' }];
};

/**
 * «موافقة بس ليه واتساب»: the question is answered, and the agreement asked for once more, plainly. It is no yes yet,
 * and it is not lost: at the menu it leads back to the consent that was not given.
 */
const agreesAndAsks = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const { question, compiled, textKey } = waiting;
  if (question.kind !== 'yes-no' && !question.opens) return false;
  const asked = questionAfterYes(text);
  if (asked === null) return false;
  if (question.opens) {
    const first = work.registry.first(work.facts);
    const isOffered = first !== null && optionsOf(work, frame, waiting).some(({ id }) => id === first);
    if (!isOffered) return false;
    work.said.push(...answerTo(work, waiting, asked));
    openFlow(work, first, {});
    return true;
  }
  work.said.push(...answerTo(work, waiting, asked));
  const again: Message = { key: `${compiled.namespace}:${textKey}.again`, or: 'common:again.yes-no' };
  putAgain(work, [again], shownChoices(work, frame, waiting));
  return true;
};

/** Interest, and whether the money is allowed: a question of its own, which words of a wish for money stand in. */
const answersInterest = (work: Work, { question }: Waiting, text: string): boolean => {
  if (question.verbatim || !asksAboutInterest(text) || !work.registry.intents.interest) return false;
  followIntent(work, 'interest');
  return true;
};

/** What is heard whatever the waiting question asks. False where the words are an answer, or something else. */
export const heardAnywhere = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean =>
  warnsOfCodes(work, waiting, text) ||
  takesIban(work, frame, waiting, text) ||
  answersInterest(work, waiting, text) ||
  agreesAndAsks(work, frame, waiting, text);
