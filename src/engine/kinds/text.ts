import { cleanText, cleanWords } from '../../kernel/text.ts';
import { limits } from '../limits.ts';
import type { Json, MediaReference, Param } from '../vocabulary.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

/** Each line cleaned, the lines kept: somebody's own words are passed on as they were set. */
const cleanLines = (typed: string): string =>
  typed
    .split(/\r?\n/u)
    .map(cleanWords)
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

/** Files that came one after another, and the words at their end. */
const sentTogether = (sent: readonly Json[]): Param => {
  const words = sent.filter((one) => typeof one === 'string');
  const files: Param = { key: 'common:value.files', params: { count: sent.length - words.length } };
  return words.length === 0
    ? files
    : { list: [files, ...words.map((said): Param => ({ said }))], as: 'fields' };
};

/** Words; where the question takes files, also one as `{kind, documentId, words}`, with the words that came with it. */
export const text: KindRules = {
  parse(input, { question }) {
    if (input.type === 'media' && question.takes?.includes(input.kind)) {
      const words = cleanText(input.caption ?? '').slice(0, limits.answerCharacters);
      const { kind, documentId } = input;
      return answer({ kind, documentId, ...(words === '' ? {} : { words }) });
    }
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'text');
    if (typed.length > limits.answerCharacters) return problem('too-long', { most: limits.answerCharacters });
    const words = question.verbatim ? cleanLines(typed) : cleanText(typed);
    const cleaned = question.tidies?.(words) ?? words;
    return cleaned === '' ? problem('empty') : answer(cleaned);
  },
  describe: (value) => {
    if (Array.isArray(value)) return sentTogether(value);
    return typeof value === 'string'
      ? { said: value }
      : { key: `common:value.${(value as unknown as MediaReference).kind}` };
  },
};
