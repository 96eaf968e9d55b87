import { Buffer } from 'node:buffer';
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { fail, ok, type Result } from '../kernel/result.ts';

declare const dataKeyBrand: unique symbol;

/** The 32 secret bytes under which one person's (or one still unknown contact's) values are sealed. Never stored bare: `KeyRing.wrap` it. */
export type DataKey = Uint8Array & { readonly [dataKeyBrand]: true };

/** Why something sealed did not open: it is not in our format, or key, place or content are not those it was sealed with. */
export type OpenProblem = 'not-sealed' | 'tampered';

const dataKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes;

/** First byte of everything sealed: how the plain bytes read as text. Authenticated together with the associated data. */
const formatUtf8 = 1;
/** Text with lone surrogates has no UTF-8; people's phones do send it, and it must come back as it was. */
const formatUtf16 = 2;

/** Checks the length and brands raw bytes as a data key. Throws on a wrong length: that is a bug, not an outcome. */
export const asDataKey = (raw: Uint8Array): DataKey => {
  if (raw.length !== dataKeyBytes)
    throw new RangeError(`A data key has ${dataKeyBytes} bytes, not ${raw.length}`);
  return raw as DataKey;
};

/** A new data key from the given source of randomness (`node:crypto` `randomBytes` in the program, a fixed one in tests). */
export const newDataKey = (random: (bytes: number) => Uint8Array): DataKey =>
  asDataKey(Uint8Array.from(random(dataKeyBytes)));

// Importing a key costs about as much as sealing a short value, so each key is imported once while it is held.
const keyObjects = new WeakMap<Uint8Array, KeyObject>();
const keyObjectOf = (dataKey: DataKey): KeyObject => {
  let keyObject = keyObjects.get(dataKey);
  if (keyObject === undefined) {
    keyObject = createSecretKey(asDataKey(dataKey));
    keyObjects.set(dataKey, keyObject);
  }
  return keyObject;
};

// One call for randomness per 256 nonces: the call itself is what costs.
const noncePool = Buffer.allocUnsafeSlow(nonceBytes * 256);
let noncePosition = noncePool.length;
const writeNonce = (target: Buffer): void => {
  if (noncePosition === noncePool.length) {
    randomFillSync(noncePool);
    noncePosition = 0;
  }
  noncePool.copy(target, 1, noncePosition, noncePosition + nonceBytes);
  noncePosition += nonceBytes;
};

const associatedData = (format: number, associated: string): Buffer =>
  Buffer.from(String.fromCharCode(format) + associated, 'utf8');

/** The same bytes as what our types say they are: a Buffer compares and prints otherwise. */
const plainView = <Memory extends ArrayBufferLike>(buffer: Buffer<Memory>): Uint8Array<Memory> =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);

/**
 * Seals a value: AES-256-GCM, laid out as format byte, 12-byte random nonce, ciphertext, 16-byte tag.
 * @param associated the place the value belongs to, e.g. `person.iban:<row id>`; it opens at no other place.
 */
export const seal = (
  dataKey: DataKey,
  plain: string | Uint8Array,
  associated: string,
): Uint8Array<ArrayBuffer> => {
  const format = typeof plain === 'string' && !plain.isWellFormed() ? formatUtf16 : formatUtf8;
  const bytes =
    typeof plain === 'string' ? Buffer.from(plain, format === formatUtf16 ? 'utf16le' : 'utf8') : plain;
  const sealed = Buffer.allocUnsafe(headerBytes + bytes.length + tagBytes);
  sealed[0] = format;
  writeNonce(sealed);
  const cipher = createCipheriv('aes-256-gcm', keyObjectOf(dataKey), sealed.subarray(1, headerBytes));
  cipher.setAAD(associatedData(format, associated));
  cipher.update(bytes).copy(sealed, headerBytes);
  cipher.final();
  cipher.getAuthTag().copy(sealed, headerBytes + bytes.length);
  return plainView(sealed);
};

const openBytes = (dataKey: DataKey, sealed: Uint8Array, associated: string): Result<Buffer, OpenProblem> => {
  const format = sealed[0];
  const short = sealed.length < headerBytes + tagBytes;
  if (short || (format !== formatUtf8 && format !== formatUtf16)) return fail('not-sealed');
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', keyObjectOf(dataKey), sealed.subarray(1, headerBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(format, associated));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(headerBytes, end));
  try {
    decipher.final();
  } catch {
    return fail('tampered');
  }
  return ok(plain);
};

/** Opens what `seal` sealed at the same place with the same key, as bytes. */
export const open = (
  dataKey: DataKey,
  sealed: Uint8Array,
  associated: string,
): Result<Uint8Array, OpenProblem> => {
  const plain = openBytes(dataKey, sealed, associated);
  return plain.ok ? ok(plainView(plain.value)) : plain;
};

/** Opens what was sealed as text, and gives exactly that text back, lone surrogates and NUL included. */
export const openText = (
  dataKey: DataKey,
  sealed: Uint8Array,
  associated: string,
): Result<string, OpenProblem> => {
  const plain = openBytes(dataKey, sealed, associated);
  return plain.ok ? ok(plain.value.toString(sealed[0] === formatUtf16 ? 'utf16le' : 'utf8')) : plain;
};

/** A short public name of a key (not reversible), to compare keys without showing them. */
export const keyFingerprint = (key: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from('herfah key fingerprint\n'), key]), 'hex').slice(0, 16);
