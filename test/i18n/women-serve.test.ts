import { expect, test } from 'vitest';
import type { Reader } from '../../src/engine/vocabulary.ts';
import { createRenderer } from '../../src/i18n/render.ts';
import { loadResources, type Texts } from '../../src/i18n/resources.ts';

const resources = await loadResources();
const renderer = createRenderer(resources);

/** Words for one of the staff that are no woman's: «موظف» in all its forms, and «أحد منا». */
const masculine = /موظف(?!ة|ات)|أحد منا|أحد من الجمعية|أحد معك|نكلّم لك أحد/u;

/** What only staff read, what a whole channel is told, and the words that are understood. */
const readByOthers = [
  /^(?:staff-|desk-registration:|understanding:|paper:)/u,
  /^alerts:(?:title|role|too-few)\./u,
  /^alerts:application-line\.guarantor-reason/u,
  /^alerts:signed-form\./u,
  /^common:command\./u,
];

const leaves = (texts: Texts, path: string): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([name, entry]): readonly (readonly [string, string])[] => {
    if (typeof entry === 'string') return [[`${path}${name}`, entry]];
    return Array.isArray(entry) ? [] : leaves(entry as Texts, `${path}${name}.`);
  });

const texts = Object.entries(resources.ar).flatMap(([namespace, tree]) => leaves(tree, `${namespace}:`));
const forms = /(?:_women)?(?:_(?:female|male))?(?:_(?:zero|one|two|few|many|other))?$/u;
const familys = [...new Set(texts.map(([key]) => key.replace(forms, '')))].filter(
  (key) => !readByOthers.some((pattern) => pattern.test(key)),
);

test.each(['female', 'male', null] as const)(
  'a family that women serve reads of no man of the staff (spoken to as %s)',
  (address) => {
    const reader: Reader = { language: 'ar', address, digits: 'arabic', womenOnly: true };
    const wrong = familys.flatMap((key) => {
      const said = renderer.message({ key, params: { count: 3 } }, reader);
      return masculine.test(said) ? [`${key}: ${said}`] : [];
    });
    expect(familys.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  },
);

test('everybody else reads what they read before', () => {
  const reader: Reader = { language: 'ar', address: 'female', digits: 'arabic' };
  expect(renderer.message({ key: 'common:control.person' }, reader)).toBe('موظف');
  expect(renderer.message({ key: 'common:control.person' }, { ...reader, womenOnly: true })).toBe('موظفة');
});

const valuesOf = (words: string): readonly string[] =>
  [...words.matchAll(/\{\{\s*(\w+)/gu)].map(([, name = '']) => name).sort();

test('a text for where women serve is gendered like its own, and shows the same values', () => {
  const byKey = new Map(texts);
  const wrong = texts.flatMap(([key, words]) => {
    const [women] = /_women(?:_(?:female|male))?$/u.exec(key) ?? [];
    if (women === undefined) return [];
    const plain = byKey.get(key.replace('_women', ''));
    const others = ['female', 'male'].filter(
      (address) =>
        byKey.has(`${key.replace(/_women.*$/u, '')}_${address}`) &&
        !byKey.has(`${key.replace(/_women.*$/u, '')}_women_${address}`),
    );
    const same = plain !== undefined && valuesOf(plain).join() === valuesOf(words).join();
    return same && others.length === 0 ? [] : [key];
  });
  expect(wrong).toEqual([]);
});
