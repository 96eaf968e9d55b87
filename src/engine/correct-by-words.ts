import { matchKey } from '../kernel/text.ts';
import { closestOptions, looksLikeQuestion, matchOption } from '../kernel/understanding.ts';
import { answerWaiting } from './answer.ts';
import { openedToChange } from './controls.ts';
import { describeAnswer } from './describe.ts';
import { namedInOwnWords } from './kinds/own-words.ts';
import { editChoices, putAgain, putQuestion } from './put-question.ts';
import { optionsOf, readAnswer, ruleProblem } from './read-answer.ts';
import { questionOf } from './registry.ts';
import type { Answers, Frame, Json, Kind, Question } from './vocabulary.ts';
import { walk } from './walk.ts';
import { compiledOf, isGiven, linesOf, replaceTop, settled, type Work, waitingOf } from './work.ts';

/** Kinds that find their value within a sentence themselves, also beside a denied one. */
const readsSentences: ReadonlySet<Kind> = new Set([
  'number',
  'money',
  'date',
  'phone',
  'national-id',
  'iban',
]);
const namesChoices: ReadonlySet<Kind> = new Set(['choice', 'multi-choice']);

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const denials = wordSet('مو مب مهب موب مش ماهو ماهي ليس ليست not');
/** Words around a value that say nothing of it. */
const around = wordSet(
  'انا الصحيح الصح في من الي صار صارت صرت هو هي يكون الحين الان بس لا و is am i im in live now the my its it are was a to into should be',
);
/** Words that bring what holds in place of what was denied. */
const instead = wordSet('انا وانا بل الا لا هو هي but its im i');
const inAddition = wordSet('بعد كمان ايضا وبعد برضو also too and');
/** Words of a sentence about a name, which is no name then. */
const aboutNames = wordSet(
  'غلط خطا ناقص ناقصه ناقصني مكتوب تغير صح صحيح اسم الجد العايله العائله زايد املائي غير ابي ابغى wrong missing changed not',
);
const apologies = wordSet('نسيت لحظه لحظة اسفه اسف معليش السموحه عفوا اقصد قصدي sorry meant oops');

/** How well the words of a choice must be met to be its new answer. */
const clearly = 0.75;

interface Word {
  readonly written: string;
  readonly key: string;
}

const wordsOf = (text: string): readonly Word[] =>
  text
    .split(/\s+/u)
    .map((written) => ({ written, key: matchKey(written) }))
    .filter(({ key }) => key !== '');

const written = (words: readonly Word[]): string => words.map((word) => word.written).join(' ');

/** «عنيزة مو بريدة» says the first, «مو عنيزة، أنا في بريدة» what comes after; null where nothing is denied. */
const affirmed = (words: readonly Word[]): readonly Word[] | null => {
  const denial = words.findIndex(({ key }) => denials.has(key));
  if (denial < 0) return null;
  const before = words.slice(0, denial);
  if (before.some(({ key }) => !around.has(key))) return before;
  const after = words.slice(denial + 1);
  const turn = after.findIndex(
    ({ key }, place) => place > 0 && (instead.has(key) || /[،,.]$/u.test(after[place - 1]?.written ?? '')),
  );
  return turn < 0 ? [] : after.slice(turn);
};

/** Where a label stands in the words, the last time where it is said again; null when it does not. */
const placeOf = (
  words: readonly Word[],
  label: string,
): { at: number; length: number; isRepeated: boolean } | null => {
  const keys = matchKey(label).split(' ');
  if (keys[0] === '') return null;
  const isHere = (_: Word, place: number): boolean =>
    keys.every((key, next) => words[place + next]?.key === key);
  const at = words.findLastIndex(isHere);
  return at < 0 ? null : { at, length: keys.length, isRepeated: words.findIndex(isHere) < at };
};

/** The words after a name that is said again («العنوان غلط، العنوان حي القادسية…»), as written; null where it is not. */
export const saidAgain = (text: string, labels: readonly string[]): string | null => {
  const words = wordsOf(text);
  const place = labels.flatMap((label) => placeOf(words, label) ?? []).find(({ isRepeated }) => isRepeated);
  const after = place ? words.slice(place.at + place.length) : [];
  return after.length < 2 || after.some(({ key }) => aboutNames.has(key)) ? null : written(after);
};

