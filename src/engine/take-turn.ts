import { containsNationalIdOrIban } from '../kernel/text.ts';
import { findPhrase, matchOption, parseYesNo } from '../kernel/understanding.ts';
import { isBesideFirst } from './album.ts';
import { agreesToPerson, answerWaiting, finishGroup, finishInLine, finishSeveral } from './answer.ts';
import { answersBelow, answersFollowed, correctsEarlier } from './answers-elsewhere.ts';
import { awaitedBy, followsLead, goesToTalk, opensAwaited } from './awaited.ts';
import { changeByWords, correctByValue, editByName } from './change-words.ts';
import { isControl, isTimeless, runControl } from './controls.ts';
import { correctsAmount } from './correct-amount.ts';
import { begsPardon, correctByWords, correctsNumber } from './correct-by-words.ts';
import { endFromInside } from './end-from-inside.ts';
import { answersAsWritten } from './first-language.ts';
import { answersFirst, keepGoal, obeysAtOnce, openFirst, tellsFirst } from './first-message.ts';
import { enter, goOnBelow, openFromInside, resume } from './frames.ts';
import { heardAnywhere } from './heard-anywhere.ts';
import { ensureHome } from './home.ts';
import { interrupt } from './interrupt.ts';
import type { ParseOutcome } from './kinds/kind.ts';
import { isNo, isWithinStory, leavesBy } from './leave.ts';
import { limits } from './limits.ts';
import { takesLines } from './lines.ts';
import { namesMenuButton, opensFromMenu } from './menu-buttons.ts';
import { leavesNotice } from './notice.ts';
import { atMenuWithParked } from './parking.ts';
import { putQuestion } from './put-question.ts';
import { optionsOf, readAnswer } from './read-answer.ts';
import { refuse } from './refuse.ts';
import type { Registry } from './registry.ts';
import { reloadTop } from './reload.ts';
import { isStory, takesStory } from './story.ts';
import { certain, likely } from './sureness.ts';
import { takesContact } from './told-by-card.ts';
import { takesToldInstead } from './told-instead.ts';
import { takesPrice } from './told-price.ts';
import { continuesWith } from './unasked.ts';
import { refreshTop } from './versions.ts';
import type { Conversation, Frame, Input, Question, TurnContext, TurnOutcome } from './vocabulary.ts';
import { isChange, wantsChange } from './wants-change.ts';
import {
  finishWork,
  MissingData,
  NewerFrame,
  startWork,
  topFrame,
  type Waiting,
  type Work,
  waitingOf,
} from './work.ts';

/** Words of the longest name that a line of a group may begin with. */
const mostWordsOfName = 6;
/** A phone number or longer: asked for elsewhere, if at all. */
const digitsOfNumber = /(?:\p{Nd}[\s-]*){9}/u;

/**
 * Takes one turn of a conversation: pure. The result holds the new conversation, what to say, at most one command
 * and what happened; or what data it needs first (call again with it in `context.data`, at most twice); or that a
 * newer process must take it.
 */
export const takeTurn = (
  registry: Registry,
  conversation: Conversation,
  input: Input,
  context: TurnContext,
): TurnOutcome => {
  const work = startWork(registry, conversation, context);
  try {
    takeInput(work, input);
  } catch (thrown) {
    if (thrown instanceof MissingData) return { type: 'needs', needs: [thrown.need] };
    if (thrown instanceof NewerFrame) return { type: 'newer', flow: thrown.flow };
    throw thrown;
  }
  return {
    type: 'turn',
    conversation: finishWork(work),
    replies: work.replies,
    command: work.command,
    events: work.events,
    sensitive: work.sensitive,
  };
};

