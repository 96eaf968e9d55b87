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

/** Every action that runs something names one of these; `/JS` never stands without `/JavaScript`. */
const activeNames = new RegExp(
  ['JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'XFA'].map(nameSource).join('|'),
);

const objectStreamName = new RegExp(nameSource('ObjStm'), 'g');
const mostInflatedBytes = 20 * 1024 * 1024;
const mostObjectStreams = 5_000;

/** The dictionaries inside one compressed object stream; null where they cannot be looked at. */
const objectStreamText = (latin: string, content: Buffer, nameAt: number): string | null => {
  const start = /stream\r?\n/g;
  start.lastIndex = nameAt;
  const found = start.exec(latin);
  if (found === null) return null;
  const from = start.lastIndex;
  const dictionary = latin.slice(Math.max(0, latin.lastIndexOf('obj', nameAt)), found.index);
  if (!dictionary.includes('/Filter')) return '';
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]|[/>\r\n ])/.test(dictionary)) return null;
  const end = latin.indexOf('endstream', from);
  if (end < 0) return null;
  try {
    return inflateSync(content.subarray(from, end), { maxOutputLength: mostInflatedBytes }).toString(
      'latin1',
    );
  } catch {
    return null;
  }
};

/**
 * Looks a PDF over without opening it. `active-content`: it holds scripts, launch actions or embedded files, also
 * inside compressed object streams, or hides its objects (encryption included) so that nobody can tell.
 * `broken`: it does not begin and end as a PDF does.
 */
export const inspectPdf = (bytes: Uint8Array): 'fine' | 'broken' | 'active-content' => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const latin = content.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(latin) || !latin.slice(-2048).includes('%%EOF')) return 'broken';
  if (activeNames.test(latin)) return 'active-content';
  let streams = 0;
  for (const match of latin.matchAll(objectStreamName)) {
    streams += 1;
    const text = streams > mostObjectStreams ? null : objectStreamText(latin, content, match.index);
    if (text === null || activeNames.test(text)) return 'active-content';
  }
  return 'fine';
};
