import {
  type AuditRow,
  type ChainHead,
  type ChainVerdict,
  emptyChain,
  type SealedAuditRow,
  sealRows,
  verifyChain,
} from '../../secrets/audit-chain.ts';
import {
  type AuditRecord,
  chainPage,
  countUnsealed,
  type Database,
  insertAudit,
  insertLinks,
  lastLink,
  newestSettled,
  noteHead,
  readFloor,
  readNotedHead,
  type Transaction,
  unsealedRows,
  writeFloor,
} from './store.ts';

export { insertAudit as append };

/** No transaction lasts this long, so that nothing can still appear behind a row that is older. */
const settledMillis = 10 * 60_000;
const page = 1000;

const rowOf = (record: AuditRecord): AuditRow => ({
  id: record.id,
  at: record.at.toISOString(),
  actorKind: record.actor_kind,
  actorId: record.actor_id,
  action: record.action,
  subjectKind: record.subject_kind,
  subjectId: record.subject_id,
  references: record.references,
});

const headOf = async (transaction: Transaction): Promise<ChainHead> => {
  const last = await lastLink(transaction);
  return last ? { position: Number(last.position), hash: last.hash } : emptyChain;
};

/**
 * Chains the rows that turns appended since the last batch, in the order of their numbers. The caller holds the
 * sealer's lease; two sealers at once would collide on a position and one of them fail. Returns how many were sealed.
 */
export const sealBatch = async (transaction: Transaction, now: Date, most = page): Promise<number> => {
  const floor = await readFloor(transaction);
  const settled = await newestSettled(transaction, new Date(now.getTime() - settledMillis));
  const rows = await unsealedRows(transaction, floor, most);
  if (rows.length > 0) {
    const sealed = sealRows(await headOf(transaction), rows.map(rowOf));
    await insertLinks(
      transaction,
      sealed.map(({ position, hash, row }) => ({ position, hash, auditId: row.id })),
    );
    const last = sealed.at(-1);
    if (last) await noteHead(transaction, last);
  }
  // Only a batch that left nothing behind proves that all rows up to there are sealed.
  if (rows.length < most && settled !== null && settled > floor) await writeFloor(transaction, settled);
  return rows.length;
};

/** A link whose row was deleted is given a row that cannot match, so that the chain breaks exactly there. */
const missing = (auditId: string): AuditRow => ({
  id: auditId,
  at: '',
  actorKind: '',
  actorId: null,
  action: '',
  subjectKind: '',
  subjectId: null,
  references: {},
});

async function* chainOf(database: Database, gone: Set<number>): AsyncGenerator<SealedAuditRow> {
  let behind = 0n;
  let previousHash = emptyChain.hash;
  for (;;) {
    const records = await chainPage(database, behind, page);
    for (const { position, hash, row, audit_id } of records) {
      if (!row) gone.add(Number(position));
      yield { position: Number(position), previousHash, hash, row: row ? rowOf(row) : missing(audit_id) };
      previousHash = hash;
      behind = position;
    }
    if (records.length < page) return;
  }
}

export interface AuditVerdict {
  readonly whole: boolean;
  /** One sentence for the operator. */
  readonly sentence: string;
}

const reasons: { readonly [reason: string]: string } = {
  'row-missing': 'a row is missing',
  'row-changed': 'the row was changed',
  'link-changed': 'the link was changed',
  'end-missing': 'the end was cut off',
};

const sentenceOf = (verdict: ChainVerdict, gone: ReadonlySet<number>, waiting: number): string => {
  if (verdict.ok && verdict.count === 0 && waiting === 0)
    return 'There is nothing to verify: the audit trail of this database holds no row yet.';
  if (verdict.ok) {
    return `The audit trail is whole: ${verdict.count} sealed rows, ${waiting} waiting for the sealer.`;
  }
  const reason = gone.has(verdict.brokenAtPosition) ? 'row-missing' : verdict.reason;
  const row = verdict.auditId === null ? '' : ` (row ${verdict.auditId})`;
  return `The audit trail is broken at position ${verdict.brokenAtPosition}${row}: ${reasons[reason] ?? reason}.`;
};

/** Recomputes the whole chain and names the first row at which it breaks. */
export const verify = async (database: Database): Promise<AuditVerdict> => {
  const gone = new Set<number>();
  const noted = await readNotedHead(database);
  const verdict = await verifyChain(chainOf(database, gone), noted ?? undefined);
  const waiting = verdict.ok ? await countUnsealed(database) : 0;
  return { whole: verdict.ok, sentence: sentenceOf(verdict, gone, waiting) };
};
