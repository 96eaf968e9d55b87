import { expect, test } from 'vitest';
import { splitText } from '../../src/channels/telegram/split-text.ts';

test.each<[string, string, number, readonly string[]]>([
  ['a text that fits stays as it is', '  هلا  \n', 20, ['  هلا  \n']],
  ['an empty one too', '', 20, ['']],
  ['between paragraphs', 'واحد اثنان.\n\nثلاثة أربعة. خمسة', 24, ['واحد اثنان.', 'ثلاثة أربعة. خمسة']],
  ['else between lines', 'واحد اثنان\nثلاثة أربعة. خمسة', 24, ['واحد اثنان', 'ثلاثة أربعة. خمسة']],
  ['else between sentences', 'واحد اثنان؟ ثلاثة أربعة خمسة', 20, ['واحد اثنان؟', 'ثلاثة أربعة خمسة']],
  ['else between words', 'واحد اثنان ثلاثة أربعة', 12, ['واحد اثنان', 'ثلاثة أربعة']],
  ['else between characters', 'aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
  ['never inside a family', '👩‍👩‍👧👩‍👩‍👧', 10, ['👩‍👩‍👧', '👩‍👩‍👧']],
  ['never before its marks', 'بَبَبَ', 3, ['بَ', 'بَ', 'بَ']],
])('%s', (_name, text, most, pieces) => {
  expect(splitText(text, most)).toEqual(pieces);
});

test('one character with thousands of marks is cut, but no surrogate pair is torn', () => {
  const pieces = splitText(`👩${'\u{1f3fb}'.repeat(3000)}`, 4096 - 1);
  for (const piece of pieces) {
    expect(piece.isWellFormed()).toBe(true);
    expect(piece.length).toBeLessThanOrEqual(4095);
  }
});
