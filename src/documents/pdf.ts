import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';

/** A PDF name with any of its letters written as `#hh`, which readers accept and malice uses. */
const nameSource = (name: string): string => {
  const letters = [...name].map((letter) => {
    const code = letter.charCodeAt(0).toString(16);
    return `(?:${letter}|#${code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
  });
  return `\\/${letters.join('')}(?![A-Za-z0-9])`;
};

/**
 * Every action that runs something names one of these; `/JS` never stands without `/JavaScript`. Embedded files alone
 * are no action, and Saudi electronic invoices (PDF/A-3) carry their XML so.
 */
const activeNames = new RegExp(['JavaScript', 'Launch', 'RichMedia', 'XFA'].map(nameSource).join('|'));

const objectStreamName = new RegExp(nameSource('ObjStm'), 'g');
const mostInflatedBytes = 40 * 1024 * 1024;

/**
 * The dictionaries inside one object stream, or null where they cannot be looked at. Nothing in the stream's own
 * dictionary is believed: what does not inflate at once to an object stream's beginning (pairs of numbers) is refused,
 * and so are other filters, predictors and encryption.
 */
const objectStreamText = (
  latin: string,
  content: Buffer,
  nameAt: number,
  mostBytes: number,
): string | null => {
  const start = /stream\r?\n/g;
  start.lastIndex = nameAt;
  if (start.exec(latin) === null) return null;
  try {
    const inflated = inflateSync(content.subarray(start.lastIndex), { maxOutputLength: mostBytes });
    const text = inflated.toString('latin1');
    return /^\s*\d+\s+\d+\s/.test(text) ? text : null;
  } catch {
    return null;
  }
};

/**
 * Looks a PDF over without opening it. `active-content`: it holds scripts or launch actions, also inside compressed
 * object streams, or hides its objects (encryption included) so that nobody can tell.
 * `broken`: it does not begin and end as a PDF does.
 */
export const inspectPdf = (bytes: Uint8Array): 'fine' | 'broken' | 'active-content' => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const latin = content.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(latin) || !latin.slice(-2048).includes('%%EOF')) return 'broken';
  if (activeNames.test(latin)) return 'active-content';
  let mostBytes = mostInflatedBytes;
  for (const match of latin.matchAll(objectStreamName)) {
    const text = mostBytes > 0 ? objectStreamText(latin, content, match.index, mostBytes) : null;
    if (text === null || activeNames.test(text)) return 'active-content';
    mostBytes -= text.length;
  }
  return 'fine';
};

const pageObject = new RegExp(`${nameSource('Type')}\\s*${nameSource('Page')}`, 'g');

/** How many pages a PDF has, counted without opening it; null where none is found (nobody is told a number then). */
export const countPages = (bytes: Uint8Array): number | null => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const latin = content.toString('latin1');
  let pages = latin.match(pageObject)?.length ?? 0;
  let mostBytes = mostInflatedBytes;
  for (const { index } of latin.matchAll(objectStreamName)) {
    const text = mostBytes > 0 ? objectStreamText(latin, content, index, mostBytes) : null;
    pages += text?.match(pageObject)?.length ?? 0;
    mostBytes -= text?.length ?? 0;
  }
  return pages === 0 ? null : pages;
};
