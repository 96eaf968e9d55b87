import type { Answers } from '../../src/engine/vocabulary.ts';
import { parseMobile } from '../../src/kernel/identifiers.ts';
import { matchKey, toLatinDigits } from '../../src/kernel/text.ts';
import { isSentence, nameAlone } from '../names.ts';
import { calledSchema } from '../schemas.ts';

const mobileShape = /(?:\+|00)?966[\s-]?0?5(?:[\s-]?\d){8}(?!\d)|(?<!\d)0?5(?:[\s-]?\d){8}(?!\d)/u;

/** What stands around a guarantor's name, and is none of it. */
const around =
  /(?<![\p{L}\p{M}])(?:و?(?:كفيلي|الكفيل|كفيل|اسمه|اسمها|جواله|جوالها|رقمه|رقمها|رقم|جوال|هو|هي|هذا|هذي|لقيت|لقينا|حصلت|بيكفلني|يكفلني|بتكفلني|تكفلني|[أا]بي|[أا]بغ[ىيا]|[أا]غير|نغير|غيروا|بدلوا|يصير)|i|we|an?|found|want|change|to|will|be|my|guarantor|is|his|her|name|number|mobile|phone|the|it[’']s)(?![\p{L}\p{M}])|(?<![\p{L}\p{M}])ل(?=[أا](?:بو|م)\s)|[:؛;،,.()\u2066-\u2069]/giu;
/** Words that say of a name outright that it is the guarantor's. */
const outright =
  /(?:كفيلي?|الكفيل)\s+(?:هو|هي|اسمه|اسمها|يصير)\s|(?:^|\s)ب?[يت]كفلني(?:\s|$)|guarantor(?:[’']s name)? (?:is|will be)\s/iu;
const my = /^(?:كفيلي|my guarantor)\s/iu;
const kunya = /^(?:أبو|ابو|أم|ام|abu|umm?)\s/iu;

/** A number beside these is the family's own, or one to call. */
const ofOthers =
  /(?:^|\s)(?:جوالي|رقمي|تلفوني|اتصل\p{L}*|كلم\p{L}*|دق\p{L}?|صار|غيرت|تغير\p{L}*|my (?:number|mobile|phone)|call)(?:\s|$)/iu;
const mostWordsOfName = 5;

const relations: readonly (readonly [words: RegExp, relation: string])[] = [
  [/^(?:زوجي|رجلي|my husband|husband)$/u, 'husband'],
  [/^(?:زوجتي|حرمتي|my wife|wife)$/u, 'wife'],
  [/^(?:ابوي|ابي|والدي|امي|والدتي|father|mother|dad|mom)$/u, 'parent'],
  [/^(?:اخوي|اخي|اختي|خوي|brother|sister)$/u, 'sibling'],
  [/^(?:ولدي|ابني|بنتي|son|daughter)$/u, 'child'],
  [/^(?:عمي|خالي|عمتي|خالتي|قريبي|قريبتي|uncle|aunt|cousin)$/u, 'relative'],
  [/^(?:صديقي|صديقتي|جاري|جارتي|جارنا|friend|neighbour|neighbor)$/u, 'friend'],
];

/** The relation that a text begins or ends with («أخوي محمد»), or is («زوجي»), and what is left of it. */
const relationIn = (text: string): { readonly relation: string | null; readonly rest: string } => {
  const parts = text.split(/\s+/u).filter((part) => part !== '');
  for (const place of [0, parts.length - 1]) {
    const found = relations.find(([words]) => words.test(matchKey(parts[place] ?? '')));
    if (found) {
      return { relation: found[1], rest: parts.filter((_, other) => other !== place).join(' ') };
    }
  }
  return { relation: null, rest: parts.join(' ') };
};

/**
 * Whom words name as guarantor: «محمد السالم ٠٥٥…», «كفيلي أخوي محمد», or a number alone. Null where they name nobody.
 * The answers are those of the flow: the number as a typed one.
 */
export const guarantorTold = (words: string): Answers | null => {
  const typed = toLatinDigits(words);
  if (ofOthers.test(matchKey(typed))) return null;
  const shown = mobileShape.exec(typed)?.[0];
  const parsed = shown === undefined ? null : parseMobile(shown);
  const mobile = parsed?.ok ? { mobile: parsed.value, own: false } : null;
  const { relation, rest } = relationIn(typed.replace(shown ?? '', ' ').replace(around, ' '));
  const name = nameAlone(rest);
  const isShort = name !== '' && name.split(' ').length <= mostWordsOfName && !/\d/u.test(name);
  const isName = isShort && !isSentence(name) && calledSchema.safeParse(name).success;
  // What is left and no name is a sentence about something else.
  if (!isName && rest !== '') return null;
  const isSaid = outright.test(words) || (my.test(words) && (relation !== null || kunya.test(name)));
  if (mobile === null && !isSaid) return null;
  const told = {
    ...(isName ? { name } : {}),
    ...(relation === null ? {} : { relation }),
    ...(mobile === null ? {} : { mobile }),
  };
  return Object.keys(told).length === 0 ? null : told;
};
