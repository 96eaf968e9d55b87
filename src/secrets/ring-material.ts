import { Buffer } from 'node:buffer';
import { fail, ok, type Result } from '../kernel/result.ts';

/** The bare secrets of a key ring. The lookup secret is one of its own, so that rotating keys changes no lookup. */
export type RingMaterial = {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly lookupSecret: Uint8Array;
};

export const variableName = 'HERFAH_KEYS';
const lookupId = 'lookup';
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** 32 bytes from base64 or base64url; null for anything else, also for base64 that only nearly is. */
export const readKey = (text: string): Uint8Array | null => {
  const canonical = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(canonical, 'base64');
  return bytes.length === 32 && bytes.toString('base64').replace(/=+$/, '') === canonical ? bytes : null;
};

/** Reads HERFAH_KEYS; the sentence of a failure names the variable and the key's id, never a key. */
export const readVariable = (text: string): Result<RingMaterial, { sentence: string }> => {
  const keys = new Map<string, Uint8Array>();
  let lookupSecret: Uint8Array | undefined;
  for (const [index, entry] of text.split(',').entries()) {
    const colon = entry.indexOf(':');
    const id = entry.slice(0, colon).trim();
    if (colon < 0 || !idPattern.test(id)) {
      return refuse(`entry ${index + 1} should be id:base64, the id of letters and digits`);
    }
    const key = readKey(entry.slice(colon + 1).trim());
    if (key === null) return refuse(`the key "${id}" should be 32 bytes in base64 (openssl rand -base64 32)`);
    if (key.every((byte) => byte === 0)) {
      return refuse(
        `the key "${id}" is the example of .env.example, which everybody knows (openssl rand -base64 32)`,
      );
    }
    if (keys.has(id) || (id === lookupId && lookupSecret !== undefined))
      return refuse(`the id "${id}" stands twice`);
    if (id === lookupId) lookupSecret = key;
    else keys.set(id, key);
  }
  const [first, second] = keys;
  if (first === undefined) return refuse('it names no key besides "lookup"');
  if (lookupSecret === undefined && second !== undefined) {
    return refuse(
      'with several keys it also needs "lookup:" and the base64 of the oldest key, so that lookups stay the same when that one goes',
    );
  }
  return ok({ currentId: first[0], keys, lookupSecret: lookupSecret ?? first[1] });
};

const refuse = (reason: string): { ok: false; error: { sentence: string } } =>
  fail({ sentence: `${variableName} cannot be used: ${reason}.` });
