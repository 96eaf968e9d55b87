import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export { Prisma };

export type Database = PrismaClient;
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
  const adapter = new PrismaPg(
    { connectionString: url, max: connections },
    {
      onPoolError: onError,
      onConnectionError: onError,
      statementNameGenerator: ({ sql }) => statementName(sql),
    },
  );
  return new PrismaClient({ adapter });
};
