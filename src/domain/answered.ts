import type { Json } from '../engine/vocabulary.ts';
import type { IsoDate } from '../kernel/iso-dates.ts';

/** The day that a question of a date was answered with; null for every other value. */
export const dayAnswered = (value: Json | undefined): IsoDate | null => {
  const { iso } = (value ?? {}) as { readonly iso?: unknown };
  return typeof iso === 'string' ? (iso as IsoDate) : null;
};
