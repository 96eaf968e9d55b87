import { cleanText } from '../../kernel/text.ts';
import { limits } from '../limits.ts';
import { answer, type KindRules, problem, typedText, unexpected } from './kind.ts';

export const text: KindRules = {
  parse(input) {
    const typed = typedText(input);
    if (typed === null) return unexpected(input, 'text');
    if (typed.length > limits.answerCharacters) return problem('too-long', { most: limits.answerCharacters });
    const cleaned = cleanText(typed);
    return cleaned === '' ? problem('empty') : answer(cleaned);
  },
  describe: (value) => String(value),
};
