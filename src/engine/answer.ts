import { closestOptions, isPlainYesNo, looksLikeQuestion, parseYesNo } from '../kernel/understanding.ts';
import { isOfAlbum, keepsFirstOnly, saidOfAlbum } from './album.ts';
import { describeAnswer } from './describe.ts';
import { keepsEarlyPhoto } from './early-photo.ts';
import { pagesOf } from './files-of-answer.ts';
import { followIntent, openChosen } from './follow-intent.ts';
import { beginLine, moveTo, stepOn } from './frames.ts';
import type { Option, ParseOutcome } from './kinds/kind.ts';
import { limits } from './limits.ts';
import { completesLines, lackingIn, outsideLine, saysAdded, withLine } from './lines.ts';
import { park } from './parking.ts';
import { choiceIds, putAgain, putQuestion, shownChoices } from './put-question.ts';
import { optionsOf, readAnswer, ruleProblem } from './read-answer.ts';
import { isWithPerson, refuse } from './refuse.ts';
import { questionOf } from './registry.ts';
import { fileOfLine, filesSoFar, standsAlone, withFile, withLateFile, withoutFiles } from './several.ts';
import { keepTold, sayTold, toldBeside } from './told-beside.ts';
import { markUnsent } from './unsent.ts';
import type { Answers, Frame, Input, Json } from './vocabulary.ts';
import { walk } from './walk.ts';
import {
  compiledOf,
  knownOf,
  linesOf,
  replaceTop,
  settled,
  topFrame,
  type Waiting,
  type Work,
  waitingOf,
} from './work.ts';

/** «ايوه» where a person has just been offered, and yes is no answer to the question itself. */
export const agreesToPerson = (work: Work, frame: Frame, waiting: Waiting, text: string): boolean => {
  const wasOffered = (frame.attempts ?? 0) >= limits.attemptsBeforeOffer && !isWithPerson(work);
  if (!wasOffered || frame.pending !== undefined || parseYesNo(text) !== 'yes') return false;
  if (waiting.question.wordsFor?.(work.facts) || waiting.compiled.flow.ofStaff) return false;
  const outcome = readAnswer(work, frame, waiting, { type: 'text', text });
  const isNone =
    outcome.is === 'problem' ||
    (outcome.is === 'answer' &&
      !waiting.question.check &&
      ruleProblem(work, waiting, outcome.value) !== null);
  if (isNone) followIntent(work, 'person');
  return isNone;
};

const withoutPending = ({ pending: _pending, ...frame }: Frame): Frame => frame;

const clarify = (work: Work, waiting: Waiting, outcome: Extract<ParseOutcome, { is: 'clarify' }>): void => {
  const frame = topFrame(work);
  if (!frame) return;
  const pending: Frame = { ...frame, pending: outcome.pending };
  replaceTop(work, pending);
  const choices =
    waiting.question.kind === 'multi-choice' ? shownChoices(work, pending, waiting) : outcome.choices;
  putAgain(work, [outcome.ask], choices);
};

/** Whether an open flow asks for a photo that has not come yet. */
const asksForPhoto = (work: Work): boolean =>
  work.frames.some((frame) =>
    work.registry.flows
      .get(frame.flow)
      ?.flow.questions.some(({ key, kind }) => kind === 'photo' && (frame.answers[key] ?? null) === null),
  );

/** What is said of a file that belongs nowhere here. */
const unaskedFile = (work: Work, { compiled }: Waiting): string => {
  if (compiled.flow.ofStaff) return 'no-file-here-staff';
  return asksForPhoto(work) ? 'photo-later' : 'no-file-here';
};

/** Takes an input as the answer to the waiting question. */
export const answerWaiting = (work: Work, input: Input, afterMigration: boolean): void => {
  const frame = topFrame(work);
  const waiting = frame ? waitingOf(work, frame) : null;
  if (!frame || !waiting) return;
  const outcome = readAnswer(work, frame, waiting, input);
  if (outcome.is === 'problem') {
    if (keepsKnown(work, frame, waiting, input) || gathersLate(work, frame, waiting, input)) return;
    if (endsSeveral(work, frame, waiting, input) || keepsEarlyPhoto(work, frame, waiting, input)) return;
    if (
      waiting.question.routing &&
      waiting.question.kind === 'choice' &&
      takeFurtherOn(work, frame, waiting, input)
    )
      return;
    if (takeOtherWay(work, frame, waiting, input)) return;
    if (!waiting.question.opens && saidOfAlbum(work, input, 'refused')) return;
    if (outcome.forgets) replaceTop(work, withoutPending(frame));
    if (input.type === 'media' && input.kind !== 'voice' && !waiting.question.opens)
      work.said.push({ key: `common:problem.${unaskedFile(work, waiting)}` });
    refuse(work, waiting, outcome.problem, outcome.params);
  } else if (outcome.is === 'clarify') {
    keepTold(work, frame, waiting, Array.isArray(outcome.pending) ? outcome.pending : null, input);
    clarify(work, waiting, outcome);
  } else if (waiting.question.kind === 'group')
    answerGroup(work, frame, waiting, String(outcome.value), input);
  else if (waiting.question.several) takeSeveral(work, frame, waiting, outcome.value, input);
  else accept(work, frame, waiting, outcome.value, afterMigration, input);
};

