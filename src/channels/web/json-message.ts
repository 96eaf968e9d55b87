import { fail, ok, type Result } from '../../kernel/result.ts';
import type { IncomingBody } from '../contract.ts';
import { escapeUnstorable } from './escape.ts';
import { messageId } from './identifiers.ts';
import { webLimits } from './limits.ts';
import { problem, type WebProblem } from './problem.ts';

export interface ParsedMessage {
  readonly id: string;
  readonly body: IncomingBody;
  readonly languageHint?: 'ar' | 'en';
}

type Fields = { readonly [name: string]: unknown };

const wrongShape = (message: string) => fail(problem(400, 'wrong-shape', message));

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isChoiceId = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= webLimits.choiceIdCharacters;

const isWithin = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most;

/** One reader per kind of message; the name is the field that carries it. */
const readers: {
  readonly [name: string]: (value: unknown, fields: Fields) => Result<IncomingBody, WebProblem>;
} = {
  text: (value) =>
    typeof value === 'string'
      ? ok({ type: 'text', text: escapeUnstorable(value) })
      : wrongShape('"text" is a string.'),
  choice: (value, fields) => {
    if (!isChoiceId(value)) return wrongShape('"choice" is the id of a choice, a string.');
    const id = escapeUnstorable(value);
    if (fields.asked === undefined) return ok({ type: 'choice', id });
    if (!Number.isSafeInteger(fields.asked))
      return wrongShape('"asked" is the whole number a reply carried.');
    return ok({ type: 'choice', id, asked: fields.asked as number });
  },
  choices: (value) =>
    Array.isArray(value) && value.length <= webLimits.choicesOfOneMessage && value.every(isChoiceId)
      ? ok({ type: 'choices', ids: value.map(escapeUnstorable) })
      : wrongShape(`"choices" is a list of at most ${webLimits.choicesOfOneMessage} ids of choices.`),
  location: (value) =>
    isFields(value) && isWithin(value.lat, 90) && isWithin(value.lon, 180)
      ? ok({ type: 'location', lat: value.lat, lon: value.lon })
      : wrongShape('"location" is {"lat": -90 to 90, "lon": -180 to 180}, in degrees.'),
  // Typed into a page, a number is not proved to be the sender's.
  contact: (value) =>
    isFields(value) && typeof value.phone === 'string' && value.phone.length <= webLimits.phoneCharacters
      ? ok({ type: 'contact', phone: escapeUnstorable(value.phone), own: false })
      : wrongShape('"contact" is {"phone": "<number>"}.'),
};

function parseJson(bytes: Uint8Array): Result<unknown, WebProblem> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return fail(problem(400, 'malformed-json', 'The body is not JSON in UTF-8.'));
  }
}

/** A message as JSON: its id and exactly one of text, choice, choices, location, contact. */
export function readJsonMessage(bytes: Uint8Array): Result<ParsedMessage, WebProblem> {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return parsed;
  const fields = parsed.value;
  if (!isFields(fields)) return wrongShape('The body is a JSON object.');
  const id = messageId(fields.id);
  if (!id.ok) return id;
  const given = Object.keys(readers).filter((name) => fields[name] !== undefined);
  const name = given[0];
  if (name === undefined || given.length > 1) {
    return wrongShape(
      `A message holds exactly one of ${Object.keys(readers).join(', ')}; this one holds ${given.length === 0 ? 'none' : given.join(' and ')}.`,
    );
  }
  const body = readers[name]!(fields[name], fields);
  if (!body.ok) return body;
  const { language } = fields;
  if (language !== undefined && language !== 'ar' && language !== 'en') {
    return wrongShape('"language" is "ar" or "en".');
  }
  return ok({
    id: id.value,
    body: body.value,
    ...(language === undefined ? {} : { languageHint: language }),
  });
}
