import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bySex } from '../../src/domain/by-sex.ts';
import { createRenderer } from '../../src/i18n/render.ts';
import { loadResources } from '../../src/i18n/resources.ts';

const renderer = createRenderer(await loadResources());

/** Every text key that stands literally in a call of bySex, wherever in the sources. */
const keysInSources = async (): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const path of glob('{src,flows}/**/*.ts')) {
    const source = await readFile(path, 'utf8');
    for (const [, call = ''] of source.matchAll(/bySex\(([^;]*?)\.?sex\)/gu)) {
      keys.push(...[...call.matchAll(/'([\w-]+:[\w.-]+)'/gu)].map(([, key = '']) => key));
    }
  }
  return keys;
};

const keys = await keysInSources();

test('the sources name texts that are told by sex', () => {
  expect(keys).toContain('alerts:result.taken');
  expect(keys).toContain('alerts:deputy-from');
});

test.each(keys.flatMap((key) => (['ar', 'en'] as const).map((language) => ({ key, language }))))(
  '$key is told of a woman and of a man, in $language',
  ({ key, language }) => {
    for (const sex of ['female', 'male']) {
      const said = renderer.message(
        { key: bySex(key, sex) },
        { language, address: 'female', digits: 'latin' },
      );
      expect(said).not.toContain(key.split(':')[1]);
    }
  },
);