/** A file of several, or the words that end them: «هذي العلب» under the photos, or instead of any. */
const takeSeveral = (work: Work, frame: Frame, waiting: Waiting, value: Json, input: Input): void => {
  const files = filesSoFar(frame, waiting);
  const isAlone = files.length === 0 && standsAlone(waiting, value);
  if (isAlone) accept(work, frame, waiting, value, false, input);
  else if (typeof value !== 'string') takeFile(work, frame, waiting, value, input);
  else if (isPlainYesNo(value) && parseYesNo(value) === 'no') finishSeveral(work, frame, waiting);
  else accept(work, withoutFiles(frame, waiting), waiting, [...files, value], false, input);
};

/** One of several files: it is kept, and more may follow until the answer is done. */
const takeFile = (work: Work, frame: Frame, waiting: Waiting, file: Json, input: Input): void => {
  const kept = withFile(frame, waiting, file);
  if (!kept) {
    if (saidOfAlbum(work, input, 'refused')) return;
    refuse(work, waiting, 'too-many-files', { most: limits.filesOfOne });
    return;
  }
  if (waiting.question.sensitive) work.sensitive = true;
  replaceTop(work, kept);
  if (!saidOfAlbum(work, input, 'taken')) putQuestion(work);
};

/** A page that came after its paper was done joins it, and the question is put again. */
const gathersLate = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean => {
  const joined = withLateFile(frame, waiting, input);
  if (!joined) return false;
  replaceTop(work, joined.frame);
  if (joined.target.sensitive) work.sensitive = true;
  if (saidOfAlbum(work, input, 'joined')) return true;
  const alone = joined.target.kind === 'text' ? 'joined-sent' : 'joined';
  const key = `common:several.${isOfAlbum(input) ? 'joined-album' : alone}`;
  work.said.push({ key, params: { count: pagesOf(joined.files) } });
  putQuestion(work);
  return true;
};

/** «تم», or no to the question whether there are more: the files that came are the answer. False where none came. */
export const finishSeveral = (work: Work, frame: Frame, waiting: Waiting): boolean => {
  const files = filesSoFar(frame, waiting);
  if (files.length === 0) return false;
  accept(work, withoutFiles(frame, waiting), waiting, [...files], false, { type: 'choice', id: 'done' });
  return true;
};

const endsSeveral = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean =>
  input.type === 'text' && parseYesNo(input.text) === 'no' && finishSeveral(work, frame, waiting);

/** «ايه نفسه»: what is known already stays. */
const keepsKnown = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean => {
  const known = knownOf(waiting);
  if (known === null || input.type !== 'text' || parseYesNo(input.text) !== 'yes') return false;
  work.events.push({ type: 'answered', flow: frame.flow, question: waiting.textKey });
  storeAnswer(work, frame, waiting, known, false);
  return true;
};

/** Words that may stand for themselves where any would do: no name of a way, no question, no yes and no. */
const isDescription = (input: Input, ways: readonly Option[]): boolean =>
  input.type === 'text' &&
  (input.text.match(/\p{L}{2,}/gu) ?? []).length > 1 &&
  !looksLikeQuestion(input.text) &&
  parseYesNo(input.text) === null &&
  closestOptions(ways, input.text).length === 0;

/** What a routing choice only leads to, sent at once (the location itself where the way to give it was asked). */
const takeFurtherOn = (work: Work, frame: Frame, waiting: Waiting, input: Input): boolean => {
  const { compiled, question } = waiting;
  const ids = choiceIds(question, frame.answers, work);
  // A way that is called what was sent comes before others that would take it too, and words of any sort come last.
  const further = ids.flatMap((id) => {
    const answers = { ...frame.answers, [question.key]: id };
    const { at, number } = walk(compiled, answers, work.facts);
    const next = at === null ? null : questionOf(compiled, at);
    const rank = id === input.type ? 0 : next?.kind === 'text' ? 2 : 1;
    return at === null || !next ? [] : [{ next, rank, frame: { ...frame, answers, at, number } }];
  });
  for (const way of further.toSorted((one, other) => one.rank - other.rank)) {
    if (way.next.kind === 'text' && !isDescription(input, optionsOf(work, frame, waiting))) continue;
    const there = waitingOf(work, way.frame);
    if (!there || readAnswer(work, way.frame, there, input).is !== 'answer') continue;
    work.events.push({ type: 'answered', flow: frame.flow, question: question.key });
    replaceTop(work, way.frame);
    answerWaiting(work, input, true);
    return true;
  }
  return false;
};

