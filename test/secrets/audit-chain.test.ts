import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AuditRow,
  chainHash,
  emptyChain,
  type SealedAuditRow,
  sealRows,
  verifyChain,
} from '../../src/secrets/audit-chain.ts';

const row = (number: number, changed: Partial<AuditRow> = {}): AuditRow => ({
  id: `audit-${number}`,
  at: `2026-11-24T08:00:${String(number).padStart(2, '0')}.000Z`,
  actorKind: 'staff',
  actorId: 'member-1',
  action: 'registration.approved',
  subjectKind: 'registration',
  subjectId: 'case-7',
  references: { version: 3, assisted: false, reason: null },
  ...changed,
});

const chain = sealRows(emptyChain, [row(1), row(2), row(3), row(4), row(5)]);

async function* stream(rows: readonly SealedAuditRow[]) {
  yield* rows;
}
const verify = (rows: readonly SealedAuditRow[], head?: { position: number; hash: string }) =>
  verifyChain(stream(rows), head);
const replace = (index: number, changed: Partial<SealedAuditRow>) =>
  chain.map((sealed, at) => (at === index ? { ...sealed, ...changed } : sealed));

describe('a chain that nobody touched', () => {
  test('holds, also when sealed batch after batch', async () => {
    const first = sealRows(emptyChain, [row(1), row(2)]);
    const second = sealRows(first[1] ?? emptyChain, [row(3), row(4), row(5)]);
    expect([...first, ...second]).toEqual(chain);
    expect(await verify(chain)).toEqual({ ok: true, count: 5, head: { position: 5, hash: chain[4]?.hash } });
  });

  test('holds when empty', async () => {
    expect(await verify([])).toEqual({ ok: true, count: 0, head: emptyChain });
  });

  test('does not care in which order a database gives the references back', () => {
    const reordered = row(1, { references: { reason: null, assisted: false, version: 3 } });
    expect(chainHash(emptyChain.hash, reordered)).toBe(chainHash(emptyChain.hash, row(1)));
  });

  test('has always had these hashes: the encoding of rows already sealed must never change', () => {
    expect(chainHash(emptyChain.hash, row(1))).toBe(
      '9ea2fcb00d950414fe4713c0b9770dce4e7d7ee24d983198638dd0ceda3528c3',
    );
  });
});

describe('tampering', () => {
  const changes: [string, Partial<AuditRow>][] = [
    ['id', { id: 'audit-9' }],
    ['time', { at: '2026-11-24T08:00:03.001Z' }],
    ['kind of actor', { actorKind: 'family' }],
    ['actor', { actorId: 'member-2' }],
    ['actor removed', { actorId: null }],
    ['action', { action: 'registration.declined' }],
    ['kind of subject', { subjectKind: 'loan' }],
    ['subject', { subjectId: null }],
    ['reference changed', { references: { version: 4, assisted: false, reason: null } }],
    ['reference of another type', { references: { version: '3', assisted: false, reason: null } }],
    ['reference added', { references: { version: 3, assisted: false, reason: null, more: 1 } }],
    ['reference removed', { references: { version: 3, assisted: false } }],
  ];
  test.each(changes)('%s', async (_, changed) => {
    const rows = replace(2, { row: row(3, changed) });
    expect(await verify(rows)).toEqual({
      ok: false,
      brokenAtPosition: 3,
      auditId: changed.id ?? 'audit-3',
      reason: 'row-changed',
    });
  });

  test('a row changed and sealed again breaks at the next one', async () => {
    const changed = row(3, { actorId: 'member-2' });
    const rows = replace(2, { row: changed, hash: chainHash(chain[1]?.hash ?? '', changed) });
    expect(await verify(rows)).toEqual({
      ok: false,
      brokenAtPosition: 4,
      auditId: 'audit-4',
      reason: 'link-changed',
    });
  });

  test.each([
    ['a row removed', [0, 1, 3, 4], 3, 'audit-4', 'row-missing'],
    ['the first removed', [1, 2, 3, 4], 1, 'audit-2', 'row-missing'],
    ['two rows swapped', [0, 2, 1, 3, 4], 2, 'audit-3', 'row-missing'],
    ['a row twice', [0, 1, 1, 2, 3, 4], 3, 'audit-2', 'row-missing'],
  ] as const)('%s', async (_, order, brokenAtPosition, auditId, reason) => {
    const rows = order.flatMap((index) => chain[index] ?? []);
    expect(await verify(rows)).toEqual({ ok: false, brokenAtPosition, auditId, reason });
  });

  test('a row removed and the rest renumbered', async () => {
    const rows = [0, 1, 3, 4]
      .flatMap((index) => chain[index] ?? [])
      .map((sealed, index) => ({ ...sealed, position: index + 1 }));
    expect(await verify(rows)).toMatchObject({ brokenAtPosition: 3, reason: 'link-changed' });
  });

  test('the end cut off, and the whole chain made anew, are found by a head known from elsewhere', async () => {
    const head = { position: 5, hash: chain[4]?.hash ?? '' };
    expect(await verify(chain, head)).toMatchObject({ ok: true });
    expect(await verify(chain.slice(0, 3), head)).toEqual({
      ok: false,
      brokenAtPosition: 4,
      auditId: null,
      reason: 'end-missing',
    });
    const forged = sealRows(
      emptyChain,
      [1, 2, 3, 4, 5].map((number) => row(number, { actorId: 'somebody' })),
    );
    expect(await verify(forged)).toMatchObject({ ok: true });
    expect(await verify(forged, head)).toMatchObject({
      ok: false,
      brokenAtPosition: 5,
      reason: 'row-changed',
    });
  });

  test('two different rows never have one encoding', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
    const anyRow = fc.record({
      id: text,
      at: text,
      actorKind: text,
      actorId: fc.option(text),
      action: text,
      subjectKind: text,
      subjectId: fc.option(text),
      references: fc.dictionary(text, value, { maxKeys: 3 }),
    });
    fc.assert(
      fc.property(anyRow, anyRow, (one, other) => {
        const same = chainHash(emptyChain.hash, one) === chainHash(emptyChain.hash, other);
        try {
          expect(one).toEqual(other);
          return same;
        } catch {
          return !same;
        }
      }),
    );
  });

  test('a reference that JSON cannot hold is a bug', () => {
    expect(() => chainHash(emptyChain.hash, row(1, { references: { amount: Number.NaN } }))).toThrow(
      RangeError,
    );
  });
});