const takeInput = (work: Work, input: Input): void => {
  if (input.type === 'text' && containsNationalIdOrIban(input.text)) work.sensitive = true;
  if (input.type === 'text') answersAsWritten(work, input.text);
  if (input.type === 'end') {
    ensureHome(work);
    endFromInside(work, input);
    return;
  }
  if (input.type === 'open') {
    const wasEmpty = work.frames.length === 0;
    ensureHome(work);
    if (!wasEmpty) refreshTop(work);
    openFromInside(work, input.flow, input.params ?? {});
    return;
  }
  if (work.frames.length === 0) {
    begin(work, input);
    return;
  }
  const typed = input.type === 'text' ? input.text : undefined;
  const { migrated, sameQuestion } = refreshTop(work, typed);
  if (migrated && !sameQuestion) {
    work.said.push({ key: 'common:resume.changed' });
    goOnBelow(work);
    return;
  }
  reloadTop(work);
  understand(work, input, migrated);
};

/** The very first message: a goal that it names is kept below the welcome. */
const begin = (work: Work, input: Input): void => {
  ensureHome(work);
  const first = work.registry.first(work.facts);
  if (first === null) {
    understand(work, input, false);
    return;
  }
  if (obeysAtOnce(work, input)) return;
  const told = tellsFirst(work, first, input);
  const goal = keepGoal(work, input, told);
  answersFirst(work, input);
  openFirst(work, first, goal === null ? {} : { goal }, told);
};

const understand = (work: Work, input: Input, afterMigration: boolean): void => {
  const frame = topFrame(work);
  const waiting = frame ? waitingOf(work, frame) : null;
  if (!frame || !waiting) {
    if (frame?.at === null) enter(work);
    return;
  }
  if (isBesideFirst(work, input) && readAnswer(work, frame, waiting, input).is !== 'answer') {
    // The other side of an ID more often than not: it does not stay in the chat either.
    work.sensitive = true;
    return;
  }
  if (input.type === 'choice') press(work, frame, waiting, input, afterMigration);
  else if (input.type === 'text') read(work, frame, waiting, input.text, afterMigration);
  else if (input.type === 'contact' && takesContact(work, frame, waiting, input)) return;
  else if (waiting.question.kind === 'review' && correctByValue(work, frame, input)) return;
  else if (takesStory(work, frame, waiting, input)) return;
  else if (!goesToTalk(work, waiting, input) && !continuesWith(work, input))
    answerWaiting(work, input, afterMigration);
};

const isOld = (frame: Frame, asked: number | undefined): boolean =>
  asked !== undefined && frame.since !== undefined && asked < frame.since;

const press = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  input: Extract<Input, { type: 'choice' }>,
  afterMigration: boolean,
): void => {
  if (opensFromMenu(work, frame, waiting, input.id)) return;
  if (isOld(frame, input.asked) && !isTimeless(input.id)) {
    work.said.push({ key: 'common:problem.old-button' });
    putQuestion(work);
    return;
  }
  if (isControl(input.id)) {
    runControl(work, input.id);
    return;
  }
  if (input.id === 'done' && runsHere(work, frame, waiting, 'done')) return;
  if (!isOffered(work, frame, waiting, input.id)) {
    work.said.push({ key: 'common:problem.old-button' });
    putQuestion(work);
    return;
  }
  answerWaiting(work, input, afterMigration);
};

/** At a question of words only what it offers itself can be pressed; any other button is one of another question. */
const isOffered = (work: Work, frame: Frame, { question, answers }: Waiting, id: string): boolean =>
  question.kind !== 'text' ||
  (frame.offered ?? []).some((choice) => choice.id === id) ||
  (question.suggests?.(answers, work.profile, frame.answers) ?? []).includes(id);

