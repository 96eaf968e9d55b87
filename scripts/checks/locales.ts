import { readFile } from 'node:fs/promises';
import { languages, loadResources, type Texts } from '../../src/i18n/resources.ts';
import { repository, trackedFiles } from './files.ts';

// Both languages have the same texts, every text that the code names exists, and none is left over. What flows derive
// from their questions is held against the texts by the flows check.

/** A key's forms (where women serve, gendered, plural) are one text; Arabic has more of them than English. */
const forms = /(?:_women)?(?:_(?:female|male))?(?:_(?:zero|one|two|few|many|other))?$/u;
const pluralForms = { ar: ['zero', 'one', 'two', 'few', 'many', 'other'], en: ['one', 'other'] } as const;

/** Every text's key as `namespace:path.to.text`, forms included. */
const keysOf = (namespace: string, texts: Texts): readonly string[] => {
  const walk = (entries: Texts, path: string): string[] =>
    Object.entries(entries).flatMap(([name, entry]) =>
      typeof entry === 'string' || Array.isArray(entry)
        ? [`${path}${name}`]
        : walk(entry as Texts, `${path}${name}.`),
    );
  return walk(texts, `${namespace}:`);
};

const baseOf = (key: string): string => key.replace(forms, '');

/** Plural texts that lack one of the language's forms. */
const missingPlurals = (keys: ReadonlySet<string>, wanted: readonly string[]): readonly string[] => {
  const stems = new Set(
    [...keys].filter((key) => /_(?:one|other)$/u.test(key)).map((key) => key.replace(/_(?:one|other)$/u, '')),
  );
  return [...stems].flatMap((stem) =>
    wanted.filter((form) => !keys.has(`${stem}_${form}`)).map((form) => `${stem}_${form}`),
  );
};

const resources = await loadResources();
const namespaces = new Set(languages.flatMap((language) => Object.keys(resources[language])));
const keys = {
  ar: new Set([...namespaces].flatMap((name) => keysOf(name, resources.ar[name] ?? {}))),
  en: new Set([...namespaces].flatMap((name) => keysOf(name, resources.en[name] ?? {}))),
};
const bases = { ar: new Set([...keys.ar].map(baseOf)), en: new Set([...keys.en].map(baseOf)) };
const problems: string[] = [];

for (const language of languages) {
  const other = language === 'ar' ? 'en' : 'ar';
  for (const key of bases[language]) {
    if (!bases[other].has(key))
      problems.push(`${key} is in locales/${language}, but not in locales/${other}`);
  }
  for (const key of missingPlurals(keys[language], pluralForms[language])) {
    problems.push(`${key} is missing in locales/${language}: a plural text has every form of its language`);
  }
}

const code = await Promise.all(
  trackedFiles()
    .filter((path) => /^(?:src|flows)\/.*\.(?:ts|js)$/u.test(path) && !path.includes('/generated/'))
    .map(async (path) => ({ path, text: await readFile(`${repository}${path}`, 'utf8') })),
);

// Keys written out in the code. Those that flows derive from their questions are the flows check's.
for (const { path, text } of code) {
  for (const [, namespace, rest] of text.matchAll(/'([a-z-]+):([A-Za-z][\w.-]*)'/gu)) {
    const key = `${namespace}:${rest}`;
    if (namespaces.has(namespace ?? '') && !bases.ar.has(key) && !bases.ar.has(baseOf(key))) {
      problems.push(`${key} is used in ${path}, but is no text`);
    }
  }
}

// A text is surely unused when one part of its key is nowhere in the code, not even as a part of a made-up key.
const words = new Set(code.flatMap(({ text }) => text.match(/\w[\w-]*/gu) ?? []));
const beginnings = new Set(code.flatMap(({ text }) => text.match(/\w[\w-]*-(?=\$\{)/gu) ?? []));
// Endings that the code adds to a whole key: `${key}-by-woman`, `…${… ? '-id-photo' : ''}`.
const endings = new Set(
  code.flatMap(({ text }) =>
    [...text.matchAll(/\}(-[a-z][a-z-]*)`|'(-[a-z][a-z-]*)'/gu)].map((found) => found[1] ?? found[2] ?? ''),
  ),
);
const isKnown = (part: string): boolean =>
  words.has(part) ||
  [...beginnings].some((beginning) => part.startsWith(beginning)) ||
  [...endings].some((ending) => part.endsWith(ending) && words.has(part.slice(0, -ending.length)));
for (const key of bases.ar) {
  const [namespace = '', path = ''] = key.split(':', 2);
  const parts = key.slice(namespace.length + 1).split(/[.:]/u);
  const stranger = path === '' ? undefined : parts.find((part) => !isKnown(part));
  if (stranger !== undefined) problems.push(`${key} is used nowhere: no code knows “${stranger}”`);
}

for (const problem of problems) console.error(problem);
console.log(`${bases.ar.size} texts in ${languages.length} languages`);
process.exitCode = problems.length > 0 ? 1 : 0;
