import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** The oid of PostgreSQL's one-byte type "char", in which its catalogue answers. */
const singleByteCharacter = 18;
const text = 25;

interface AnyAnswer {
  readonly fields?: readonly { dataTypeID: number }[];
  readonly rows?: readonly unknown[];
}

/**
 * Prisma's adapter as its schema engine needs it, which it is not by itself:
 * - it refuses columns of type "char", which the engine reads from the catalogue: they are reported as Character;
 * - it cuts scripts at every semicolon, also within functions and comments: a script goes to the server whole, which
 *   makes it one transaction too.
 */
const adapt = async (
  pool: pg.Pool,
  amend: (script: string) => string,
  onFailure: (error: unknown) => void,
  close: () => Promise<void>,
): Promise<SqlDriverAdapter> => {
  const characters = new WeakMap<readonly unknown[], readonly number[]>();
  const query = pool.query.bind(pool) as (...words: unknown[]) => Promise<AnyAnswer>;
  const noting = async (...words: unknown[]): Promise<AnyAnswer> => {
    const answer = await query(...words);
    const found: number[] = [];
    for (const [index, field] of (answer.fields ?? []).entries()) {
      if (field.dataTypeID !== singleByteCharacter) continue;
      field.dataTypeID = text;
      found.push(index);
    }
    if (answer.rows && found.length > 0) characters.set(answer.rows, found);
    return answer;
  };
  Object.assign(pool, { query: noting });
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(asked: Parameters<typeof queryRaw>[0]) {
      const answer = await queryRaw(asked);
      for (const index of characters.get(answer.rows) ?? [])
        answer.columnTypes[index] = ColumnTypeEnum.Character;
      return answer;
    },
    async executeScript(script: string) {
      // Without arguments the driver sends this as one simple query: several statements, one transaction.
      await query(amend(script)).catch((error: unknown) => {
        onFailure(error);
        throw error;
      });
    },
    dispose: close,
  });
};

/**
 * Connections for the schema engine. Every script passes `amend` first; what the server says of one that fails goes to
 * `onFailure`, since the engine keeps it to itself. `close` ends all connections, which the engine does not.
 */
export const openMigrationConnections = (
  url: string,
  amend: (script: string) => string,
  onFailure: (error: unknown) => void,
): { readonly factory: SqlMigrationAwareDriverAdapterFactory; close(): Promise<void> } => {
  const closers = new Set<() => Promise<void>>();
  const open = async (connectionString: string, after: () => Promise<unknown>): Promise<SqlDriverAdapter> => {
    const pool = new pg.Pool({ connectionString, max: 2 });
    pool.on('error', () => undefined);
    const close = async (): Promise<void> => {
      if (!closers.delete(close)) return;
      await pool.end();
      await after();
    };
    closers.add(close);
    return adapt(pool, amend, onFailure, close);
  };
  const once = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => open(url, async () => undefined),
      async connectToShadowDb() {
        const name = `shadow_${crypto.randomUUID().replaceAll('-', '')}`;
        await once(`create database ${name} template template0`);
        const shadow = new URL(url);
        shadow.pathname = `/${name}`;
        return open(shadow.href, () => once(`drop database if exists ${name} with (force)`));
      },
    },
    async close() {
      for (const close of [...closers]) await close();
    },
  };
};