/** Words: a control, an answer, or a sentence about something else, in the order in which they are believed. */
const read = (work: Work, frame: Frame, waiting: Waiting, text: string, afterMigration: boolean): void => {
  const { question } = waiting;
  const { lexicon } = work.registry;
  if (text.length > limits.answerCharacters) {
    refuse(work, waiting, 'too-long', { most: limits.answerCharacters });
    return;
  }
  if (isControl(text)) {
    runControl(work, saidLater(question, text));
    return;
  }
  if (heardAnywhere(work, frame, waiting, text)) return;
  if (followsLead(work, waiting, text, true)) return;
  if (takesToldInstead(work, frame, waiting, text)) return;
  // Neither yes nor no has a number in it, nor does the way past what stands in the way.
  const takesNumber = question.follows === undefined && (question.kind === 'yes-no' || question.corrects);
  if (takesNumber && correctsNumber(work, frame, text)) return;
  const options = optionsOf(work, frame, waiting);
  const named = options.length > 0 ? matchOption(options, text) : null;
  // «موظفة» asks for a woman, though it is one letter from the word for anybody.
  const exact = findPhrase(lexicon.intents, text, { minimumScore: certain });
  const isBeyond = (score: number): boolean => exact?.whole === true && exact.score > score;
  if (
    named &&
    named.score >= certain &&
    !(question.opens && isBeyond(named.score)) &&
    !isStory(waiting, text)
  ) {
    answerWaiting(work, { type: 'text', text }, afterMigration);
    return;
  }
  if (answersFollowed(work, frame, waiting, text, true)) return;
  const control = findPhrase(lexicon.controls, text, { minimumScore: certain });
  const isOutdone =
    (control?.id === 'person' && isBeyond(control.score)) ||
    (control?.id === 'cancel' && isNo(question, text));
  if (control?.whole && !isOutdone && runsHere(work, frame, waiting, control.id)) return;
  const change = wantsChange(work, waiting, text);
  if (change && changeByWords(work, frame, waiting, text, change.id, change.rest)) return;
  const isReview = question.kind === 'review';
  if (isReview && correctByValue(work, frame, { type: 'text', text })) return;
  if (takesLines(work, frame, waiting, text) || takesPrice(work, frame, waiting, text)) return;
  const noName = question.kind === 'group' ? whyNoName(text) : null;
  if (noName !== null) {
    refuse(work, waiting, noName);
    return;
  }
  if (correctsEarlier(work, frame, waiting, text) || correctsAmount(work, frame, waiting, text)) return;
  if (
    question.verbatim &&
    !(exact?.whole && (leavesBy(work, exact.id) || asksOwn(work, waiting, exact.id)))
  ) {
    answerWaiting(work, { type: 'text', text }, afterMigration);
    return;
  }
  if (exact?.whole && work.registry.intents[exact.id]) {
    // The same word may be a button of one's own menu, and lead elsewhere («تسجيل» of a member of staff).
    if (namesMenuButton(work, frame, waiting, text)) return;
    interrupt(work, exact.id, text);
    return;
  }
  const isCorrection = isReview || (question.kind !== 'text' && !question.opens && begsPardon(text));
  if (isCorrection && correctByWords(work, frame, text, text)) return;
  if (agreesToPerson(work, frame, waiting, text) || answersBelow(work, frame, waiting, text)) return;
  if (takesStory(work, frame, waiting, { type: 'text', text })) return;
  if (answersFollowed(work, frame, waiting, text, false)) return;
  const awaited = awaitedBy(work, waiting);
  if (awaited?.isLast && opensAwaited(work, awaited, { type: 'text', text })) return;
  const outcome = readAnswer(work, frame, waiting, { type: 'text', text });
  const namesAnswer = isReview && outcome.is === 'problem';
  if (namesAnswer && editByName(work, frame, text, true)) return;
  // Where any words would be an answer (a name, a story), the menu's words are words like others.
  const isSearch = frame.offered !== undefined;
  if ((outcome.is === 'problem' || isSearch) && namesMenuButton(work, frame, waiting, text)) return;
  // What data knows by these words comes before what merely resembles a button or a wish.
  if ((outcome.is === 'problem' || isSearch) && followsLead(work, waiting, text, false)) return;
  // Whoever has words of their own here is staff, and no wish of a family is read into theirs.
  const isFamilys = (question.wordsFor?.(work.facts) ?? null) === null && !waiting.compiled.flow.ofStaff;
  const maybe =
    outcome.is === 'problem' || question.opens
      ? findPhrase(lexicon.intents, text, { minimumScore: isFamilys ? likely : certain })
      : null;
  if (
    maybe &&
    work.registry.intents[maybe.id] &&
    (outcome.is === 'problem' || maybe.score > (named?.score ?? 0))
  ) {
    interrupt(work, maybe.id, text);
    return;
  }
  if (!question.opens && (outcome.is === 'problem' || isNothing(question, outcome))) {
    const loosely = findPhrase(lexicon.controls, text, { minimumScore: isFamilys ? likely : certain });
    if (loosely && outcome.is === 'problem' && isTimeless(loosely.id) && !isWithinStory(loosely, text)) {
      runControl(work, loosely.id);
      return;
    }
    // «ما عندي رقم الهوية الحين»: skipped, or told why it is needed.
    if (loosely && (loosely.id === 'none' || loosely.id === 'skip') && isAskedFor(question)) {
      runControl(work, 'skip');
      return;
    }
  }
  if (namesAnswer && editByName(work, frame, text, false)) return;
  if (outcome.is === 'problem' && opensAwaited(work, awaited, { type: 'text', text })) return;
  if (outcome.is === 'problem' && leavesNotice(work, waiting)) {
    understand(work, { type: 'text', text }, false);
    return;
  }
  if (outcome.is === 'problem' && atMenuWithParked(work) && parseYesNo(text) === 'yes') {
    resume(work);
    return;
  }
  answerWaiting(work, { type: 'text', text }, afterMigration);
};

