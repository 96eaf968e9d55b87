import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import arabic from '../../../locales/ar/web-chat.json' with { type: 'json' };
import english from '../../../locales/en/web-chat.json' with { type: 'json' };

export interface Asset {
  readonly content: string;
  readonly type: string;
  /** Changes with the content, so that a browser may keep the file for ever. */
  readonly version: string;
}

export const strings = { ar: arabic, en: english } as const;

/** In this order they are one script; each adds its part to one object, so no module loader is needed. */
const scripts = ['browser', 'words', 'memory', 'outgoing', 'bubbles', 'composer', 'page'];

const styles = ['theme', 'conversation', 'composer'];

const read = (name: string): string => readFileSync(new URL(`./client/${name}`, import.meta.url), 'utf8');

/** Whole-line comments and indentation are for readers of the source; an old phone on a slow line pays for them. */
const lean = (source: string): string =>
  source
    .replace(/^\s*\/\*\*?[^\n]*?\*\/\s*$/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^\s+/gm, '');

const asset = (content: string, type: string): Asset => ({
  content,
  type,
  version: createHash('sha256').update(content).digest('base64url').slice(0, 12),
});

/** The page's one script (with the texts of both languages) and its one style sheet. */
export const script = asset(
  `window.herfah={strings:${JSON.stringify(strings)}};\n${scripts.map((name) => lean(read(`${name}.js`))).join('')}`,
  'text/javascript; charset=utf-8',
);
export const style = asset(
  styles
    .map((name) => lean(read(`${name}.css`)))
    .join('')
    .replace(/\n/g, '')
    .replace(/: /g, ':')
    .replace(/ \{/g, '{'),
  'text/css; charset=utf-8',
);
