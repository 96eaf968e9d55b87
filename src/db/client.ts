import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { directOn, type Statements } from './direct.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { Statements };
export { Prisma };

export type Database = PrismaClient & {
  /**
   * The statements of every turn go past Prisma: its interpreter costs more than the engine and encryption together.
   * Each stands for itself, so never one inside a transaction.
   */
  readonly direct: Statements;
};
export type Transaction = Prisma.TransactionClient;

/** The statements of the hot path are few and fixed; what comes beyond is sent unnamed, so that nothing grows without bound. */
const mostStatements = 500;

/** Names of prepared statements by their text: the hot path's statements are parsed once per connection. */
const statementNames = new Map<string, string>();
const statementName = (sql: string): string => {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= mostStatements) return '';
  const name = `s${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
};

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  onError(error: Error): void;
}

/** Prisma on a pool of `pg` connections. */
export const openDatabase = ({ url, connections, onError }: DatabaseOptions): Database => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onConnectionError: onError,
    statementNameGenerator: ({ sql }) => statementName(sql),
  });
  pool.on('error', onError);
  return Object.assign(new PrismaClient({ adapter }), { direct: directOn(pool, statementName) });
};
