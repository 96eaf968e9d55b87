import { parseYesNo } from '../../kernel/understanding.ts';
import { answer, type KindRules, problem, unexpected } from './kind.ts';

const fileKinds: readonly string[] = ['photo', 'document', 'voice'];

/**
 * Between the lines of a repeated group: `add` another, or `done`; words that are neither are the beginning of
 * another line. The engine keeps the lines; this kind only reads what the person wants next.
 */
export const group: KindRules = {
  parse(input, { question }) {
    // A line that begins with a file is begun by sending it.
    const first = question.questions?.[0]?.kind ?? '';
    if (input.type === 'media' && fileKinds.includes(first)) return answer('line');
    if (input.type === 'choice') {
      return input.id === 'add' || input.id === 'done' ? answer(input.id) : problem('expected.group');
    }
    if (input.type !== 'text') return unexpected(input, 'group');
    if (!/\p{L}/u.test(input.text)) return problem('expected.group');
    const reading = parseYesNo(input.text);
    if (reading === 'yes') return answer('add');
    return answer(reading === 'no' ? 'done' : 'line');
  },
  describe: () => ({ key: 'common:value.none' }),
};
