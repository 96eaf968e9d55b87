import { matchOption } from '../../kernel/understanding.ts';
import type { Input } from '../vocabulary.ts';
import { answer, type KindRules, problem, unexpected } from './kind.ts';

/** Below this, a word of a longer sentence merely resembles a label. */
const likeEnough = 0.6;

const pressedId = (input: Input): string | null => {
  if (input.type === 'choice') return input.id;
  return input.type === 'choices' && input.ids.length === 1 ? (input.ids[0] ?? null) : null;
};

export const choice: KindRules = {
  showsOptions: true,
  parse(input, { options }) {
    const pressed = pressedId(input);
    if (pressed !== null) {
      return options.some((option) => option.id === pressed) ? answer(pressed) : problem('not-a-choice');
    }
    if (input.type !== 'text') return unexpected(input, 'choice');
    const exact = options.find((option) => option.id === input.text);
    if (exact) return answer(exact.id);
    const found = matchOption(options, input.text);
    return found && found.score >= likeEnough ? answer(found.id) : problem('not-a-choice');
  },
  describe: (value, question, namespace) => ({
    key: `${namespace}:${question.key}.choices.${String(value)}`,
  }),
};