/** «وين طلبي» where a family owes an answer in its own words: the words ask, and answer nothing. */
const asksOwn = (work: Work, { compiled }: Waiting, id: string): boolean => {
  const intent = work.registry.intents[id];
  return compiled.flow.waitedFor === true && intent !== undefined && 'ask' in intent;
};

/** «ما عندي سعر ثابت»: where one may say nothing, that is no zero. */
const isNothing = ({ optional }: Question, outcome: ParseOutcome): boolean =>
  optional === true && outcome.is === 'answer' && outcome.value === 0;

/** Whether a question asks for something that one has or has not at hand. */
const isAskedFor = ({ kind, choices }: Question): boolean =>
  choices === undefined && kind !== 'yes-no' && kind !== 'group' && kind !== 'review';

/** Why words between the lines of a group are not the name of another line; null when they may be one. */
const whyNoName = (text: string): string | null => {
  if (containsNationalIdOrIban(text) || digitsOfNumber.test(text)) return 'number-not-here';
  return text.trim().split(/\s+/u).length > mostWordsOfName ? 'expected.group' : null;
};

/** «بعدين» of something that may be sent another day skips it; the button of that name still sets the flow aside. */
const saidLater = ({ laterSkips }: Question, id: string): string =>
  id === 'later' && laterSkips === true ? 'skip' : id;

/** Whether a control's word is meant here; `done` at a question of text, for one, is an answer. */
const runsHere = (work: Work, frame: Frame, waiting: Waiting, id: string): boolean => {
  const { question } = waiting;
  if (id === 'done' && question.kind === 'group') {
    finishGroup(work, frame, waiting);
    return true;
  }
  if (id === 'add' && question.kind === 'group') {
    answerWaiting(work, { type: 'choice', id }, false);
    return true;
  }
  if (id === 'done' && question.kind === 'multi-choice') {
    answerWaiting(work, { type: 'choice', id }, false);
    return true;
  }
  if (id === 'done' && question.several) {
    if (finishSeveral(work, frame, waiting)) return true;
    // Where words are asked for, they are the answer.
    if (question.kind === 'text') return false;
    runControl(work, 'skip');
    return true;
  }
  if (id === 'done' && waiting.group !== null && finishInLine(work, frame, waiting)) return true;
  if (id === 'done' && question.kind === 'review') {
    work.said.push({ key: 'common:review.done' });
    putQuestion(work);
    return true;
  }
  if (id === 'submit' && question.kind === 'review') {
    answerWaiting(work, { type: 'choice', id }, false);
    return true;
  }
  if (id === 'later' && question.laterSkips) {
    runControl(work, 'skip');
    return true;
  }
  if (id === 'none') {
    // Elsewhere to have none is an answer: zero, or no.
    if (!question.optional && !question.several) return false;
    runControl(work, 'skip');
    return true;
  }
  if (isChange(id)) return false;
  if (!isControl(id)) return false;
  runControl(work, id);
  return true;
};
