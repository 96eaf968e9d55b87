import type { Json } from './vocabulary.ts';

/** Answers that hold one file or several, as a list of files. */
export const filesIn = (value: Json | undefined): readonly Json[] => {
  if (Array.isArray(value)) return value as readonly Json[];
  return value === null || value === undefined ? [] : [value];
};

/** How many pages files have together: a picture is one, and so is a document whose pages nobody counted; words among them are none. */
export const pagesOf = (files: readonly Json[]): number =>
  files.reduce<number>((sum, file) => {
    if (typeof file === 'string') return sum;
    const { pages } = (file ?? {}) as { readonly pages?: Json };
    return sum + (typeof pages === 'number' && pages > 0 ? pages : 1);
  }, 0);