interface Named {
  readonly key: string;
  /** The question of each line, where the name is one of a group's. */
  readonly inner: Question | null;
  /** The words without the name, and those after it. */
  readonly rest: readonly Word[];
  readonly before: readonly Word[];
  readonly after: readonly Word[];
}

/** The questions whose very name stands in the words. */
const namedIn = (work: Work, frame: Frame, words: readonly Word[]): readonly Named[] => {
  const { namespace, flow } = compiledOf(work, frame.flow);
  const labelsOf = (key: string) => work.registry.lexicon.questionLabels(namespace, key);
  const find = (key: string, textKey: string, inner: Question | null): readonly Named[] => {
    const places = labelsOf(textKey).flatMap((label) => placeOf(words, label) ?? []);
    const [longest] = places.toSorted((one, other) => other.length - one.length);
    if (!longest) return [];
    // What was said of it before it is said again is no part of it («نسيت اسمي الثاني، اسمي خلود…»).
    const before = longest.isRepeated ? [] : words.slice(0, longest.at);
    const after = words.slice(longest.at + longest.length);
    return [{ key, inner, rest: [...before, ...after], before, after }];
  };
  return flow.questions.flatMap(({ key, questions = [] }) => [
    ...find(key, key, null),
    ...questions.flatMap((inner) => find(key, `${key}.${inner.key}`, inner)),
  ]);
};

/** An input that answers a question, as it would be typed there. */
export interface Reading {
  readonly key: string;
  readonly frame: Frame;
  readonly typed: string;
  readonly value: Json | undefined;
}

const openedAt = (work: Work, frame: Frame, key: string): Frame => {
  const { keys } = walk(compiledOf(work, frame.flow), frame.answers, work.facts);
  return settled(work, openedToChange(frame, key, keys.indexOf(key) + 1), {});
};

/** Words as an answer to an earlier question; null where it cannot be changed, or they are none. */
export const readingAt = (work: Work, frame: Frame, key: string, typed: string): Reading | null => {
  if (!canChange(work, frame, key)) return null;
  const opened = openedAt(work, frame, key);
  const asked = waitingOf(work, opened);
  const outcome = asked ? readAnswer(work, opened, asked, { type: 'text', text: typed }) : null;
  return outcome?.is === 'answer' ? { key, frame: opened, typed, value: outcome.value } : null;
};

/** The option that words say clearly; with a number in them only its very words do («١١ سنة» is not «سنة»). */
const saysChoice = (work: Work, frame: Frame, words: readonly Word[]): boolean => {
  const waiting = waitingOf(work, frame);
  const said = written(words);
  if (!waiting || said === '' || words.some(({ key }) => inAddition.has(key))) return false;
  const options = optionsOf(work, frame, waiting);
  const isNumbered = words.some(({ key }) => /\p{N}/u.test(key));
  if (isNumbered)
    return options.some(({ labels }) => labels.some((label) => matchKey(label) === matchKey(said)));
  if (waiting.question.kind === 'multi-choice') return true;
  return (matchOption(options, said)?.score ?? 0) >= clearly;
};

/** What is typed at a question to answer it with what a sentence says of it; null where that is no value of it. */
const typedAt = (
  work: Work,
  opened: Frame,
  { kind }: Question,
  text: string,
  { rest, before, after }: Named,
): string | null => {
  if (kind === 'money' || kind === 'number') {
    // «الدخل ٧٠٠٠ مو ٦٥٠٠»: only the amount that holds is read.
    const holds = affirmed(rest) ?? [];
    return holds.length > 0 ? written(holds) : text;
  }
  if (readsSentences.has(kind)) return text;
  if (namesChoices.has(kind)) {
    const said = (affirmed(rest) ?? rest).filter(({ key }) => !around.has(key));
    return saysChoice(work, opened, said) ? written(said) : null;
  }
  if (kind !== 'text' || before.some(({ key }) => !around.has(key))) return null;
  const said = affirmed(after) ?? after;
  const first = said.findIndex(({ key }) => !around.has(key));
  const name = first < 0 ? [] : said.slice(first);
  return name.length === 0 || name.some(({ key }) => aboutNames.has(key)) ? null : written(name);
};

const canChange = (work: Work, frame: Frame, key: string): Question | null => {
  const question = questionOf(compiledOf(work, frame.flow), key);
  const isOpen = question !== null && question.subflow === undefined && Object.hasOwn(frame.answers, key);
  return isOpen && key !== frame.at && !isGiven(frame, key) ? question : null;
};