/** What belongs to another way than the one that was chosen: a description where the short address is asked. */
const takeOtherWay = (work: Work, frame: Frame, { compiled, question }: Waiting, input: Input): boolean => {
  const { keys } = walk(compiled, frame.answers, work.facts);
  const place = keys.indexOf(question.key);
  const routing = questionOf(compiled, keys[place - 1] ?? '');
  if (!routing?.routing || routing.kind !== 'choice' || input.type === 'choice') return false;
  const { [routing.key]: chosen, ...answers } = frame.answers;
  const before = settled(work, { ...frame, answers }, { at: routing.key, number: place });
  const waiting = waitingOf(work, before);
  if (!waiting) return false;
  const named = readAnswer(work, before, waiting, input);
  if (named.is !== 'answer') return takeFurtherOn(work, before, waiting, input);
  if (named.value === chosen) return false;
  replaceTop(work, before);
  answerWaiting(work, input, true);
  return true;
};

const accept = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  value: Json,
  afterMigration: boolean,
  input: Input,
): void => {
  const { question, compiled, textKey } = waiting;
  const wrong = ruleProblem(work, waiting, value);
  if (wrong !== null) {
    if (keepsKnown(work, frame, waiting, input)) return;
    keepTold(work, frame, waiting, value, input);
    refuse(work, waiting, wrong);
    return;
  }
  work.events.push({ type: 'answered', flow: frame.flow, question: textKey });
  if (question.sensitive) work.sensitive = true;
  const changes = question.sets?.(value);
  if (changes) {
    work.profile = { ...work.profile, ...changes };
    work.events.push({ type: 'profile-changed' });
  }
  if (question.opens) {
    openChosen(work, String(value));
    return;
  }
  if (question.setsAside?.(value)) {
    work.said.push({ key: `${compiled.namespace}:${textKey}.set-aside` });
    park(work);
    putQuestion(work);
    return;
  }
  sayChange(work, frame, waiting, value);
  const said = question.said?.(value, waiting.answers, work.context) ?? null;
  if (said !== null) {
    const shown = describeAnswer(question, value, compiled.namespace, textKey);
    work.said.push({ key: `${compiled.namespace}:${textKey}.${said}`, params: { value: shown } });
  }
  const told = toldBeside(work, frame, waiting, value, input);
  sayTold(work, frame, waiting, told);
  const known = { ...frame, answers: { ...withoutOutdated(frame, waiting, value), ...told } };
  keepsFirstOnly(work, waiting, { ...known.answers, [question.key]: value }, input);
  storeAnswer(work, markUnsent(known, compiled, question.key, value), waiting, value, afterMigration);
};

/** The answers without those that another value of this question outdates. */
const withoutOutdated = ({ answers }: Frame, { question, group }: Waiting, value: Json): Answers => {
  const before = answers[question.key] ?? null;
  const stands = group !== null || before === null || JSON.stringify(before) === JSON.stringify(value);
  const outdated = new Set<string>(stands ? [] : (question.outdates ?? []));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !outdated.has(key)));
};

/** An answer that was opened to be changed is said back, since its question is not seen again. */
const sayChange = (work: Work, frame: Frame, { question, compiled, group }: Waiting, value: Json): void => {
  if (frame.editedFrom === undefined || group !== null || question.choicesFrom) return;
  const before = frame.answers[question.key] ?? null;
  if (JSON.stringify(before) === JSON.stringify(value)) return;
  const label = { key: `${compiled.namespace}:${question.key}.label` };
  const shown = describeAnswer(question, value, compiled.namespace, question.key);
  const key = before === null ? 'common:noted' : 'common:edited';
  work.said.push({ key, params: { label, value: shown } });
};

/** Keeps a value under its question and goes on, within the line of a group or in the flow. */
export const storeAnswer = (
  work: Work,
  frame: Frame,
  waiting: Waiting,
  value: Json,
  afterMigration: boolean,
): void => {
  const { question } = waiting;
  if (waiting.group && frame.item) {
    stepInLine(work, frame, { ...frame.item.answers, [question.key]: value });
    return;
  }
  const changedEarlier = afterMigration || Object.hasOwn(frame.answers, question.key);
  stepOn(work, { ...frame, answers: { ...frame.answers, [question.key]: value } }, changedEarlier);
};

