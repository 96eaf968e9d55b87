import { progressOf } from './progress.ts';
import { putQuestion, sayNow } from './put-question.ts';
import { type Intent, questionOf } from './registry.ts';
import { isUntouched } from './untouched.ts';
import type { Choice, Drawing, Json, Message, Told } from './vocabulary.ts';
import { compiledOf, dataFor, topFrame, type Work } from './work.ts';

type Asking = Extract<Intent, { readonly ask: unknown }>;

/** What data answers with, but for what something that is under way tells itself. */
const listed = (work: Work, data: Json): readonly Told[] => {
  const under = new Set([...work.frames, ...work.parked.flat()].map(({ flow }) => flow));
  return ((Array.isArray(data) ? data : []) as unknown as readonly Told[]).flatMap(
    ({ unless, ...told }): readonly Told[] => (unless !== undefined && under.has(unless) ? [] : [told]),
  );
};

/** The words alone of what data answers a sentence with. */
export const toldWords = (work: Work, { ask }: Asking): readonly Message[] =>
  listed(work, dataFor(work, ask)).map(({ drawing: _drawing, choices: _choices, ...message }) => message);

/** Says it all, a picture in a message of its own; gives the buttons that stand below it. */
const sayTold = (work: Work, told: readonly Told[]): readonly Choice[] => {
  for (const { drawing, choices: _below, ...message } of told) {
    work.said.push(message);
    if (drawing) sayNow(work, drawing);
  }
  return told.flatMap(({ choices }) => choices ?? []);
};

/** What an open flow, or else one that was set aside, would draw at a question that it has come to; null where none has. */
const drawnHere = (work: Work, { flow, question }: NonNullable<Asking['drawn']>): Drawing | null => {
  for (const frame of [...work.frames.toReversed(), ...work.parked.flat()]) {
    if (frame.flow !== flow || (frame.at !== question && !Object.hasOwn(frame.answers, question))) continue;
    const drawing = questionOf(compiledOf(work, flow), question)?.draws?.(frame.answers) ?? null;
    if (drawing) return drawing;
  }
  return null;
};

/** How far a flow has come that was begun and is not the one that is asked now, with the button to go on; nothing where none is. */
const halfWay = (work: Work, { half }: Asking): readonly Told[] => {
  if (!half || topFrame(work)?.flow === half.flow) return [];
  for (const stack of [work.frames, ...work.parked]) {
    const place = stack.findIndex(({ flow, at }) => flow === half.flow && at !== null);
    const frame = stack[place];
    if (!frame || isUntouched(work, frame)) continue;
    const progress = progressOf(work.registry, stack.slice(0, place + 1), work.facts);
    const choices = [{ id: half.flow, label: { key: half.button } }];
    return [{ key: half.say, params: { ...progress }, choices }];
  }
  return [];
};

/** Answers a sentence by data, or by what its own flow draws, and puts the waiting question again. */
export const tell = (work: Work, intent: Asking): void => {
  const { ask, drawn } = intent;
  const drawing = drawn ? drawnHere(work, drawn) : null;
  if (!drawn || !drawing) {
    putQuestion(work, sayTold(work, [...listed(work, dataFor(work, ask)), ...halfWay(work, intent)]));
    return;
  }
  // The question itself comes with its picture.
  const top = topFrame(work);
  const isThere = top?.flow === drawn.flow && top.at === drawn.question;
  if (!isThere) sayTold(work, [{ key: drawn.say, drawing }]);
  putQuestion(work);
};
