const loneSurrogate = /\p{Surrogate}/gu;

/**
 * NUL and lone surrogates written out visibly (`\u0000`, `\ud83d`): PostgreSQL holds neither in a text, and what
 * somebody sent must not be lost on the way.
 */
export function escapeUnstorable(text: string): string {
  return (
    text
      .replace(loneSurrogate, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
      .replace(/\u0000/g, '\\u0000')
  );
}