const readingOf = (work: Work, frame: Frame, text: string, named: Named): readonly Reading[] => {
  const question = canChange(work, frame, named.key);
  if (!question || named.inner) return [];
  const opened = openedAt(work, frame, named.key);
  const asked = waitingOf(work, opened);
  const typed = typedAt(work, opened, question, text, named);
  if (!asked || typed === null) return [];
  const outcome = readAnswer(work, opened, asked, { type: 'text', text: typed });
  if (outcome.is === 'problem') return [];
  const value = outcome.is === 'answer' ? outcome.value : undefined;
  const isWrongName =
    question.kind === 'text' && value !== undefined && ruleProblem(work, asked, value) !== null;
  return isWrongName ? [] : [{ key: named.key, frame: opened, typed, value }];
};

/** Without a name, what is put in place of something denied («عنيزة مو بريدة») where it fits one choice only. */
const unnamedReadings = (work: Work, frame: Frame, words: readonly Word[]): readonly Reading[] => {
  const said = affirmed(words)?.filter(({ key }) => !around.has(key)) ?? [];
  if (said.length === 0) return [];
  return Object.keys(frame.answers).flatMap((key) => {
    const question = canChange(work, frame, key);
    if (question?.kind !== 'choice') return [];
    return readingOf(work, frame, written(said), { key, inner: null, rest: said, before: [], after: said });
  });
};

/** The yes or no of which a choice is named in words of its own («ابي حريم بس»), whatever the question is called. */
const ownWordReadings = (work: Work, frame: Frame, text: string): readonly Reading[] =>
  Object.keys(frame.answers).flatMap((key) => {
    const question = canChange(work, frame, key);
    if (question?.kind !== 'yes-no') return [];
    const opened = openedAt(work, frame, key);
    const asked = waitingOf(work, opened);
    const said = asked ? namedInOwnWords(optionsOf(work, opened, asked), text) : null;
    return said === null || said === 'unclear'
      ? []
      : [{ key, frame: opened, typed: text, value: said === 'yes' }];
  });

/** The choice whose very label was said («جوالي أنا»), where it is one of one question's only. */
const labelReadings = (work: Work, frame: Frame, text: string): readonly Reading[] =>
  Object.keys(frame.answers).flatMap((key) => {
    const question = canChange(work, frame, key);
    if (question?.kind !== 'choice' || question.choicesFrom) return [];
    const opened = openedAt(work, frame, key);
    const asked = waitingOf(work, opened);
    const said = asked
      ? optionsOf(work, opened, asked).find(({ labels }) =>
          labels.some((label) => matchKey(label) === matchKey(text)),
        )
      : undefined;
    return said === undefined ? [] : [{ key, frame: opened, typed: text, value: said.id }];
  });

/** Takes it as if typed there, which leads back to where one was; what stands so already is said. */
export const takeReading = (
  work: Work,
  frame: Frame,
  { key, value, typed, frame: opened }: Reading,
): void => {
  const { namespace } = compiledOf(work, frame.flow);
  const asked = waitingOf(work, opened);
  if (value === undefined || JSON.stringify(value) !== JSON.stringify(frame.answers[key] ?? null)) {
    replaceTop(work, opened);
    answerWaiting(work, { type: 'text', text: typed }, true);
    return;
  }
  if (!asked) return;
  const shown = describeAnswer(asked.question, value, namespace, key);
  work.said.push({
    key: 'common:stands-so',
    params: { label: { key: `${namespace}:${key}.label` }, value: shown },
  });
  putQuestion(work);
};

/** The line that a sentence is about: the only one, or the one it names. */
const lineIn = (frame: Frame, group: Question, text: string): number | null => {
  const lines = linesOf(frame, group.key);
  if (lines.length === 1) return 0;
  const first = group.questions?.[0];
  const options = lines.map((line, place) => ({
    id: String(place),
    labels: [String((line as Answers)[first?.key ?? ''] ?? '')],
  }));
  const [found, ...others] = closestOptions(options, text);
  return found && others.length === 0 ? Number(found.id) : null;
};

