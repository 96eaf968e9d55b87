import type { Database, Transaction } from '../../db/client.ts';
import type { AuditEntry } from '../contract.ts';

export type { Database, Transaction };

/** A row of the trail as the database holds it. */
export interface AuditRecord {
  readonly seq: bigint;
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly references: NonNullable<AuditEntry['references']>;
}

export interface LinkRecord {
  readonly position: bigint;
  readonly hash: string;
  readonly audit_id: string;
}

export const insertAudit = async (
  executor: Transaction,
  entry: AuditEntry & { readonly id: string; readonly actorKind: string; readonly actorId: string | null },
  at: Date,
): Promise<void> => {
  await executor.audit.create({
    data: {
      id: entry.id,
      at,
      actorKind: entry.actorKind,
      actorId: entry.actorId,
      action: entry.action,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      references: entry.references ?? {},
    },
  });
};

const sealedThrough = 'audit.sealed-through';
const headKey = 'audit.head';

/** Up to which row everything is sealed; rows that a slow transaction commits late lie above it. */
export const readFloor = async (executor: Transaction): Promise<bigint> => {
  const row = await executor.setting.findUnique({ where: { key: sealedThrough } });
  return typeof row?.value === 'number' ? BigInt(row.value) : 0n;
};

export const writeFloor = async (executor: Transaction, seq: bigint): Promise<void> => {
  const value = Number(seq);
  await executor.setting.upsert({
    where: { key: sealedThrough },
    create: { key: sealedThrough, value },
    update: { value },
  });
};

export interface HeadRecord {
  readonly position: number;
  readonly hash: string;
}

/** The last head as it was written down apart from the chain: finds links that were cut off at its end. */
export const readNotedHead = async (executor: Transaction): Promise<HeadRecord | null> => {
  const row = await executor.setting.findUnique({ where: { key: headKey } });
  const value = row?.value as Partial<HeadRecord> | null | undefined;
  return typeof value?.position === 'number' && typeof value.hash === 'string'
    ? { position: value.position, hash: value.hash }
    : null;
};

export const noteHead = async (executor: Transaction, head: HeadRecord): Promise<void> => {
  const value = { position: head.position, hash: head.hash };
  await executor.setting.upsert({
    where: { key: headKey },
    create: { key: headKey, value },
    update: { value },
  });
};

export const lastLink = async (executor: Transaction): Promise<LinkRecord | null> => {
  const rows = await executor.$queryRaw<LinkRecord[]>`
    select position, hash, audit_id from audit_link order by position desc limit 1`;
  return rows[0] ?? null;
};

export const unsealedRows = (executor: Transaction, floor: bigint, most: number): Promise<AuditRecord[]> =>
  executor.$queryRaw<AuditRecord[]>`
    select a.seq, a.id, a.at, a.actor_kind, a.actor_id, a.action, a.subject_kind, a.subject_id, a."references"
    from audit a
    where a.seq > ${floor} and not exists (select 1 from audit_link l where l.audit_id = a.id)
    order by a.seq limit ${most}`;

export const insertLinks = async (
  executor: Transaction,
  links: readonly { readonly position: number; readonly auditId: string; readonly hash: string }[],
): Promise<void> => {
  await executor.auditLink.createMany({
    data: links.map(({ position, auditId, hash }) => ({ position: BigInt(position), auditId, hash })),
  });
};

/** The newest row that is older than any transaction can last. */
export const newestSettled = async (executor: Transaction, before: Date): Promise<bigint | null> => {
  const rows = await executor.$queryRaw<{ readonly seq: bigint | null }[]>`
    select max(seq) as seq from audit where at < ${before}`;
  return rows[0]?.seq ?? null;
};

export type ChainedRecord = LinkRecord & { readonly row: AuditRecord | null };

type JoinedRecord = LinkRecord & { readonly [name in keyof AuditRecord]: AuditRecord[name] | null };

/** Links with their rows, in order of position, a page behind the given position. */
export const chainPage = async (
  executor: Transaction | Database,
  behind: bigint,
  most: number,
): Promise<readonly ChainedRecord[]> => {
  const rows = await executor.$queryRaw<JoinedRecord[]>`
    select l.position, l.hash, l.audit_id, a.seq, a.id, a.at, a.actor_kind, a.actor_id, a.action, a.subject_kind,
      a.subject_id, a."references"
    from audit_link l left join audit a on a.id = l.audit_id
    where l.position > ${behind} order by l.position limit ${most}`;
  return rows.map((row) => ({
    position: row.position,
    hash: row.hash,
    audit_id: row.audit_id,
    row: row.id === null ? null : (row as unknown as AuditRecord),
  }));
};

export const countUnsealed = async (executor: Transaction | Database): Promise<number> => {
  const rows = await executor.$queryRaw<{ readonly count: number }[]>`
    select count(*)::int as count from audit a
    where not exists (select 1 from audit_link l where l.audit_id = a.id)`;
  return rows[0]?.count ?? 0;
};
