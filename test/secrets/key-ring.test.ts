import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newDataKey } from '../../src/secrets/data-key.ts';
import { type KeyRing, loadKeyRing } from '../../src/secrets/key-ring.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'herfah-ring-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const file = (): string => path.join(dataDir, 'keys', 'ring.json');

const load = async (keys?: string): Promise<KeyRing> => {
  const outcome = await loadKeyRing({
    dataDir,
    environment: keys === undefined ? {} : { HERFAH_KEYS: keys },
  });
  if (!outcome.ok) throw new Error(outcome.error.sentence);
  return outcome.value;
};

const refusal = async (keys?: string): Promise<string> => {
  const outcome = await loadKeyRing({ dataDir, environment: { HERFAH_KEYS: keys } });
  return outcome.ok ? 'it was accepted' : outcome.error.sentence.replaceAll(dataDir, '<data>');
};

const dataKey = newDataKey(randomBytes);
const iban = 'SA0380000000608010167519';

describe('from the environment', () => {
  test('the first key is current, and the others still unwrap', async () => {
    const before = await load(`y2025:${base64(1)}`);
    const { ringKeyId, wrapped } = before.wrap(dataKey);
    const after = await load(`y2026:${base64(2)},y2025:${base64(1)},lookup:${base64(1)}`);
    expect([before.currentId, after.currentId, ringKeyId]).toEqual(['y2025', 'y2026', 'y2025']);
    expect(after.unwrap(ringKeyId, wrapped)).toEqual({ ok: true, value: dataKey });
  });

  test('no lookup changes when the current key does', async () => {
    const before = await load(`y2025:${base64(1)}`);
    const after = await load(`y2026:${base64(2)},lookup:${base64(1)}`);
    expect(after.lookup('iban', iban)).toBe(before.lookup('iban', iban));
    expect(after.fingerprint).toBe(before.fingerprint);
  });

  test('writes nothing and warns of nothing', async () => {
    const ring = await load(`a:${base64(1)}`);
    expect([ring.warnings, await readdir(dataDir), ring.rotate]).toEqual([[], [], undefined]);
  });

  test.each([
    ['rubbish', 'HERFAH_KEYS cannot be used: entry 1 should be id:base64, the id of letters and digits.'],
    [
      `:${base64(1)}`,
      'HERFAH_KEYS cannot be used: entry 1 should be id:base64, the id of letters and digits.',
    ],
    [
      `a:${base64(1)},`,
      'HERFAH_KEYS cannot be used: entry 2 should be id:base64, the id of letters and digits.',
    ],
    [
      'a:c2hvcnQ=',
      'HERFAH_KEYS cannot be used: the key "a" should be 32 bytes in base64 (openssl rand -base64 32).',
    ],
    [
      `a:${base64(1)}!`,
      'HERFAH_KEYS cannot be used: the key "a" should be 32 bytes in base64 (openssl rand -base64 32).',
    ],
    [`a:${base64(1)},a:${base64(2)}`, 'HERFAH_KEYS cannot be used: the id "a" stands twice.'],
    [
      `a:${base64(0)}`,
      'HERFAH_KEYS cannot be used: the key "a" is the example of .env.example, which everybody knows (openssl rand -base64 32).',
    ],
    [`lookup:${base64(1)}`, 'HERFAH_KEYS cannot be used: it names no key besides "lookup".'],
    [
      `b:${base64(2)},a:${base64(1)}`,
      'HERFAH_KEYS cannot be used: with several keys it also needs "lookup:" and the base64 of the oldest key, so that lookups stay the same when that one goes.',
    ],
  ])('%j is refused with a sentence', async (keys, sentence) => {
    expect(await refusal(keys)).toBe(sentence);
    expect(sentence).not.toContain(base64(1));
  });

  test('is refused when it lacks what a ring file beside the data holds, and taken when it holds all of it', async () => {
    await load();
    expect(await refusal(`a:${base64(1)}`)).toBe(
      'HERFAH_KEYS lacks keys that <data>/keys/ring.json holds; add them to the variable (the file\'s lookup secret as "lookup:…") or move the file away if its data is gone.',
    );
    const held = JSON.parse(await readFile(file(), 'utf8'));
    const sameKey = `${held.current}:${held.keys[held.current]}`;
    expect(await refusal(`${sameKey},lookup:${base64(1)}`)).toMatch(/^HERFAH_KEYS lacks keys/);
    expect(await refusal(`new:${base64(1)},${sameKey},lookup:${held.lookup}`)).toBe('it was accepted');
  });
});

