import { hash } from 'node:crypto';

/** One entry of the audit trail: who did what to which case, by references only, never personal values. */
export type AuditRow = {
  readonly id: string;
  /** ISO 8601; hashed as the text it is, so always pass the form that `Date.toISOString` gives. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly references: Readonly<Record<string, string | number | boolean | null>>;
};

/** An audit row with its place in the chain. Positions start at 1 and have no gaps. */
export type SealedAuditRow = {
  readonly position: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly row: AuditRow;
};

export type ChainHead = { readonly position: number; readonly hash: string };

/** The head of the empty chain: what the first row follows. */
export const emptyChain: ChainHead = { position: 0, hash: '0'.repeat(64) };

/** One text for one row: fixed order of fields, references by name, so that storage may reorder them. */
const canonical = (row: AuditRow): string => {
  const references = Object.entries(row.references).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, value] of references) {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new RangeError(`Reference ${name} is no number`);
  }
  return JSON.stringify([
    row.id,
    row.at,
    row.actorKind,
    row.actorId,
    row.action,
    row.subjectKind,
    row.subjectId,
    references,
  ]);
};

/** The hash that seals a row behind the one before it: SHA-256, 64 hexadecimal digits. */
export const chainHash = (previousHash: string, row: AuditRow): string =>
  hash('sha256', `herfah audit 1\n${previousHash}\n${canonical(row)}`, 'hex');

/** Seals rows in their order behind the head of the chain; what a sealer writes in one batch. */
export const sealRows = (head: ChainHead, rows: readonly AuditRow[]): readonly SealedAuditRow[] => {
  let { position, hash: previousHash } = head;
  return rows.map((row) => {
    position += 1;
    const sealed = { position, previousHash, hash: chainHash(previousHash, row), row };
    previousHash = sealed.hash;
    return sealed;
  });
};

export type ChainVerdict =
  | { readonly ok: true; readonly count: number; readonly head: ChainHead }
  | {
      readonly ok: false;
      readonly brokenAtPosition: number;
      readonly auditId: string | null;
      readonly reason: 'row-missing' | 'row-changed' | 'link-changed' | 'end-missing';
    };

/**
 * Recomputes the whole chain, rows in order of position, and names the first place where it breaks.
 * @param expectedHead the last head known from elsewhere (a backup, a printed digest): finds rows cut off at the end.
 */
export const verifyChain = async (
  rows: AsyncIterable<SealedAuditRow>,
  expectedHead?: ChainHead,
): Promise<ChainVerdict> => {
  let head = emptyChain;
  for await (const sealed of rows) {
    const position = head.position + 1;
    const broken = (reason: 'row-missing' | 'row-changed' | 'link-changed'): ChainVerdict => ({
      ok: false,
      brokenAtPosition: position,
      auditId: sealed.row.id,
      reason,
    });
    if (sealed.position !== position) return broken('row-missing');
    if (sealed.previousHash !== head.hash) return broken('link-changed');
    if (chainHash(head.hash, sealed.row) !== sealed.hash) return broken('row-changed');
    head = { position, hash: sealed.hash };
    if (expectedHead?.position === position && expectedHead.hash !== head.hash) return broken('row-changed');
  }
  if (expectedHead !== undefined && head.position < expectedHead.position) {
    return { ok: false, brokenAtPosition: head.position + 1, auditId: null, reason: 'end-missing' };
  }
  return { ok: true, count: head.position, head };
};