/** «السعر صار ٣٠»: one answer of a line that is done. */
const changesLine = (work: Work, frame: Frame, text: string, { key, inner }: Named): boolean => {
  const group = canChange(work, frame, key);
  const at = group ? lineIn(frame, group, text) : null;
  if (!group || !inner || at === null || !readsSentences.has(inner.kind)) return false;
  const line = linesOf(frame, key)[at] as Answers;
  const item = { group: key, answers: line, at: inner.key, index: at };
  const opened: Frame = { ...openedAt(work, frame, key), item };
  const asked = waitingOf(work, opened);
  const outcome = asked ? readAnswer(work, opened, asked, { type: 'text', text }) : null;
  if (!asked || outcome?.is !== 'answer' || ruleProblem(work, asked, outcome.value) !== null) return false;
  const lines = linesOf(frame, key).map((old, place) =>
    place === at ? { ...line, [inner.key]: outcome.value } : old,
  );
  const { namespace } = compiledOf(work, frame.flow);
  const textKey = `${key}.${inner.key}`;
  work.events.push({ type: 'answered', flow: frame.flow, question: textKey });
  replaceTop(work, { ...frame, answers: { ...frame.answers, [key]: lines } });
  const value = describeAnswer(inner, outcome.value, namespace, textKey);
  work.said.push({
    key: 'common:edited',
    params: { label: { key: `${namespace}:${textKey}.label` }, value },
  });
  putQuestion(work);
  return true;
};

/**
 * A sentence that names an earlier answer and brings its new value («الدخل تسعة آلاف», «ساكنة عنيزة مو بريدة»):
 * taken, and said back. `said` is the sentence without words of changing. False where it names none or several, or
 * brings no value of it.
 */
export const correctByWords = (work: Work, frame: Frame, text: string, said: string): boolean => {
  if (looksLikeQuestion(text)) return false;
  const words = wordsOf(said).filter(({ key }) => !apologies.has(key));
  const named = namedIn(work, frame, words);
  if (named.some(({ key }) => key === frame.at)) return false;
  const own = ownWordReadings(work, frame, text);
  const inWords = (): readonly Reading[] =>
    named.length > 0
      ? named.flatMap((name) => readingOf(work, frame, text, name))
      : unnamedReadings(work, frame, words);
  const labelled = own.length > 0 ? [] : labelReadings(work, frame, text);
  const readings = own.length > 0 ? own : labelled.length === 1 ? labelled : inWords();
  const [only, ...others] = readings;
  if (only && others.length === 0) {
    takeReading(work, frame, only);
    return true;
  }
  const ofLines = named.filter(({ inner }) => inner !== null);
  const [line] = ofLines;
  return !only && line !== undefined && ofLines.length === 1 && changesLine(work, frame, text, line);
};

const refusals = wordSet('لا كلا لأ no nope');
const ofNumbers: ReadonlySet<Kind> = new Set(['money', 'number']);

/**
 * «لا الالتزامات ٨٠٠» where yes or no is asked, or what stands in the way: the number is of the answer that is named, and
 * neither a refusal nor a value of another. Between several it is asked back. False where no number of any is told.
 */
export const correctsNumber = (work: Work, frame: Frame, text: string): boolean => {
  if (looksLikeQuestion(text)) return false;
  // «والالتزامات ٣٠٠» is named as well as «الالتزامات».
  const words = wordsOf(text.replace(/(?<=\s)و(?=ال)/gu, ''));
  const said = words.slice(words.findIndex(({ key }) => !refusals.has(key)));
  const flow = compiledOf(work, frame.flow);
  const named = namedIn(work, frame, said).filter(({ key, inner }) => {
    const kind = (inner ?? questionOf(flow, key))?.kind;
    return kind !== undefined && ofNumbers.has(kind);
  });
  const keys = new Set(named.map(({ key }) => key).filter((key) => canChange(work, frame, key)));
  if (keys.size > 1 && /\p{N}/u.test(text)) {
    const some = editChoices(work, frame).filter(({ id }) => keys.has(id.slice('edit:'.length)));
    putAgain(work, [{ key: 'common:edit-which' }], some);
    return true;
  }
  const [reading] = named.flatMap((name) => readingOf(work, frame, written(said), name));
  if (reading) takeReading(work, frame, reading);
  return reading !== undefined;
};

/** Whether a sentence begs pardon for an earlier answer («sorry», «أقصد»). */
export const begsPardon = (text: string): boolean => wordsOf(text).some(({ key }) => apologies.has(key));

/** A sentence without its words of apology. */
export const withoutApologies = (text: string): string =>
  written(wordsOf(text).filter(({ key }) => !apologies.has(key)));
