import { readNumber } from './number-reading.ts';
import { fail, ok, type Result } from './result.ts';

export type NumberAnswer =
  | { readonly kind: 'exact'; readonly value: number }
  /** Most likely meant, and to be confirmed: «٦ مو ٥». */
  | { readonly kind: 'guess'; readonly value: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  /** «1.800»: `value` is what is usually meant, `other` the other reading; to be confirmed once. */
  | { readonly kind: 'ambiguous'; readonly value: number; readonly other: number };

export type NumberProblem =
  | 'not-a-number'
  | 'negative'
  | 'too-many-decimals'
  | 'too-large'
  | 'several-numbers';

/**
 * A number as people write it: Arabic, Persian or Latin digits, Arabic or English words with their dialect forms,
 * ranges («عالطلب مره ٢٠ ومره خمسين»), units and other words around it. At most three decimals and a trillion.
 */
export function parseNumber(raw: string): Result<NumberAnswer, NumberProblem> {
  const reading = readNumber(raw, 3);
  if (!reading.ok) return fail(reading.error);
  if (reading.value.kind === 'range') {
    return ok({ kind: 'range', low: reading.value.low.value, high: reading.value.high.value });
  }
  const { value, other } = reading.value.amount;
  if (reading.value.kind === 'guess') return ok({ kind: 'guess', value });
  return ok(other === undefined ? { kind: 'exact', value } : { kind: 'ambiguous', value, other });
}
