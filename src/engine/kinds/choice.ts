import { matchKey, toLatinDigits } from '../../kernel/text.ts';
import { matchOption } from '../../kernel/understanding.ts';
import type { Input } from '../vocabulary.ts';
import { answer, type KindRules, type Option, type ParseOutcome, problem, unexpected } from './kind.ts';

/** A number alone, as digits; null for everything else. */
const bareNumber = (text: string): string | null =>
  /^\D{0,8}(\d{1,9})\D{0,2}$/u.exec(toLatinDigits(text))?.[1] ?? null;

/** Choices from data bear numbers of their own: a file's number is never a place in the list. */
const withNumber = (options: readonly Option[], digits: string): ParseOutcome => {
  const bearing = options.filter((option) =>
    option.labels.some((label) => toLatinDigits(label).split(/\D+/u).includes(digits)),
  );
  const [only, ...others] = bearing;
  return only && others.length === 0 ? answer(only.id) : problem('not-a-choice');
};

/** «مو اكثر», "no more": the opposite of what its last word names. */
const deniesMore = /(?:^| )(?:no|not|ما|ماهو|مو|مب|لا|بلا) ?(?:more|longer|اكثر|ازيد|زياده)(?: |$)/;

/** Below this, a word of a longer sentence merely resembles a label. */
const likeEnough = 0.6;

const pressedId = (input: Input): string | null => {
  if (input.type === 'choice') return input.id;
  return input.type === 'choices' && input.ids.length === 1 ? (input.ids[0] ?? null) : null;
};

export const choice: KindRules = {
  showsOptions: true,
  parse(input, { options, question }) {
    const pressed = pressedId(input);
    if (pressed !== null) {
      return options.some((option) => option.id === pressed) ? answer(pressed) : problem('not-a-choice');
    }
    if (input.type === 'media' && input.kind !== 'voice' && question.opens) return problem('file');
    if (input.type !== 'text') return unexpected(input, 'choice');
    const numbered = question.choicesFrom ? bareNumber(input.text) : null;
    if (numbered !== null) return withNumber(options, numbered);
    const exact = options.find((option) => option.id === input.text);
    if (exact) return answer(exact.id);
    if (deniesMore.test(matchKey(input.text))) return problem('not-a-choice');
    const found = matchOption(options, input.text);
    return found && found.score >= likeEnough ? answer(found.id) : problem('not-a-choice');
  },
  describe: (value, question, namespace) => ({
    key: `${namespace}:${question.key}.choices.${String(value)}`,
  }),
};
