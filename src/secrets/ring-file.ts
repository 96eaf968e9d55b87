import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { fail, ok, type Result } from '../kernel/result.ts';
import { type RingMaterial, readKey } from './ring-material.ts';

type Sentence = { readonly sentence: string };

export const ringFilePath = (dataDir: string): string => path.join(dataDir, 'keys', 'ring.json');

const ringKeySchema = z.string().transform((text, context) => {
  const key = readKey(text);
  if (key !== null) return key;
  context.addIssue({ code: 'custom', message: 'not 32 bytes in base64' });
  return z.NEVER;
});

const ringFileSchema = z
  .object({
    version: z.literal(1),
    current: z.string(),
    keys: z.record(z.string(), ringKeySchema),
    lookup: ringKeySchema,
  })
  .refine((file) => Object.hasOwn(file.keys, file.current));

const encode = (material: RingMaterial): string => {
  const base64 = (key: Uint8Array): string => Buffer.from(key).toString('base64');
  const keys = Object.fromEntries([...material.keys].map(([id, key]) => [id, base64(key)]));
  const file = { version: 1, current: material.currentId, keys, lookup: base64(material.lookupSecret) };
  return `${JSON.stringify(file, null, 2)}\n`;
};

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

const parse = (text: string): RingMaterial | null => {
  try {
    const file = ringFileSchema.safeParse(JSON.parse(text));
    if (!file.success) return null;
    const keys = new Map(Object.entries(file.data.keys));
    return { currentId: file.data.current, keys, lookupSecret: file.data.lookup };
  } catch {
    return null;
  }
};

/** The ring that the file holds, null where there is no file, a sentence where it cannot be read. */
export const readRingFile = async (dataDir: string): Promise<Result<RingMaterial | null, Sentence>> => {
  const file = ringFilePath(dataDir);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(null);
    return fail({
      sentence: `The key ring ${file} cannot be read (${errorCode(error)}); check who owns it.`,
    });
  }
  const material = parse(text);
  if (material === null) {
    return fail({
      sentence: `The key ring ${file} is damaged; put back your copy of it. It is not replaced by a new one.`,
    });
  }
  // A copy that was put back by hand often comes with the mode of its medium; failing that is no reason not to start.
  await chmod(file, 0o600).catch(() => undefined);
  return ok(material);
};

/** Writes beside the ring and makes it durable, so that the ring's own name never stands for a half-written file. */
const writeTemporary = async (dataDir: string, material: RingMaterial): Promise<string> => {
  const temporary = `${ringFilePath(dataDir)}.${randomBytes(6).toString('hex')}.new`;
  await mkdir(path.dirname(temporary), { recursive: true, mode: 0o700 });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(encode(material));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

/** Replaces the ring's file in one step. */
export const replaceRingFile = async (dataDir: string, material: RingMaterial): Promise<void> => {
  const temporary = await writeTemporary(dataDir, material);
  await rename(temporary, ringFilePath(dataDir));
  await syncFolder(path.dirname(temporary));
};

/** Makes the ring's file unless somebody else made it meanwhile: of two first starts at once, one ring wins for both. */
const createRingFile = async (dataDir: string): Promise<void> => {
  const currentId = `k${randomBytes(6).toString('hex')}`;
  const keys = new Map([[currentId, randomBytes(32)]]);
  const temporary = await writeTemporary(dataDir, { currentId, keys, lookupSecret: randomBytes(32) });
  try {
    await link(temporary, ringFilePath(dataDir));
  } catch (error) {
    const code = errorCode(error) ?? '';
    // Some mounted folders know no hard links; the data folder's lock then has to do.
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code))
      await rename(temporary, ringFilePath(dataDir));
    else if (code !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(path.dirname(temporary));
};

/** The ring of the data folder, made on the first start. */
export const readOrCreateRingFile = async (
  dataDir: string,
): Promise<Result<{ readonly material: RingMaterial; readonly created: boolean }, Sentence>> => {
  const before = await readRingFile(dataDir);
  if (!before.ok) return before;
  if (before.value !== null) return ok({ material: before.value, created: false });
  try {
    await createRingFile(dataDir);
  } catch (error) {
    return fail({
      sentence: `The key ring ${ringFilePath(dataDir)} cannot be written (${errorCode(error)}); check that the folder is writable.`,
    });
  }
  const after = await readRingFile(dataDir);
  if (!after.ok) return after;
  if (after.value === null)
    return fail({ sentence: `The key ring ${ringFilePath(dataDir)} vanished while starting.` });
  return ok({ material: after.value, created: true });
};
