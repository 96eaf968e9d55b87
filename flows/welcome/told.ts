import type { ToldInstead } from '../../src/engine/vocabulary.ts';
import { languageOfScript } from '../../src/kernel/script.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { firstNameOf, nameAlone } from '../names.ts';
import { townToldIn } from '../registration/towns.ts';
import { calledSchema, fullNameSchema } from '../schemas.ts';

type Address = 'female' | 'male';
type Told = ToldInstead<{ language: 'ar' | 'en'; address: Address }>;

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const women = wordSet(
  'حرمه مره بنت امراه انثي اخت اختك سيده ربه بيت woman female lady girl mother mom widow',
);
const men = wordSet('رجال رجل ذكر شاب ولد اخ اخوك man male guy boy father');
const around = wordSet('انا اني وانا معك معكم i am im a the اسم');
/** Words of greeting before the name. */
const greets =
  /^(?:(?:و?عليكم )?(?:ال)?سلام(?: عليكم)?(?: و?رحم[ةه] الله)?(?: و?بركاته)?|يا هلا|هلا والله|هلا|مرحبا|[أا]هلا|[أا]هلين|صباح الخير|مساء الخير|حياكم الله|معك|معكم|hi|hello|hey|good (?:morning|evening|day)|salam|this is)[\s،,.!]+/iu;
const introduces = /^(?:ناديني|نادوني|سموني|سميني|اسمي|إسمي|call me|my name is|my name[’']s)\s+/iu;
const parent = /^(?:(أم|ام|umm?)|(?:أبو|ابو|abu))\s+\p{L}/iu;
/** «الحربي», "Al-Harbi": a family's name, which ends a name that nobody introduced. */
const familyName = /\s(?:ال\p{L}{2,}ي|al[- ]?\p{L}{3,})$/iu;
/** «call me later» names nobody. */
const noName = wordSet(
  'later please now back tomorrow today when asap again at on in after before soon by if only a an بعدين بكره اذا الحين غلط ناقص في على',
);
const mostWordsOfName = 3;

const withoutGreeting = (words: string): string => {
  const bare = words.replace(greets, '');
  return bare === words ? words : withoutGreeting(bare);
};

/** What somebody is called, by words that name nothing else; a whole name is known by its last word. */
const nameIn = (words: string): { readonly called: string; readonly fullName?: string } | null => {
  const bare = withoutGreeting(words);
  const name = nameAlone(bare);
  const keys = matchKey(name).split(' ');
  if (keys.some((key) => noName.has(key) || /\d/.test(key))) return null;
  const isParent = parent.test(name);
  if (!isParent && familyName.test(name) && fullNameSchema.safeParse(name).success)
    return { called: firstNameOf(name), fullName: name };
  if (!isParent && !introduces.test(bare)) return null;
  return keys.length <= mostWordsOfName && calledSchema.safeParse(name).success ? { called: name } : null;
};

const addressIn = (words: string): Address | null => {
  const keys = matchKey(words)
    .split(' ')
    .filter((key) => !around.has(key));
  if (keys.length === 0) return null;
  if (keys.every((key) => women.has(key))) return 'female';
  return keys.every((key) => men.has(key)) ? 'male' : null;
};

/** What the registration need not ask: it offers it. */
const forRegistration = (words: string, fullName: string | undefined): Pick<Told, 'later'> => {
  const { city } = townToldIn(words);
  const answers = {
    ...(fullName === undefined ? {} : { toldName: fullName }),
    ...(city === undefined ? {} : { toldCity: city }),
  };
  return Object.keys(answers).length === 0 ? {} : { later: { flow: 'registration', answers } };
};

/**
 * What somebody says of themselves in the first message, or where the language is asked («بنت», "I'm a man», «أنا أم صالح
 * من بريدة», "Call me John"): in the language of their writing, how they are addressed, what they are called, and
 * what the registration would ask. Null where they say nothing of it.
 */
export const toldOfOneself = (written: string): Told | null => {
  const words = written.replace(/[.!،,؟?…]+\s*$/u, '').trim();
  const named = nameIn(words);
  const kunya = named === null ? null : parent.exec(named.called);
  const address = kunya ? (kunya[1] === undefined ? 'male' : 'female') : addressIn(words);
  if (named === null && address === null) return null;
  const answers = {
    language: languageOfScript(words) ?? ('ar' as const),
    ...(address === null ? {} : { address }),
  };
  return named === null
    ? { answers }
    : { answers, called: named.called, ...forRegistration(words, named.fullName) };
};
