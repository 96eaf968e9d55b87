import { putQuestion, sayNow } from './put-question.ts';
import { type Intent, questionOf } from './registry.ts';
import type { Choice, Drawing, Json, Message, Told } from './vocabulary.ts';
import { compiledOf, dataFor, topFrame, type Work } from './work.ts';

type Asking = Extract<Intent, { readonly ask: unknown }>;

const listed = (data: Json): readonly Told[] =>
  (Array.isArray(data) ? data : []) as unknown as readonly Told[];

/** The words alone of what data answers a sentence with. */
export const toldWords = (work: Work, { ask }: Asking): readonly Message[] =>
  listed(dataFor(work, ask)).map(({ drawing: _drawing, choices: _choices, ...message }) => message);

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

/** Answers a sentence by data, or by what its own flow draws, and puts the waiting question again. */
export const tell = (work: Work, intent: Asking): void => {
  const { ask, drawn } = intent;
  const drawing = drawn ? drawnHere(work, drawn) : null;
  if (!drawn || !drawing) {
    putQuestion(work, sayTold(work, listed(dataFor(work, ask))));
    return;
  }
  // The question itself comes with its picture.
  const top = topFrame(work);
  const isThere = top?.flow === drawn.flow && top.at === drawn.question;
  if (!isThere) sayTold(work, [{ key: drawn.say, drawing }]);
  putQuestion(work);
};
