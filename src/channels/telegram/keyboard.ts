import type { InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup } from 'grammy/types';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Button, RenderedReply } from '../contract.ts';
import { encodeCallback } from './callback-data.ts';

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' });
const lengthOf = (label: string): number => [...graphemes.segment(label)].length;

/** Characters that a button shows uncut on a narrow phone, by how many share the row. */
const shownCharacters = [Number.POSITIVE_INFINITY, 17, 10, 7];

const fits = (labels: readonly string[]): boolean => {
  const most = shownCharacters[labels.length - 1] ?? 0;
  return labels.every((label) => lengthOf(label) <= most);
};

/** Choices one or two a row, as their labels allow. */
const choiceRows = (choices: readonly Button[]): readonly (readonly Button[])[] => {
  const rows: Button[][] = [];
  for (const choice of choices) {
    const last = rows.at(-1);
    if (last?.length === 1 && fits([...last, choice].map(({ label }) => label))) last.push(choice);
    else rows.push([choice]);
  }
  return rows;
};

/** Controls in one last row; one whose label would be cut there stands below it. */
const controlRows = (controls: readonly Button[]): readonly (readonly Button[])[] => {
  if (fits(controls.map(({ label }) => label))) return controls.length > 0 ? [controls] : [];
  const longest = Math.max(...controls.map(({ label }) => lengthOf(label)));
  const long = controls.filter(({ label }) => lengthOf(label) === longest);
  const short = controls.filter((control) => !long.includes(control));
  return [...controlRows(short), ...long.map((control) => [control])];
};

const rowsOf = (reply: RenderedReply): readonly (readonly Button[])[] => [
  ...choiceRows(reply.choices),
  ...controlRows(reply.controls),
];

/** The reply's buttons under its message; null without any. Fails on an id that Telegram would not carry whole. */
export const inlineKeyboard = (reply: RenderedReply): Result<InlineKeyboardMarkup | null, string> => {
  const rows: { text: string; callback_data: string }[][] = [];
  for (const row of rowsOf(reply)) {
    const buttons: { text: string; callback_data: string }[] = [];
    for (const { id, label } of row) {
      const data = encodeCallback(id, reply.asked);
      if (data === null) return fail(`A choice's id is too long for a button: ${id.slice(0, 20)}…`);
      buttons.push({ text: label.toWellFormed(), callback_data: data });
    }
    rows.push(buttons);
  }
  return ok(rows.length > 0 ? { inline_keyboard: rows } : null);
};

const requestSigns = { contact: '📱', location: '📍' } as const;

/**
 * The keyboard that asks for a contact or a location. A message has one keyboard only, so choices and controls
 * stand below as plain words, which come back as text and are understood as such.
 */
export const requestKeyboard = (
  reply: RenderedReply,
  request: keyof typeof requestSigns,
): ReplyKeyboardMarkup => {
  const text = reply.requestLabel ?? requestSigns[request];
  const ask: KeyboardButton =
    request === 'contact' ? { text, request_contact: true } : { text, request_location: true };
  return {
    keyboard: [
      [ask],
      ...rowsOf(reply).map((row) => row.map(({ label }) => ({ text: label.toWellFormed() }))),
    ],
    one_time_keyboard: true,
    resize_keyboard: true,
  };
};
