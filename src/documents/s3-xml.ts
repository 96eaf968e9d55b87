import type { StoredDocument } from './store.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name.toLowerCase()] ?? '';
    return String.fromCodePoint(typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal));
  });

/** The text of the first element of this name, or null. S3's answers are flat, so no XML parser is needed. */
const textOf = (xml: string, element: string): string | null => {
  const match = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml);
  return match?.[1] === undefined ? null : decode(match[1]);
};

/** The error code of S3's error document, `unknown` where the answer is none (a proxy's page, say). */
export const errorCodeOf = (xml: string): string => textOf(xml, 'Code')?.slice(0, 60) ?? 'unknown';

/** One page of ListObjectsV2; `continuation` is null on the last page. */
export const parseListing = (
  xml: string,
): { readonly documents: readonly StoredDocument[]; readonly continuation: string | null } => {
  const documents = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, contents = '']) => ({
    key: textOf(contents, 'Key') ?? '',
    modifiedAtMillis: Date.parse(textOf(contents, 'LastModified') ?? ''),
    bytes: Number(textOf(contents, 'Size')),
  }));
  return { documents, continuation: textOf(xml, 'NextContinuationToken') };
};
