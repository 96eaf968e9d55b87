import { describe, expect, it } from 'vitest';
import { linesOfList, namedNumbers } from '../../src/kernel/named-numbers.ts';

/** What people type in one message, and the lines that it holds. */
const lists: readonly (readonly [string, readonly string[]])[] = [
  ['عجانة ٦٥٠٠', ['عجانة ٦٥٠٠']],
  ['عجانة ٦٥٠٠ وفرن ٣٠٠٠', ['عجانة ٦٥٠٠', 'فرن ٣٠٠٠']],
  ['عجانة ٦٬٥٠٠، فرن 3,000 ريال، ثلاجة ٢٥٠٠', ['عجانة ٦٬٥٠٠', 'فرن 3,000 ريال', 'ثلاجة ٢٥٠٠']],
  ['عجانة ٦٥٠٠\nفرن كهربائي ٣٠٠٠', ['عجانة ٦٥٠٠', 'فرن كهربائي ٣٠٠٠']],
  ['خلاط ٥٠٠ وعجانة', ['خلاط ٥٠٠', 'عجانة']],
  ['عجانة، ٦٥٠٠', ['عجانة 6500']],
  ['ماء وكهرباء ٣٠٠', ['ماء وكهرباء ٣٠٠']],
  ['عجانة بستة آلاف وخمسمية', ['عجانة بستة آلاف وخمسمية']],
  ['إيجار ألف وكهرباء ثلاثمية', ['إيجار ألف', 'كهرباء ثلاثمية']],
  ['ورق عنب ٣٠٠', ['ورق عنب ٣٠٠']],
  ['Mixer 6,500 and oven 3,000', ['Mixer 6,500', 'oven 3,000']],
  ['عجانة', ['عجانة']],
  ['', []],
];

describe('the lines of a list in one message', () => {
  it.each(lists)('«%s»', (typed, expected) => {
    expect(linesOfList(typed)).toEqual(expected);
  });
});

/** One line, what it names, and its numbers as they are written. */
const lines: readonly (readonly [string, string, readonly string[]])[] = [
  ['عجانة ٦٥٠٠ ريال', 'عجانة', ['٦٥٠٠ ريال']],
  ['٦٥٠٠ عجانة', 'عجانة', ['٦٥٠٠']],
  ['عجانة سعرها ٦٥٠٠', 'عجانة', ['٦٥٠٠']],
  ['كهرباء: 300', 'كهرباء', ['300']],
  ['1- عجانة 6500', 'عجانة', ['6500']],
  ['كهرباء ٣٠٠ في الشهر', 'كهرباء', ['٣٠٠']],
  ['فرن ب٣٠٠٠', 'فرن', ['ب٣٠٠٠']],
  ['كليجا ٢٠ ٢٦ ١٥ ٦', 'كليجا', ['٢٠', '٢٦', '١٥', '٦']],
  ['وقود ٢٠٠', 'وقود', ['٢٠٠']],
  ['عجانة', 'عجانة', []],
  ['٦٥٠٠', '', ['٦٥٠٠']],
];

describe('what a line names, and its numbers', () => {
  it.each(lines)('«%s»', (typed, name, numbers) => {
    const read = namedNumbers(typed);
    expect([read.name, read.numbers.map(({ text }) => text)]).toEqual([name, numbers]);
  });
});
