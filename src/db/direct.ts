import pg from 'pg';
import { Prisma, type PrismaClient } from './generated/client.ts';

/** What sends a statement: a transaction does, and a pool of connections itself. */
export type Statements = Pick<PrismaClient, '$queryRaw'>;

const int8 = 20;
/** Values as Prisma gives them: `pg` itself leaves 64-bit numbers as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8 ? BigInt : pg.types.getTypeParser(oid, format)),
};

const boundValue = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;

/**
 * Sends statements past Prisma on its own pool, prepared once per connection. A statement is known by its place in the
 * code, so fragments within it must be constants.
 */
export const directOn = (pool: pg.Pool, nameOf: (text: string) => string): Statements => {
  const known = new WeakMap<TemplateStringsArray, { readonly name: string; readonly text: string }>();
  const $queryRaw = async (query: TemplateStringsArray, ...given: readonly unknown[]): Promise<unknown> => {
    let statement = known.get(query);
    if (!statement) {
      const { text } = Prisma.sql(query, ...given);
      statement = { name: nameOf(text), text };
      known.set(query, statement);
    }
    const values = given.flatMap((value) => (value instanceof Prisma.Sql ? value.values : [value]));
    return (await pool.query({ ...statement, values: values.map(boundValue), types })).rows;
  };
  return { $queryRaw } as unknown as Statements;
};
