import { wordsOf } from './word-forms.ts';

const questionWords = new Set(
  'وش ايش شنو شو ويش كيف شلون ليش ليه لماذا متى متي كم هل وين مين ممكن what why how when where who which can'.split(
    ' ',
  ),
);

/** Whether a text asks something, by its mark or by the word it begins with. */
export function looksLikeQuestion(text: string): boolean {
  const [first = ''] = wordsOf(text);
  return /[?؟]/u.test(text) || questionWords.has(first);
}
