import { type Halalas, parseMoney } from './money.ts';
import { namedNumbers } from './named-numbers.ts';
import { matchKey } from './text.ts';

const currency = /ريال|ريالات|riyal|\bsar\b|\bsr\b|﷼/iu;
const named = /(?:^| )(?:ال)?(?:ب?سعر\p{L}*|قيمت\p{L}*|price|for|at)(?: |$)/u;
/** «بثلاثين», «ب ٣٠»: what something costs; «بالشهر» is none. */
const costs = /^ب(?!ال|عد|عض|س$)(?=[\s\d\p{L}])/u;

/** A price in words about how many there are, and what those words are without it. */
export interface ToldPrice {
  readonly priceHalalas: Halalas;
  /** The number beside the price, in its own words; null where the price stands alone. */
  readonly count: string | null;
}

/**
 * The price that a text tells («٣٠ ريال الكرتون», «الكرتون بثلاثين», «٢٠ حبة بخمسين ريال»); null where it tells none, or
 * more than one.
 */
export const priceIn = (text: string): ToldPrice | null => {
  const { numbers } = namedNumbers(text);
  const isPrice = (number: { readonly text: string; readonly before: string }): boolean =>
    currency.test(number.text) ||
    named.test(matchKey(number.before)) ||
    costs.test(number.text) ||
    /(?:^|\s)ب$/u.test(number.before.trim());
  const prices = numbers.filter(isPrice);
  const counts = numbers.filter((number) => !isPrice(number));
  const [price, ...others] = prices;
  if (!price || others.length > 0 || counts.length > 1) return null;
  const amount = parseMoney(price.text);
  if (!amount.ok || amount.value.kind !== 'exact') return null;
  return { priceHalalas: amount.value.amountHalalas, count: counts[0]?.text ?? null };
};
