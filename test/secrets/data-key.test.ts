import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asDataKey, newDataKey, open, openText, seal } from '../../src/secrets/data-key.ts';
import { createDataKeyCache } from '../../src/secrets/data-key-cache.ts';

const noura = newDataKey(randomBytes);
const place = 'person.iban:0199a0b0-0000-7000-8000-000000000001';
const iban = 'SA0380000000608010167519';

describe('sealing', () => {
  test('what was sealed opens again, at the same place, with the same key', () => {
    expect(openText(noura, seal(noura, iban, place), place)).toEqual({ ok: true, value: iban });
  });

  test('every text comes back as it was, with NUL and lone surrogates, at every place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, where) => {
        expect(openText(noura, seal(noura, text, where), where)).toEqual({ ok: true, value: text });
      }),
    );
    for (const text of ['', '\0', '\ud800', 'ا\udc00ب', '😀'.slice(1)]) {
      expect(openText(noura, seal(noura, text, place), place)).toEqual({ ok: true, value: text });
    }
  });

  test('all bytes come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const opened = open(noura, seal(noura, bytes, place), place);
        expect(opened.ok && Buffer.compare(opened.value, bytes)).toBe(0);
      }),
    );
  });

  test('the plain text is not in it, and the same twice is not the same', () => {
    const sealed = Array.from({ length: 1000 }, () => Buffer.from(seal(noura, iban, place)).toString('hex'));
    expect(new Set(sealed.map((hex) => hex.slice(2, 26))).size).toBe(1000);
    expect(sealed.some((hex) => Buffer.from(hex, 'hex').includes(iban.slice(4)))).toBe(false);
  });

  test('costs 29 bytes', () => {
    expect(seal(noura, 'x'.repeat(100), place)).toHaveLength(129);
  });

  test('does not keep hold of the key it was given by the source of randomness', () => {
    const source = new Uint8Array(32).fill(7);
    const key = newDataKey(() => source);
    source.fill(0);
    expect(key[0]).toBe(7);
  });

  test('a key of another length is a bug', () => {
    expect(() => asDataKey(new Uint8Array(16))).toThrow(RangeError);
    expect(() => newDataKey(() => new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('tampering', () => {
  test('any changed bit is found', () => {
    const sealed = Buffer.from(seal(noura, iban, place));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([bit, open(noura, changed, place).ok]).toEqual([bit, false]);
    }
  });

  test.each([
    ["another person's key", newDataKey(randomBytes), place],
    ['another row', noura, place.replace(/1$/, '2')],
    ['another column', noura, place.replace('iban', 'mobile')],
    ['no place', noura, ''],
  ])('does not open with %s', (_, key, where) => {
    expect(open(key, seal(noura, iban, place), where)).toEqual({ ok: false, error: 'tampered' });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['too little', Buffer.alloc(28, 1)],
    ['plain text', Buffer.from(iban.repeat(3))],
  ])('%s is not something sealed', (_, bytes) => {
    expect(open(noura, bytes, place)).toEqual({ ok: false, error: 'not-sealed' });
  });

  test('cut off at any length it does not open, and never throws', () => {
    const sealed = seal(noura, iban, place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(open(noura, sealed.subarray(0, length), place).ok).toBe(false);
    }
  });
});

describe('the cache of unwrapped keys', () => {
  test('drops what was not used for longest', () => {
    const cache = createDataKeyCache(2);
    cache.set('a', noura);
    cache.set('b', noura);
    cache.get('a');
    cache.set('c', noura);
    expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
    expect(cache.size).toBe(2);
  });

  test('forgets an erased person at once', () => {
    const cache = createDataKeyCache(10);
    cache.set('noura', noura);
    cache.forget('noura');
    expect(cache.get('noura')).toBeUndefined();
  });

  test('takes a new key for the same id', () => {
    const cache = createDataKeyCache(10);
    const newer = newDataKey(randomBytes);
    cache.set('noura', noura);
    cache.set('noura', newer);
    expect(cache.get('noura')).toBe(newer);
    expect(cache.size).toBe(1);
  });
});
