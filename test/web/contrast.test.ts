import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const theme = readFileSync(new URL('../../src/channels/web/client/theme.css', import.meta.url), 'utf8');

/** The colours of a block of custom properties, by name. */
const colours = (block: string): ReadonlyMap<string, string> =>
  new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));

const [light = '', dark = ''] = [...theme.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1]!);
const themes = { light: colours(light), dark: colours(dark) };

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test('black on white is 21 to 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each(['light', 'dark'] as const)(
  'in the %s theme, words can be read (WCAG AA, 4.5 to 1)',
  (name) => {
    test.each([
      ['ink', 'sand', 'the page'],
      ['ink', 'paper', 'what the house says'],
      ['ink', 'palm-tint', 'what was sent'],
      ['ink-soft', 'sand', 'controls and progress'],
      ['ink-soft', 'sand-deep', 'icons of the composer'],
      ['ink-soft', 'paper', 'the hint in the field'],
      ['palm', 'paper', 'links and files'],
      ['palm', 'palm-tint', 'links in what was sent'],
      ['palm-deep', 'paper', 'choices'],
      ['palm-deep', 'palm-tint', 'a choice under the pointer'],
      ['on-palm', 'palm', 'the buttons that matter'],
      ['on-palm', 'palm-deep', 'the same under the pointer'],
      ['on-clay', 'clay', 'the header'],
      ['warn', 'sand', 'what was not sent'],
      ['warn', 'warn-tint', 'the notice of no connection'],
    ])('%s on %s: %s', (front, back) => {
      const palette = themes[name];
      expect(contrast(palette.get(front)!, palette.get(back)!)).toBeGreaterThanOrEqual(4.5);
    });
  },
);