const answerGroup = (work: Work, frame: Frame, waiting: Waiting, wanted: string, input: Input): void => {
  const lines = linesOf(frame, waiting.question.key);
  if (wanted === 'done') {
    finishGroup(work, frame, waiting);
  } else if (lines.length >= limits.groupItems) {
    refuse(work, waiting, 'group-full', { most: limits.groupItems });
  } else if (wanted === 'line' && input.type === 'text' && fileOfLine(waiting.question)) {
    // Words begin no line that begins with a file.
    refuse(work, waiting, `expected.${fileOfLine(waiting.question)?.kind ?? 'document'}`);
  } else if (wanted === 'add') {
    beginLine(work);
  } else {
    beginLineWith(work, frame, waiting, input);
  }
};

/** Words typed between the lines are the first answer of another line. */
const beginLineWith = (work: Work, frame: Frame, waiting: Waiting, input: Input): void => {
  const first = waiting.question.questions?.[0];
  if (!first) return;
  const item = { group: waiting.question.key, answers: {}, at: first.key };
  replaceTop(work, { ...frame, item });
  answerWaiting(work, input, false);
};

export const finishGroup = (work: Work, frame: Frame, waiting: Waiting): void => {
  const { question } = waiting;
  const lines = linesOf(frame, question.key);
  if (lines.length < (question.minimumItems ?? 0)) {
    refuse(work, waiting, 'group-empty');
    return;
  }
  if (completesLines(work, frame, question)) return;
  const { [question.key]: _done, ...open } = frame.lines ?? {};
  const changedEarlier = Object.hasOwn(frame.answers, question.key);
  work.events.push({ type: 'answered', flow: frame.flow, question: question.key });
  stepOn(
    work,
    {
      ...markUnsent(frame, compiledOf(work, frame.flow), question.key, lines),
      lines: open,
      answers: { ...frame.answers, [question.key]: lines },
    },
    changedEarlier,
  );
};

/** The next question of a line, or the line is kept and the group asks what is next. */
const stepInLine = (work: Work, frame: Frame, answers: Answers): void => {
  const { item } = frame;
  const waiting = waitingOf(work, frame);
  const group = waiting?.group;
  if (!item || !group) return;
  const questions = group.questions ?? [];
  const from = questions.findIndex((question) => question.key === item.at);
  const isOpen = item.index !== undefined && lackingIn(work, group, item.answers).length > 0;
  // Of a line that was read whole, or told ahead of its questions, only what it lacks is asked.
  const isFilled = isOpen || item.index === undefined;
  const next = questions
    .slice(from + 1)
    .filter((question) => !isFilled || !Object.hasOwn(answers, question.key))
    .find((question) => question.when === undefined || question.when(answers, work.facts, frame.answers));
  if (next) {
    replaceTop(work, {
      ...outsideLine(frame),
      since: work.asked + 1,
      item: { ...item, answers, at: next.key },
    });
    putQuestion(work);
    return;
  }
  const kept = withLine(frame, group, answers);
  if (completesLines(work, kept, group)) return;
  const before = item.index === undefined ? null : linesOf(frame, group.key)[item.index];
  const isChange = before !== null && lackingIn(work, group, before ?? null).length === 0;
  saysAdded(work, kept, group, isChange, 1);
  moveTo(work, kept, group.key, frame.number);
};

/**
 * "That is all" within a line: an untouched line is dropped, one that lacks only what may be skipped is kept, and
 * the group is done. False when the line still needs an answer, so that the words are one.
 */
export const finishInLine = (work: Work, frame: Frame, waiting: Waiting): boolean => {
  const { group } = waiting;
  const { item } = frame;
  if (!group || !item) return false;
  const isUntouched = Object.keys(item.answers).length === 0;
  if (isUntouched && linesOf(frame, group.key).length < (group.minimumItems ?? 0)) {
    refuse(work, waiting, 'group-empty');
    return true;
  }
  const lacking = lackingIn(work, group, item.answers);
  if (!isUntouched && lacking.some((question) => !question.optional)) return false;
  const skipped = Object.fromEntries(lacking.map((question) => [question.key, null]));
  const closed = isUntouched ? outsideLine(frame) : withLine(frame, group, { ...item.answers, ...skipped });
  replaceTop(work, closed);
  const atGroup = waitingOf(work, closed);
  if (atGroup) finishGroup(work, closed, atGroup);
  return true;
};
