import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../kernel/result.ts';
import { asDataKey, type DataKey, keyFingerprint, type OpenProblem, open, seal } from './data-key.ts';
import { readOrCreateRingFile, readRingFile, replaceRingFile, ringFilePath } from './ring-file.ts';
import { type RingMaterial, readVariable, variableName } from './ring-material.ts';

/** What a lookup is about; the same value under two kinds gives two unrelated results. */
export type LookupKind = 'national-id' | 'iban' | 'mobile' | 'peer' | 'code';

export type WrappedKey = { readonly ringKeyId: string; readonly wrapped: Uint8Array<ArrayBuffer> };

export type KeyRing = {
  /** The ring key under which new data keys are wrapped. */
  readonly currentId: string;
  /** A public name of the lookup secret: keep it beside the data, and a start with another ring is noticed at once. */
  readonly fingerprint: string;
  /** Sentences for the operator, e.g. to back up a ring that was just made. */
  readonly warnings: readonly string[];
  wrap(dataKey: Uint8Array): WrappedKey;
  unwrap(ringKeyId: string, wrapped: Uint8Array): Result<DataKey, OpenProblem | 'unknown-ring-key'>;
  /** Keyed HMAC-SHA256 of an already normalised value, base64url, 43 characters: equal values meet, and nobody without the ring can try values out. */
  lookup(kind: LookupKind, value: string): string;
  /** Puts a new current key into the ring's file; older keys still unwrap and lookups do not change. Absent where the ring comes from the environment. */
  rotate?(): Promise<Result<KeyRing, { sentence: string }>>;
};

const wrapPlace = (ringKeyId: string): string => `herfah data key under ${ringKeyId}`;

const lookupKeyOf = (lookupSecret: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', lookupSecret, new Uint8Array(0), 'herfah lookup', 32));

/** The ring over its key material. */
const ringOf = (material: RingMaterial, warnings: readonly string[], dataDir: string | null): KeyRing => {
  const ringKeys = new Map([...material.keys].map(([id, key]) => [id, asDataKey(key)]));
  const lookupKey = lookupKeyOf(material.lookupSecret);
  const ring: KeyRing = {
    currentId: material.currentId,
    fingerprint: keyFingerprint(lookupKey),
    warnings,
    wrap(dataKey) {
      const ringKey = ringKeys.get(material.currentId);
      if (ringKey === undefined) throw new Error('The current key is not in the ring');
      const wrapped = seal(ringKey, asDataKey(dataKey), wrapPlace(material.currentId));
      return { ringKeyId: material.currentId, wrapped };
    },
    unwrap(ringKeyId, wrapped) {
      const ringKey = ringKeys.get(ringKeyId);
      if (ringKey === undefined) return fail('unknown-ring-key');
      const opened = open(ringKey, wrapped, wrapPlace(ringKeyId));
      return opened.ok ? ok(asDataKey(opened.value)) : opened;
    },
    lookup: (kind, value) => createHmac('sha256', lookupKey).update(`${kind}\0${value}`).digest('base64url'),
  };
  return dataDir === null ? ring : { ...ring, rotate: () => rotateRingFile(dataDir) };
};

const rotateRingFile = async (dataDir: string): Promise<Result<KeyRing, { sentence: string }>> => {
  const before = await readRingFile(dataDir);
  if (!before.ok) return before;
  if (before.value === null)
    return fail({ sentence: `There is no key ring at ${ringFilePath(dataDir)} to rotate.` });
  const currentId = `k${randomBytes(6).toString('hex')}`;
  const keys = new Map([[currentId, randomBytes(32)], ...before.value.keys]);
  const material: RingMaterial = { ...before.value, currentId, keys };
  await replaceRingFile(dataDir, material);
  return ok(ringOf(material, [backUpSentence(dataDir)], dataDir));
};

const backUpSentence = (dataDir: string): string =>
  `A new key was written to ${ringFilePath(dataDir)}: keep a copy in a safe place away from this machine, ` +
  'because without it nobody can ever read the encrypted data or its backups.';

/** A ring from the environment must hold all that a ring file of the same folder holds, or what was sealed with that is lost. */
const missingFromVariable = (fromVariable: RingMaterial, fromFile: RingMaterial): boolean => {
  const same = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
    one !== undefined && Buffer.compare(one, other) === 0;
  if (!same(fromVariable.lookupSecret, fromFile.lookupSecret)) return true;
  return [...fromFile.keys].some(([id, key]) => !same(fromVariable.keys.get(id), key));
};

/**
 * The key ring: from HERFAH_KEYS (`id:base64[,id:base64…]`, 32 bytes each, the first is current; the id `lookup` names
 * the lookup secret), else from `<dataDir>/keys/ring.json`, which is made (mode 600) on the first start.
 * A sentence for the operator when neither is usable; an unusable ring is never overwritten.
 */
export const loadKeyRing = async (options: {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<Result<KeyRing, { sentence: string }>> => {
  const variable = options.environment[variableName]?.trim();
  if (variable !== undefined && variable !== '') {
    const material = readVariable(variable);
    if (!material.ok) return material;
    const file = await readRingFile(options.dataDir);
    if (file.ok && file.value !== null && missingFromVariable(material.value, file.value)) {
      return fail({
        sentence:
          `${variableName} lacks keys that ${ringFilePath(options.dataDir)} holds; ` +
          'add them to the variable (the file\'s lookup secret as "lookup:…") or move the file away if its data is gone.',
      });
    }
    return ok(ringOf(material.value, [], null));
  }
  const file = await readOrCreateRingFile(options.dataDir);
  if (!file.ok) return file;
  const warnings = file.value.created ? [backUpSentence(options.dataDir)] : [];
  return ok(ringOf(file.value.material, warnings, options.dataDir));
};
