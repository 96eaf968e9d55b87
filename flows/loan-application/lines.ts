import type { Answers } from '../../src/engine/vocabulary.ts';
import { parseMoney } from '../../src/kernel/money.ts';
import { linesOfList, type NamedNumbers, namedNumbers } from '../../src/kernel/named-numbers.ts';
import { parseNumber } from '../../src/kernel/numbers.ts';
import { matchKey } from '../../src/kernel/text.ts';
import { productAlone } from '../names.ts';

/** Halalas. */
const leastPriceInFront = 5000;

/** An amount that is read in one way only, or in the way that is meant here: it is shown again right away. */
const amountOf = (words: string): number | null => {
  const parsed = parseMoney(words);
  if (!parsed.ok || parsed.value.kind === 'range') return null;
  return parsed.value.kind === 'ambiguous' ? parsed.value.valueHalalas : parsed.value.amountHalalas;
};

/** A number before the name that is too small for a price says how many there are («٣ قدور ١٥٠٠»). */
const withoutCount = (line: NamedNumbers): NamedNumbers => {
  const [first, ...others] = line.numbers;
  const amount = first?.before === '' ? amountOf(first.text) : null;
  if (!first || amount === null || amount >= leastPriceInFront) return line;
  return { name: `${first.text} ${line.name}`, numbers: others };
};

/** «عجانة ٦٥٠٠ وفرن ٣٠٠٠»: lines of a name and an amount; where several numbers stand, the amount is asked. */
export const pricedLines =
  (amountKey: 'price' | 'amount') =>
  (words: string): readonly Answers[] =>
    linesOfList(words).flatMap((line): readonly Answers[] => {
      const { name, numbers } = withoutCount(namedNumbers(line));
      if (name === '') return [];
      const [only, ...others] = numbers;
      const amount = only && others.length === 0 ? amountOf(only.text) : null;
      return [amount === null ? { name } : { name, [amountKey]: amount }];
    });

type Field = 'quantity' | 'times' | 'price' | 'materials';

const ofMaterials = /مواد|خام|تكلف|يكلف|materials?|costs?/u;
const ofPrice = /سعر|ابيع|يباع|ينباع|sell|price|sold/u;
/** Working days in a month, and weeks. */
const daily = { pattern: /كل يوم|يوميا|باليوم|في اليوم|every day|daily|a day/u, times: 26 };
const weekly = { pattern: /كل اسبوع|اسبوعيا|بالاسبوع|في الاسبوع|every week|weekly|a week/u, times: 4 };

/** How often stands behind the name of a product, and is no part of it. */
const howOften = /\s+(?:كل (?:يوم|[اأ]سبوع)|يوميا|[اأ]سبوعيا|every (?:day|week)|daily|weekly)\s*$/u;

const readAs = (field: Field, words: string): number | null => {
  if (field === 'price' || field === 'materials') return amountOf(words);
  const parsed = parseNumber(words);
  return parsed.ok && parsed.value.kind === 'exact' ? parsed.value.value : null;
};

const productOf = (row: string): Answers | null => {
  const { name: written, numbers } = namedNumbers(row);
  const name = productAlone(written.replace(howOften, ''));
  if (name === '' || numbers.length > 4) return null;
  const key = matchKey(row);
  const often = numbers.length < 4 ? [daily, weekly].find(({ pattern }) => pattern.test(key)) : undefined;
  const line: { [field: string]: number | string } = { name, ...(often ? { times: often.times } : {}) };
  const order: readonly Field[] = ['quantity', 'times', 'price', 'materials'];
  for (const { text, before } of numbers) {
    const words = matchKey(before);
    const named = ofMaterials.test(words) ? 'materials' : ofPrice.test(words) ? 'price' : null;
    const field = named ?? order.find((candidate) => !Object.hasOwn(line, candidate));
    const value = field === undefined ? null : readAs(field, text);
    if (field !== undefined && value !== null) line[field] = value;
  }
  return line;
};

/** «كليجا ٢٠ كل يوم، السعر ١٥ والمواد ٦»: a product on each row, its numbers in the order in which they are asked. */
export const productLines = (words: string): readonly Answers[] =>
  words.split('\n').flatMap((row) => {
    const line = productOf(row.trim());
    return line === null ? [] : [line];
  });
