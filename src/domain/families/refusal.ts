import type { Message } from '../../engine/vocabulary.ts';
import { bySex } from '../by-sex.ts';

/** Whose words a refusal was told in. */
export interface Refuser {
  readonly name: string;
  readonly sex: string | null;
}

/**
 * A refusal as the family reads it: that it was refused and why, then the officer's own words. Where these say the
 * reason, no other is named.
 * @param key of the first sentence; `<key>-other` is the one without a reason
 */
export const refusalWords = (
  key: string,
  refused: { readonly reason: string; readonly words: string | null; readonly by: Refuser | null },
  params: NonNullable<Message['params']> = {},
): readonly Message[] => {
  const { reason, words, by } = refused;
  const first: Message =
    reason === 'other' && words !== null
      ? { key: `${key}-other`, params }
      : { key, params: { ...params, reason: { key: `alerts:decline-reason.${reason}` } } };
  if (words === null) return [first];
  const officer = by?.name ?? { key: 'alerts:an-officer' };
  return [
    first,
    { key: bySex('alerts:family.written', by?.sex), params: { officer, note: { said: words } } },
  ];
};
