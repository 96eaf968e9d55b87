import { toLatinDigits } from './characters.ts';
import { matchKey } from './match-key.ts';
import { wordOf } from './number-words.ts';

/** How many people a text says that live together; `sure` where it names the number itself. */
export interface PeopleCount {
  readonly people: number;
  readonly sure: boolean;
  /** Only children were told, so many: who else lives there is not known. */
  readonly children?: number;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** All words are match keys. */
const self = set('انا me myself i');
const onePerson = set(
  'زوجي زوجتي رجلي مرتي حرمتي امي ابوي والدي والدتي الوالد الوالده جدتي جدي اختي اخوي اخي عمتي عمي خالتي خالي حماتي بنتي ولدي ابني بنت ولد طفل طفله رضيع بزر husband wife mother father mom dad son daughter sister brother child baby grandmother grandfather',
);
const twoPeople = set('ولدين بنتين طفلين ابنين الوالدين والديني والدينا');
const manyPeople = set(
  'عيال عيالي عيالنا العيال اولاد اولادي الاولاد بنات بناتي البنات بنين اطفال اطفالي الاطفال ابناء ابنائي بزران بزارين ورعان خوات خواتي اخوان اخواني kids children sons daughters boys girls brothers sisters',
);
const heads = set('نفر انفار افراد فرد شخص اشخاص people persons members');
const around = set(
  'مع و حنا احنا نحن and my we are us the of with معي عندي يعني بس تقريبا والله الحمد لله ما شاء ماشاءالله الله يحفظهم يخليهم في البيت بالبيت كلنا',
);
const mostPeople = 40;

const numberIn = (word: string): number | null => {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const said = wordOf(word);
  if (said === null || !Number.isInteger(said.value) || said.value < 1) return null;
  return said.value <= mostPeople ? said.value : null;
};

const known = (word: string): boolean =>
  [self, onePerson, twoPeople, manyPeople, heads, around].some((words) => words.has(word)) ||
  numberIn(word) !== null;

/** The word without the «و» or «ال» that is only written together with it. */
const bare = (word: string): string => {
  const options = [word, word.replace(/^و/, ''), word.replace(/^و?ال/, '')];
  return options.find(known) ?? word;
};

/**
 * Counts the people of a household that a text tells one by one («أنا وزوجي وخمس عيال» are seven), whoever writes
 * among them. Null where it tells nobody, or holds words that are no people.
 */
export function countPeople(raw: string): PeopleCount | null {
  const key = matchKey(toLatinDigits(raw));
  const words = key === '' ? [] : key.split(' ');
  if (words.length < 2 || words.length > 16) return null;
  let told = 0;
  let total: number | null = null;
  let waiting: number | null = null;
  let uncounted = false;
  let namesSelf = false;
  let onlyChildren = true;
  for (const written of words) {
    const word = bare(written);
    const number = numberIn(word);
    if (number !== null) {
      if (waiting !== null) return null;
      // «عيالي الخمسه»: the number belongs to those before it.
      if (uncounted && /^و?ال/.test(written)) {
        told += number;
        uncounted = false;
      } else waiting = number;
    } else if (manyPeople.has(word)) {
      if (waiting === null) uncounted = true;
      else told += waiting;
      waiting = null;
    } else if (self.has(word) || onePerson.has(word) || twoPeople.has(word) || heads.has(word)) {
      // «سته انا وزوجي واربع عيال»: a number before anybody is told is all of them.
      if (waiting !== null && (told > 0 || total !== null)) return null;
      total ??= waiting;
      waiting = null;
      namesSelf ||= self.has(word);
      onlyChildren = false;
      if (!heads.has(word)) told += twoPeople.has(word) ? 2 : 1;
    } else if (!around.has(word)) return null;
  }
  if (waiting !== null || told === 0) return null;
  if (total !== null) return { people: total, sure: uncounted || told <= total };
  const people = namesSelf ? told : told + 1;
  if (uncounted || people > mostPeople) return null;
  return onlyChildren ? { people, sure: false, children: told } : { people, sure: false };
}
