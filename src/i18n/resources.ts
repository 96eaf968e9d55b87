import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const languages = ['ar', 'en'] as const;
export type Language = (typeof languages)[number];

/** The texts of one namespace: nested objects whose leaves are strings (or lists of phrases). */
export type Texts = { readonly [key: string]: string | readonly string[] | Texts };

export type Resources = { readonly [language in Language]: { readonly [namespace: string]: Texts } };

const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url));

const readLanguage = async (folder: string, language: Language): Promise<Record<string, Texts>> => {
  const texts: Record<string, Texts> = {};
  for (const name of (await readdir(join(folder, language))).sort()) {
    if (!name.endsWith('.json')) continue;
    texts[basename(name, '.json')] = JSON.parse(
      await readFile(join(folder, language, name), 'utf8'),
    ) as Texts;
  }
  return texts;
};

/** Every file of locales/, by language and namespace (the file's name). */
export const loadResources = async (folder: string = localesFolder): Promise<Resources> => ({
  ar: await readLanguage(folder, 'ar'),
  en: await readLanguage(folder, 'en'),
});

/** The text or phrases at a dotted path, or undefined. */
export const textAt = (
  texts: Texts | undefined,
  path: string,
): string | readonly string[] | Texts | undefined => {
  let found: string | readonly string[] | Texts | undefined = texts;
  for (const step of path.split('.')) {
    if (found === undefined || typeof found === 'string' || Array.isArray(found)) return undefined;
    found = (found as Texts)[step];
  }
  return found;
};
