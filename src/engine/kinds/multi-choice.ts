import { matchOptions } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, unexpected } from './kind.ts';

/** Several of the choices: ticked one by one with `done`, sent together, or named in one sentence. */
export const multiChoice: KindRules = {
  showsOptions: true,
  parse(input, { options, pending }) {
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
      const next = ticked.includes(input.id) ? ticked.filter((id) => id !== input.id) : [...ticked, input.id];
      return { is: 'clarify', ask: { key: 'common:multi.more' }, choices: [], pending: next };
    }
    if (input.type !== 'text') return unexpected(input, 'multi-choice');
    const found = matchOptions(options, input.text);
    return found.length > 0 ? answer([...new Set([...ticked, ...found])]) : problem('not-a-choice');
  },
  describe: (value, question, namespace) => ({
    list: (Array.isArray(value) ? value : []).map((id) => ({
      key: `${namespace}:${question.key}.choices.${String(id)}`,
    })),
    as: 'words',
  }),
};