describe('from the file', () => {
  test('is made on the first start, for the owner only, with a warning to back it up', async () => {
    const ring = await load();
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(path.dirname(file()))).mode & 0o777).toString(8)).toBe('700');
    expect(ring.warnings).toEqual([expect.stringMatching(/keep a copy in a safe place/)]);
    expect(await readdir(path.dirname(file()))).toEqual(['ring.json']);
  });

  test('is the same ring at the next start, without the warning', async () => {
    const first = await load();
    const { ringKeyId, wrapped } = first.wrap(dataKey);
    const second = await load();
    expect(second.unwrap(ringKeyId, wrapped)).toEqual({ ok: true, value: dataKey });
    expect(second.lookup('iban', iban)).toBe(first.lookup('iban', iban));
    expect(second.warnings).toEqual([]);
  });

  test('many first starts at once agree on one ring', async () => {
    const ring = await load();
    await rm(file());
    expect((await load()).fingerprint).not.toBe(ring.fingerprint);
    for (let round = 0; round < 20; round += 1) {
      await rm(path.dirname(file()), { recursive: true });
      const rings = await Promise.all(
        Array.from({ length: 8 }, async (_, late) => {
          // Each comes in at another step of the first one's start.
          for (let steps = 0; steps < late * 2; steps += 1) await stat(dataDir);
          return await load();
        }),
      );
      expect(new Set(rings.map(({ fingerprint }) => fingerprint)).size).toBe(1);
      expect(await readdir(path.dirname(file()))).toEqual(['ring.json']);
    }
  });

  test('a file half-written by a killed start does not block the next one', async () => {
    await mkdir(path.dirname(file()));
    await writeFile(`${file()}.0123456789ab.new`, '{"version": 1, "cur');
    expect((await load()).warnings).toHaveLength(1);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, 40)],
    ['empty', () => ''],
    ['of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['without its current key', (text: string) => text.replace(/"current": "k/, '"current": "x')],
    ['with a short key', (text: string) => text.replace(/"lookup": "[^"]{4}/, '"lookup": "')],
  ])('a ring %s is refused and left alone', async (_, damage) => {
    await load();
    const damaged = damage(await readFile(file(), 'utf8'));
    await writeFile(file(), damaged);
    expect(await refusal()).toBe(
      'The key ring <data>/keys/ring.json is damaged; put back your copy of it. It is not replaced by a new one.',
    );
    expect(await readFile(file(), 'utf8')).toBe(damaged);
  });

  test('a copy put back with an open mode is closed again', async () => {
    await load();
    await chmod(file(), 0o644);
    await load();
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
  });

  test('a folder that cannot be written is said in a sentence', async () => {
    await writeFile(path.join(dataDir, 'keys'), '');
    expect(await refusal()).toBe(
      'The key ring <data>/keys/ring.json cannot be read (ENOTDIR); check who owns it.',
    );
  });

  test('rotation puts a new key in front; the old still unwraps, and no lookup changes', async () => {
    const before = await load();
    const { ringKeyId, wrapped } = before.wrap(dataKey);
    const rotated = await before.rotate?.();
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
    const after = await load();
    expect(rotated?.ok && rotated.value.currentId).toBe(after.currentId);
    expect(after.currentId).not.toBe(before.currentId);
    expect(after.wrap(dataKey).ringKeyId).toBe(after.currentId);
    expect(after.unwrap(ringKeyId, wrapped)).toEqual({ ok: true, value: dataKey });
    expect(after.lookup('iban', iban)).toBe(before.lookup('iban', iban));
  });
});

describe('wrapping', () => {
  test('finds a changed key, a key under another name and one of another ring', async () => {
    const ring = await load(`a:${base64(1)},b:${base64(1)},lookup:${base64(3)}`);
    const { ringKeyId, wrapped } = ring.wrap(dataKey);
    const changed = Uint8Array.from(wrapped, (byte, index) => (index === 20 ? byte ^ 1 : byte));
    expect(ring.unwrap(ringKeyId, changed)).toEqual({ ok: false, error: 'tampered' });
    expect(ring.unwrap('b', wrapped)).toEqual({ ok: false, error: 'tampered' });
    expect(ring.unwrap('gone', wrapped)).toEqual({ ok: false, error: 'unknown-ring-key' });
    expect((await load(`a:${base64(2)}`)).unwrap('a', wrapped)).toEqual({ ok: false, error: 'tampered' });
  });
});

describe('lookups', () => {
  test('are HMAC-SHA256 under a key made by HKDF, in base64url', async () => {
    const ring = await load(`a:${base64(1)}`);
    const key = new Uint8Array(hkdfSync('sha256', Buffer.alloc(32, 1), Buffer.alloc(0), 'herfah lookup', 32));
    expect(ring.lookup('iban', iban)).toBe(
      createHmac('sha256', key).update(`iban\0${iban}`).digest('base64url'),
    );
    expect(ring.lookup('iban', iban)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('differ by kind, by value and by ring', async () => {
    const one = await load(`a:${base64(1)}`);
    const other = await load(`a:${base64(2)}`);
    const kinds = ['national-id', 'iban', 'mobile', 'peer', 'code'] as const;
    const all = kinds.flatMap((kind) =>
      [one, other].flatMap((ring) => ['1', '2'].map((value) => ring.lookup(kind, value))),
    );
    expect(new Set(all).size).toBe(20);
  });
});
