import type { Message, Param, Params, Reply } from '../vocabulary.ts';
import type { TextTree } from './house.ts';

/** Every message of a reply, those inside values too. */
export const messagesOf = (reply: Reply): readonly Message[] => {
  const found: Message[] = [];
  const fromParam = (param: Param): void => {
    if (typeof param !== 'object') return;
    if ('key' in param) fromMessage(param);
    else if ('list' in param) param.list.forEach(fromParam);
  };
  const fromParams = (params: Params | undefined): void => Object.values(params ?? {}).forEach(fromParam);
  const fromMessage = (message: Message): void => {
    found.push(message);
    fromParams(message.params);
  };
  reply.parts.forEach(fromMessage);
  for (const { label } of [...(reply.choices ?? []), ...(reply.controls ?? [])]) {
    if ('key' in label) fromMessage(label);
  }
  return found;
};

const textAt = (tree: TextTree | undefined, path: readonly string[]): TextTree | undefined => {
  let found: TextTree | undefined = tree;
  for (const step of path) {
    const next = found?.[step];
    if (next === undefined || typeof next === 'string' || Array.isArray(next)) return undefined;
    found = next as TextTree;
  }
  return found;
};

const form = /^(?:_(female|male))?(?:_(zero|one|two|few|many|other))?$/u;

/** One form of a text: for whom and for how many, and its words. */
export interface TextForm {
  readonly address: string | null;
  readonly plural: string | null;
  readonly words: string;
}

/** The gendered and plural forms that a key has in one language; none when the text is missing. */
export const formsOf = (
  texts: { readonly [namespace: string]: TextTree },
  key: string,
): readonly TextForm[] => {
  const colon = key.indexOf(':');
  const path = key.slice(colon + 1).split('.');
  const last = path.pop() ?? '';
  const parent = textAt(texts[key.slice(0, colon)], path);
  return Object.entries(parent ?? {}).flatMap(([name, words]) => {
    if (typeof words !== 'string' || !name.startsWith(last)) return [];
    const suffix = form.exec(name.slice(last.length));
    return suffix ? [{ address: suffix[1] ?? null, plural: suffix[2] ?? null, words }] : [];
  });
};

/** Every text of a namespace as `path.to.text` and its words; lists of phrases one by one. */
export const wordsOf = (tree: TextTree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([name, entry]): readonly (readonly [string, string])[] => {
    if (typeof entry === 'string') return [[`${path}${name}`, entry]];
    if (Array.isArray(entry)) return entry.map((words: string) => [`${path}${name}`, words]);
    return wordsOf(entry as TextTree, `${path}${name}.`);
  });
