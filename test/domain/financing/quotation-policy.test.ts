import { describe, expect, test } from 'vitest';
import { needsQuotation, quotationLack, quotationStanding } from '../../../src/domain/financing/policy.ts';

describe('what is lacking', () => {
  const above = (riyals: number | null | undefined) => ({ quotationAboveRiyals: riyals });
  test.each([
    [above(undefined), 5_000_000, false],
    [above(null), 5_000_000, false],
    [above(20_000), 2_000_000, false],
    [above(20_000), 2_000_001, true],
    [above(0), 500_000, true],
  ] as const)('rules %j, %i halalas: needed %s', async (rule, halalas, needed) => {
    expect(needsQuotation(rule as Parameters<typeof needsQuotation>[0], halalas)).toBe(needed);
  });

  test.each([
    ['verified', '2026-12-01', '2026-12-01', 'verified'],
    ['verified', '2026-11-30', '2026-12-01', 'expired'],
    ['received', null, '2026-12-01', 'received'],
    ['superseded', '2026-11-30', '2026-12-01', 'superseded'],
  ] as const)('%s until %s counts on %s as %s', (state, validUntil, today, stands) => {
    expect(quotationStanding({ state, validUntil }, today)).toBe(stands);
  });

  test.each([
    [true, [], 'missing'],
    [true, ['superseded'], 'missing'],
    [true, ['received'], 'received'],
    [true, ['rejected'], 'rejected'],
    [true, ['expired'], 'expired'],
    [true, ['verified'], null],
    [true, ['verified', 'rejected', 'superseded'], null],
    [true, ['verified', 'received'], 'received'],
    [true, ['verified', 'expired', 'received'], 'expired'],
    [false, [], null],
    [false, ['expired'], null],
  ] as const)('needed %s, %j: %s', (needed, standings, lack) => {
    expect(quotationLack(needed, standings)).toBe(lack);
  });
});
