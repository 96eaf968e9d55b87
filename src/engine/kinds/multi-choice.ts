import { matchKey } from '../../kernel/text.ts';
import { matchOptions, parseYesNo } from '../../kernel/understanding.ts';
import type { Param, Question } from '../vocabulary.ts';
import { answer, askAnew, type KindRules, type ParseOutcome, problem, unexpected } from './kind.ts';

const labelsOf = (ids: readonly string[], question: Question, namespace: string): Param => ({
  list: ids.map((id) => ({ key: `${namespace}:${question.key}.choices.${id}` })),
  as: 'words',
});

/** Several at once in one sentence are easily misunderstood: said back, with the ticks to correct. */
const confirmSeveral = (ids: readonly string[], question: Question, namespace: string): ParseOutcome => ({
  is: 'clarify',
  ask: { key: 'common:clarify.several', params: { value: labelsOf(ids, question, namespace) } },
  choices: [],
  pending: [...ids],
});

const only = new Set(['بس', 'فقط', 'just', 'only'].map(matchKey));
const denies = new Set(['لا', 'no', 'nope']);

/** «لا، بس فخار» puts what it names in place of what was ticked; null where a text adds to it. */
const replacing = (typed: string): string | null => {
  const words = matchKey(typed).split(' ');
  const isDenial = denies.has(words[0] ?? '');
  const named = isDenial ? words.slice(1) : words;
  return isDenial || named.some((word) => only.has(word)) ? named.join(' ') : null;
};

/** Several of the choices: ticked one by one with `done`, sent together, or named in one sentence. */
export const multiChoice: KindRules = {
  showsOptions: true,
  parse(input, { options, pending, question, namespace }) {
    const known = new Set(options.map((option) => option.id));
    const ticked = Array.isArray(pending) ? pending.map(String).filter((id) => known.has(id)) : [];
    if (input.type === 'choices') {
      const ids = [...new Set(input.ids)];
      if (ids.length === 0) return problem('nothing-chosen');
      return ids.every((id) => known.has(id)) ? answer(ids) : problem('not-a-choice');
    }
    if (input.type === 'choice') {
      if (input.id === 'done') return ticked.length > 0 ? answer(ticked) : problem('nothing-chosen');
      if (!known.has(input.id)) return problem('not-a-choice');
      if (question.alone?.includes(input.id)) return answer([input.id]);
      const next = ticked.includes(input.id) ? ticked.filter((id) => id !== input.id) : [...ticked, input.id];
      return { is: 'clarify', ask: { key: 'common:multi.more' }, choices: [], pending: next };
    }
    if (input.type !== 'text') return unexpected(input, 'multi-choice');
    if (ticked.length > 0 && parseYesNo(input.text) === 'yes') return answer(ticked);
    const instead = replacing(input.text);
    const found = matchOptions(options, instead ?? input.text);
    if (found.length === 0 && ticked.length > 0 && parseYesNo(input.text) === 'no') return askAnew('cleared');
    if (found.length === 0) return problem('not-a-choice');
    const all = instead === null ? [...new Set([...ticked, ...found])] : found;
    return all.length === 1 ? answer(all) : confirmSeveral(all, question, namespace);
  },
  describe: (value, question, namespace) =>
    labelsOf((Array.isArray(value) ? value : []).map(String), question, namespace),
};
