import { createInstance, type i18n } from 'i18next';
import type { Button } from '../channels/contract.ts';
import type { Choice, Message, Param, Params, Reader, Reply } from '../engine/vocabulary.ts';
import { formatDate } from '../kernel/dates.ts';
import { formatMoney } from '../kernel/money.ts';
import { isolate, toArabicDigits, toLatinDigits } from '../kernel/text.ts';
import type { Resources } from './resources.ts';

export type { Reader };

/** A reply in words. */
export interface RenderedTexts {
  readonly text: string;
  readonly choices: readonly Button[];
  readonly controls: readonly Button[];
  readonly requestLabel?: string;
}

export interface Renderer {
  message(message: Message, reader: Reader): string;
  reply(reply: Reply, reader: Reader): RenderedTexts;
  /** Whether a text exists in a language (its plural or gendered forms count). */
  has(key: string, language: Reader['language']): boolean;
}

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';
const leftToRightLetters = /[A-Za-z]/u;
const rightToLeftLetters = /[\u0590-\u08ff\ufb1d-\ufefc]/u;

/** Somebody's words inside a text of the other direction must not turn it around. */
const isolateWords = (words: string, language: Reader['language']): string => {
  const foreign = language === 'ar' ? leftToRightLetters : rightToLeftLetters;
  return foreign.test(words) && !words.includes('\u2066')
    ? `${firstStrongIsolate}${words}${popIsolate}`
    : words;
};

/** Around somebody's own words while a text is put together: characters of no language, taken out at its end. */
const saidBegins = '\ue000';
const saidEnds = '\ue001';
const saidMarks = /[\ue000\ue001]/gu;

/**
 * Codes, phones, addresses on the web and what somebody wrote keep their digits; everything else follows the
 * reader's preference.
 */
const untouched = /(\ue000[^\ue001]*\ue001|\u2066[^\u2069]*\u2069|https?:\/\/\S+|\/[a-z]+)/u;

const inDigits = (text: string, reader: Reader): string => {
  const convert = reader.language === 'ar' && reader.digits === 'arabic' ? toArabicDigits : toLatinDigits;
  return text
    .split(untouched)
    .map((part, position) => (position % 2 === 1 ? part : convert(part)))
    .join('')
    .replace(saidMarks, '');
};

const numberFormats = {
  arabic: new Intl.NumberFormat('ar-u-nu-arab', { maximumFractionDigits: 2 }),
  latin: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
};
const formatNumber = (value: number, { language, digits }: Reader): string =>
  numberFormats[language === 'ar' ? digits : 'latin'].format(value);
const comma = { ar: '، ', en: ', ' };
const listFormat = {
  ar: new Intl.ListFormat('ar', { style: 'long', type: 'conjunction' }),
  en: new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }),
};

const createTranslator = (resources: Resources): i18n => {
  const translator = createInstance();
  void translator.init({
    resources: resources as unknown as NonNullable<Parameters<i18n['init']>[0]>['resources'],
    fallbackLng: false,
    ns: [...new Set(Object.values(resources).flatMap((texts) => Object.keys(texts)))],
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  } as Parameters<i18n['init']>[0]);
  return translator;
};

/** English is written with its own digits, whatever the reader prefers in Arabic. */
const inOwnDigits = (reader: Reader): Reader =>
  reader.language === 'en' ? { ...reader, digits: 'latin' } : reader;

/** Texts from locales/, with values formatted for one reader. A missing text is shown as its key, and is a failed check. */
export const createRenderer = (resources: Resources): Renderer => {
  const translator = createTranslator(resources);

  const param = (value: Param, reader: Reader): string => {
    if (typeof value === 'string') return isolateWords(value, reader.language);
    if (typeof value === 'number') return formatNumber(value, reader);
    if ('money' in value) return formatMoney(value.money, inOwnDigits(reader));
    if ('date' in value)
      return formatDate(value.date, {
        ...reader,
        withHijri: value.withHijri ?? false,
        weekday: value.as !== 'day',
        short: value.as !== undefined,
      });
    if ('names' in value) return isolateWords(value.names[reader.language], reader.language);
    if ('code' in value) return isolate(value.code);
    if ('link' in value) return value.link;
    if ('said' in value)
      return saidBegins + isolateWords(value.said.replace(saidMarks, ''), reader.language) + saidEnds;
    if ('key' in value) return composed(value, reader);
    if ('outcome' in value) return '';
    const parts = value.list.map((entry) => param(entry, reader));
    if (value.as === 'words') return listFormat[reader.language].format(parts);
    return parts.join(value.as === 'fields' ? comma[reader.language] : '\n');
  };

  const values = (params: Params | undefined, reader: Reader): Record<string, string | number> => {
    const named: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params ?? {})) {
      // `count` stays a number: it chooses the plural form.
      named[name] = name === 'count' && typeof value === 'number' ? value : param(value, reader);
    }
    return named;
  };

  const composed = ({ key, or, params }: Message, reader: Reader): string => {
    const options = {
      lng: reader.language,
      ...values(params, reader),
      ...(reader.address ? { context: reader.address } : {}),
    };
    const keys = or === undefined ? [key] : [key, or];
    // Where women serve, a text that speaks of who serves has a form of its own, gendered like any.
    const text = translator.t(
      reader.womenOnly ? keys.flatMap((one) => [`${one}_women`, one]) : keys,
      options,
    );
    return String(text);
  };

  const message = (wanted: Message, reader: Reader): string => inDigits(composed(wanted, reader), reader);

  const button = ({ id, label }: Choice, reader: Reader): Button => ({
    id,
    label: 'text' in label ? label.text : message(label, reader),
  });

  return {
    message,
    reply: (reply, reader) => ({
      text: reply.parts
        .map((part) => message(part, reader).trim())
        .filter((text) => text !== '')
        .join('\n\n'),
      choices: (reply.choices ?? []).map((choice) => button(choice, reader)),
      controls: (reply.controls ?? []).map((choice) => button(choice, reader)),
      ...(reply.request ? { requestLabel: message({ key: `common:request.${reply.request}` }, reader) } : {}),
    }),
    has: (key, language) => translator.exists(key, { lng: language, count: 1, context: 'female' }),
  };
};
