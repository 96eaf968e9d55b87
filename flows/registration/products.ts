import type { Answers } from '../../src/engine/vocabulary.ts';
import { parseMoney } from '../../src/kernel/money.ts';
import { namedNumbers } from '../../src/kernel/named-numbers.ts';
import { parseNumber } from '../../src/kernel/numbers.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { productAlone } from '../names.ts';

const verb = '(?:[اأ]سوي|نسوي|[اأ]بيع|نبيع|[اأ]صنع|[اأ]طبخ)\\p{L}*';
/** «كليجا وبعد معمول»: another one follows; «معمول بعد أسويه» only tells more of the same. */
const another = new RegExp(
  `[\\n؛;]|[،,](?![\\d٠-٩])|\\s+(?:و\\s*)?(?:بعد|كمان|[اأ]يض[اًا]*|برضو|also)\\s+(?!${verb})(?=\\p{L})`,
  'u',
);
/** Where a name ends and the sentence about it begins. */
const sentence = new RegExp(`\\s+(?:(?:بعد|كمان|برضو|يعني|تقريبا)\\s+)*(?:${verb}|ب?سعر\\p{L}*).*$`, 'u');
const made =
  /حب[هة]|حبات|قطع|كيلو|صحن|صحون|علب|كرتون|كراتين|درزن|طلب|صيني|صواني|(?:في|ب)ال?شهر|شهريا|اسوي|نسوي|pieces?|boxes|trays|kilos?|a month|monthly/u;
const priced = /ريال|سعر|riyals?|sar/iu;
const pair = /^(\p{L}{3,})\s+(و\s?\p{L}{3,})$/u;

/** «كليجا ومعمول» are two; a name that itself begins with the letter stays whole. */
const apart = (piece: string): readonly string[] => {
  const [, first = '', second = ''] = pair.exec(piece) ?? [];
  const alone = productAlone(second);
  return first !== '' && alone !== second ? [first, alone] : [piece];
};

const lineOf = (piece: string): Answers => {
  const { name, numbers } = namedNumbers(productAlone(piece));
  const line: { [key: string]: string | number } = { name: name.replace(sentence, '').trim() };
  const key = matchKey(piece);
  for (const { text, before } of numbers) {
    if (priced.test(text) || priced.test(before)) {
      const amount = parseMoney(text);
      if (amount.ok && amount.value.kind === 'exact') line.price = amount.value.amountHalalas;
      continue;
    }
    const count = parseNumber(text);
    if (made.test(key) && line.quantity === undefined && count.ok && count.value.kind === 'exact')
      line.quantity = count.value.value;
  }
  return line;
};

/**
 * The products that words tell at once: several by their names, or one with how many are made of it («ومعمول بعد أسويه
 * خمسين حبة»). None where they are no more than a name, which is then taken as it stands.
 */
export const productsIn = (words: string): readonly Answers[] =>
  words
    .split(another)
    .flatMap((piece) => apart(piece.trim()))
    .filter((piece) => piece !== '')
    .map(lineOf)
    .filter(({ name }) => name !== '');
