import { languageOfScript } from '../../src/kernel/script.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { calledSchema } from '../schemas.ts';

type Address = 'female' | 'male';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const women = wordSet(
  'حرمه مره بنت امراه انثي اخت اختك سيده ربه بيت woman female lady girl mother mom widow',
);
const men = wordSet('رجال رجل ذكر شاب ولد اخ اخوك man male guy boy father');
const around = wordSet('انا اني وانا معك معكم i am im a the اسم');
const introduces = /^(?:ناديني|نادوني|سموني|سميني|اسمي|إسمي|call me|my name is|my name[’']s)\s+/iu;
const parent = /^(?:(?:انا|أنا|معك|معكم)\s+)?(?:(أم|ام|umm|um)|(?:أبو|ابو|abu))\s+\p{L}/iu;
/** «call me later» names nobody. */
const noName = wordSet(
  'later please now back tomorrow today when asap again at on in after before soon by if only a an بعدين بكره اذا الحين غلط ناقص في على',
);
const mostWordsOfName = 3;

const nameIn = (words: string): string | null => {
  const named = introduces.test(words) ? words.replace(introduces, '') : words;
  if (named === words && !parent.test(words)) return null;
  const name = named.replace(/^(?:انا|أنا|معك|معكم)\s+/u, '').trim();
  const keys = matchKey(name).split(' ');
  const isName = keys.length <= mostWordsOfName && !keys.some((key) => noName.has(key) || /\d/.test(key));
  return isName && calledSchema.safeParse(name).success ? name : null;
};

const addressIn = (words: string): Address | null => {
  const keys = matchKey(words)
    .split(' ')
    .filter((key) => !around.has(key));
  if (keys.length === 0) return null;
  if (keys.every((key) => women.has(key))) return 'female';
  return keys.every((key) => men.has(key)) ? 'male' : null;
};

/**
 * What somebody says of themselves where the language is asked («بنت», "I'm a man", «أم صالح», "Call me John"): in the
 * language of their writing, how they are addressed and what they are called. Null where they say nothing of it.
 */
export const toldOfOneself = (
  written: string,
): {
  readonly answers: { readonly language: 'ar' | 'en'; readonly address?: Address };
  readonly called?: string;
} | null => {
  const words = written.replace(/[.!،,؟?…]+\s*$/u, '').trim();
  const called = nameIn(words);
  const kunya = called === null ? null : parent.exec(called);
  const address = kunya ? (kunya[1] === undefined ? 'male' : 'female') : addressIn(words);
  if (called === null && address === null) return null;
  const answers = {
    language: languageOfScript(words) ?? 'ar',
    ...(address === null ? {} : { address }),
  };
  return called === null ? { answers } : { answers, called };
};
