import { beginsAlbum } from './album.ts';
import { describeAnswer, describeAnswers, describeItem, reviewLines } from './describe.ts';
import { pagesOf } from './files-of-answer.ts';
import { kindRules } from './kinds/index.ts';
import { limits } from './limits.ts';
import { progressOf } from './progress.ts';
import type { CompiledFlow } from './registry.ts';
import { fileOfLine, filesSoFar } from './several.ts';
import type {
  Answers,
  Choice,
  Drawing,
  Frame,
  Json,
  Kind,
  Message,
  Param,
  Question,
  Reply,
} from './vocabulary.ts';
import { walk } from './walk.ts';
import {
  compiledOf,
  dataFor,
  givenOnPath,
  knownOf,
  linesOf,
  parentQuestion,
  replaceTop,
  topFrame,
  type Waiting,
  type Work,
  waitingOf,
} from './work.ts';

const control = (id: string): Choice => ({ id, label: { key: `common:control.${id}` } });

/** Words cut to fit a button. */
const clip = (words: string, most: number): string => {
  const characters = [...words];
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join('')}…`;
};

const bytesOf = (words: string): number => new TextEncoder().encode(words).length;

/** Ids of a question's choices, where they do not come from data. */
export const choiceIds = (
  question: Question,
  answers: Answers,
  work: Pick<Work, 'facts'>,
): readonly string[] => {
  if (question.choices === undefined) return question.kind === 'yes-no' ? ['yes', 'no'] : [];
  return typeof question.choices === 'function' ? question.choices(answers, work.facts) : question.choices;
};

const choiceLabel = (waiting: Waiting, id: string): Choice['label'] =>
  waiting.question.kind === 'yes-no'
    ? { key: `${waiting.compiled.namespace}:${waiting.textKey}.choices.${id}`, or: `common:choice.${id}` }
    : { key: `${waiting.compiled.namespace}:${waiting.textKey}.choices.${id}` };

const offeredFromData = (work: Work, question: Question, answers: Answers): Frame['offered'] => {
  if (!question.choicesFrom) return undefined;
  const data = dataFor(work, question.choicesFrom(answers, work.facts));
  if (!Array.isArray(data)) return [];
  return data.slice(0, limits.choices).map((entry) => {
    const { id, label } = entry as { readonly id: string; readonly label: string };
    return { id, label: clip(label, limits.labelCharacters) };
  });
};

export const editChoices = (work: Work, frame: Frame): readonly Choice[] => {
  const compiled = compiledOf(work, frame.flow);
  return walk(compiled, frame.answers, work.facts)
    .keys.filter((key) => Object.hasOwn(frame.answers, key))
    .map((key) => ({
      id: `edit:${key}`,
      label: { key: 'common:control.edit', params: { label: { key: `${compiled.namespace}:${key}.label` } } },
    }));
};

/** A line's own words for its edit and remove buttons: its first answer, of files how many pages they are. */
const lineName = (group: Question, line: Json): Param => {
  const answers = (line ?? {}) as Answers;
  const own = (group.questions ?? [])
    .map(({ key }) => answers[key])
    .find((value) => !Array.isArray(value) && (value ?? null) !== null);
  if (own !== undefined) return clip(String(own), limits.ownWordsCharacters);
  const files = answers[group.questions?.[0]?.key ?? ''];
  return Array.isArray(files) ? { key: 'common:value.pages', params: { count: pagesOf(files) } } : '';
};

const groupChoices = (frame: Frame, group: Question): readonly Choice[] => {
  const lines = linesOf(frame, group.key);
  const perLine = lines.flatMap((line, position): readonly Choice[] => [
    {
      id: `edit:${group.key}.${position}`,
      label: { key: 'common:control.edit', params: { label: lineName(group, line) } },
    },
    {
      id: `remove:${group.key}.${position}`,
      label: { key: 'common:control.remove', params: { label: lineName(group, line) } },
    },
  ]);
  // The first file is sent, or the question skipped: neither needs a button of its own.
  if (lines.length === 0 && fileOfLine(group) !== null) return [];
  const add = lines.length < limits.groupItems ? [control('add')] : [];
  const done = lines.length >= (group.minimumItems ?? 0) ? [control('done')] : [];
  return [...add, ...done, ...perLine];
};

/** The choices shown with a question, in order. */
export const shownChoices = (work: Work, frame: Frame, waiting: Waiting): readonly Choice[] => {
  const { question } = waiting;
  if (question.kind === 'review') {
    const own = `${waiting.compiled.namespace}:${waiting.textKey}.submit`;
    return [{ id: 'submit', label: { key: own, or: 'common:control.submit' } }, ...editChoices(work, frame)];
  }
  if (question.kind === 'group') return groupChoices(frame, question);
  if (question.several) return filesSoFar(frame, waiting).length > 0 ? [control('done')] : [];
  if (question.corrects) {
    const own = choiceIds(question, waiting.answers, work).map((id) => ({
      id,
      label: choiceLabel(waiting, id),
    }));
    const wrong = new Set(question.corrects(waiting.answers, work.facts).map((key) => `edit:${key}`));
    const edits = editChoices(work, frame).filter((choice) => wrong.has(choice.id));
    // What stands in the way is put right first; where there is a yes to give, that is.
    return question.answersFirst ? [...own, ...edits] : [...edits, ...own];
  }
  if (frame.offered) return frame.offered.map(({ id, label }) => ({ id, label: { text: label } }));
  const ids = choiceIds(question, waiting.answers, work);
  const ticked = question.kind === 'multi-choice' && Array.isArray(frame.pending) ? frame.pending : [];
  const choices = ids.map((id): Choice => {
    const label = choiceLabel(waiting, id);
    return ticked.includes(id)
      ? { id, label: { key: 'common:multi.ticked', params: { label: label as Message } } }
      : { id, label };
  });
  const finish = question.kind === 'multi-choice' ? [control('done')] : [];
  // Pressed, a suggestion comes back as its button's id: one too long for that is only typed.
  const suggested = (question.suggests?.(waiting.answers, work.profile, frame.answers) ?? []).filter(
    (words) => bytesOf(words) <= limits.choiceIdBytes,
  );
  return [
    ...choices,
    ...finish,
    ...suggested.map(
      (words): Choice => ({ id: words, label: { text: clip(words, limits.labelCharacters) } }),
    ),
  ];
};

/** What a question is answered with now while its sub-flow asks it anew, at the first question of that; else null. */
const answeredBelow = (work: Work, frame: Frame, waiting: Waiting): Param | null => {
  const parent = parentQuestion(work);
  const below = work.frames.at(-2);
  const value = parent && below ? (below.answers[parent.key] ?? null) : null;
  const isBegun = frame.number > 1 || Object.hasOwn(waiting.answers, waiting.question.key);
  if (parent?.subflow === undefined || value === null || isBegun) return null;
  return describeAnswers(compiledOf(work, parent.subflow), value);
};

/**
 * What is optional and not answered; the files of a line that was begun without any, and lines that begin with a file while
 * there are none, also where that was answered before.
 */
const mayBeSkipped = (frame: Frame, waiting: Waiting, isOpen: boolean): boolean => {
  const { question, group } = waiting;
  if (fileOfLine(question)) return question.optional === true && linesOf(frame, question.key).length === 0;
  if (question.several && group !== null)
    return frame.item?.index === undefined && filesSoFar(frame, waiting).length === 0;
  return isOpen && question.optional === true;
};

const controlsFor = (work: Work, frame: Frame, waiting: Waiting): readonly Choice[] => {
  if (frame.flow === work.registry.home)
    return work.parked.length > 0 ? [control('continue'), control('help')] : [control('help')];
  const answered = Object.hasOwn(waiting.answers, waiting.question.key);
  const given = givenOnPath(waiting.compiled, frame, work.facts).before;
  const isAlone = frame.number <= 1 + given && !frame.item && parentQuestion(work) === null;
  const first = isAlone && frame.editedFrom === undefined;
  return [
    ...((answered || knownOf(waiting) !== null || answeredBelow(work, frame, waiting) !== null) &&
    waiting.question.kind !== 'group'
      ? [{ id: 'skip', label: { key: 'common:control.keep' } }]
      : []),
    ...(mayBeSkipped(frame, waiting, !answered && knownOf(waiting) === null) ? [control('skip')] : []),
    ...(first ? [] : [control('back')]),
    control('later'),
    control('help'),
  ];
};

/** Where one is is told from this many questions on. */
const fewestCounted = 3;

/** Whether the flow that she sees began with answers that were held already. */
const isLoaded = (work: Work, frame: Frame, { flow }: CompiledFlow): boolean => {
  const below = parentQuestion(work) === null ? undefined : work.frames.at(-2);
  const shown = below && below !== frame ? compiledOf(work, below.flow).flow : flow;
  return shown.preload !== undefined && !shown.asksAll;
};

/** Whose file the flow is about, where it says so. */
const headingOf = (frame: Frame, { compiled }: Waiting): readonly Message[] => {
  const heading = compiled.flow.heading?.(frame.params ?? {}) ?? null;
  return heading === null ? [] : [heading];
};

/** Whose file it is, where one is, the question, and what stood there before if it is being changed. */
const askingParts = (work: Work, frame: Frame, waiting: Waiting): readonly Message[] => {
  const { compiled, question, textKey } = waiting;
  const parts: Message[] = [...headingOf(frame, waiting)];
  const progress = progressOf(work.registry, work.frames, work.facts);
  // Of what was loaded most is never asked: its questions are no way to go.
  const isCounted =
    question.kind !== 'review' && question.ends === undefined && !isLoaded(work, frame, compiled);
  if (progress && progress.of >= fewestCounted && isCounted) {
    parts.push({ key: 'common:progress', params: { ...progress } });
  }
  const params = question.params?.(waiting.answers, work.context);
  const files = filesSoFar(frame, waiting);
  if (files.length > 0) {
    const count = pagesOf(files);
    const album = beginsAlbum(work) ? '-album' : '';
    parts.push({
      key: `${compiled.namespace}:${textKey}.more${album}`,
      or: `common:several.${question.kind === 'text' ? 'more-sent' : 'more'}${album}`,
      params: { count },
    });
    return parts;
  }
  const ask = `${compiled.namespace}:${textKey}.ask`;
  const isAnother = fileOfLine(question) !== null && linesOf(frame, question.key).length > 0;
  const asked = isAnother ? { key: `${compiled.namespace}:${textKey}.another`, or: ask } : { key: ask };
  parts.push({ ...asked, ...(params ? { params } : {}) });
  if (question.kind === 'review') {
    const { keys } = walk(compiled, frame.answers, work.facts);
    const lines = reviewLines(compiled, frame.answers, keys, (flow, value) =>
      describeAnswers(compiledOf(work, flow), value),
    );
    parts.push({ key: 'common:review.lines', params: { lines: { list: lines, as: 'lines' } } });
    if (frame.unsent)
      parts.push({ key: `${compiled.namespace}:${textKey}.unsent`, or: 'common:review.unsent' });
  } else if (question.kind === 'group') {
    const lines = linesOf(frame, question.key);
    if (lines.length > 0) {
      const listed = lines.map((line) => describeItem(question, line, compiled.namespace));
      parts.push({ key: 'common:group.lines', params: { lines: { list: listed, as: 'lines' } } });
    }
  } else if (Object.hasOwn(waiting.answers, question.key) || knownOf(waiting) !== null) {
    const given = waiting.answers[question.key] ?? knownOf(waiting);
    const value = question.choicesFrom
      ? frame.offered?.find(({ id }) => id === given)?.label
      : describeAnswer(question, given, compiled.namespace, textKey);
    if (value !== undefined) parts.push({ key: 'common:current', params: { value } });
  }
  const below = answeredBelow(work, frame, waiting);
  if (below !== null) parts.push({ key: 'common:current', params: { value: below } });
  return parts;
};

/** What is asked for beyond words; a number of somebody else's is not the phone's own. */
const requestOf = (question: Question) =>
  question.ofAnother ? undefined : kindRules[(fileOfLine(question) ?? question).kind].request;

const pushReply = (work: Work, reply: Omit<Reply, 'asked'>): void => {
  work.replies.push({ ...reply, asked: work.asked });
};

/** A frame without the number that was guessed: no word is a yes to what is not on the screen any more. */
export const withoutGuess = (frame: Frame, kind: Kind): Frame => {
  if (kind !== 'number' && kind !== 'money') return frame;
  const { pending: _guess, ...bare } = frame;
  return bare;
};

/** Says what has gathered and puts the waiting question of the top frame, as one message; `extra` follows its choices. */
export const putQuestion = (work: Work, extra: readonly Choice[] = []): void => {
  const top = topFrame(work);
  if (!top) return;
  const waiting = waitingOf(work, top);
  if (!waiting) throw new Error(`${top.flow} waits at no question`);
  const frame = withoutGuess(top, waiting.question.kind);
  const offered = offeredFromData(work, waiting.question, waiting.answers);
  const asked: Frame = offered ? { ...frame, offered } : frame;
  replaceTop(work, asked);
  work.asked += 1;
  const choices = [...shownChoices(work, asked, waiting), ...extra];
  const request = requestOf(waiting.question);
  const drawing = waiting.question.draws?.(waiting.answers) ?? null;
  pushReply(work, {
    parts: [...work.said, ...askingParts(work, asked, waiting)],
    ...(choices.length > 0 ? { choices } : {}),
    controls: controlsFor(work, asked, waiting),
    ...(request ? { request } : {}),
    ...(drawing ? { drawing } : {}),
  });
  work.said = [];
};

/** Puts a question back in other words (a clarification, a second try), with given choices. */
export const putAgain = (work: Work, parts: readonly Message[], choices: readonly Choice[]): void => {
  const frame = topFrame(work);
  const waiting = frame ? waitingOf(work, frame) : null;
  if (!frame || !waiting) return;
  work.asked += 1;
  const request = requestOf(waiting.question);
  pushReply(work, {
    parts: [...work.said, ...headingOf(frame, waiting), ...parts],
    ...(choices.length > 0 ? { choices } : {}),
    controls: controlsFor(work, frame, waiting),
    ...(request && choices.length === 0 ? { request } : {}),
  });
  work.said = [];
};

/** What has gathered, as a message of its own, before something else begins. */
export const sayNow = (work: Work, drawing?: Drawing): void => {
  if (work.said.length === 0) return;
  work.replies.push({ parts: work.said, ...(drawing ? { drawing } : {}) });
  work.said = [];
};
