import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** A haystack with a name, for the message of a test. */
export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

const utf16BigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Base64 of a text wherever it stands in what was encoded: the part that does not depend on its neighbours. */
const base64Forms = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/u, '');
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });

/** A secret in all the ways in which it could lie about in clear. */
const formsOf = (secret: string): readonly Buffer[] => {
  const bytes = [Buffer.from(secret), Buffer.from(secret, 'utf16le'), utf16BigEndian(secret)];
  const hex = bytes.map((each) => each.toString('hex'));
  const texts = [
    ...bytes.flatMap(base64Forms),
    ...bytes.flatMap(base64Forms).map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...hex,
    ...hex.map((form) => form.toUpperCase()),
    JSON.stringify(secret).slice(1, -1),
    [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    encodeURIComponent(secret),
  ];
  return [...bytes, ...texts.map((text) => Buffer.from(text))];
};

/** Where a secret can be found, and how: nothing, where it is well kept. */
export const findSecrets = (haystacks: readonly Haystack[], secrets: readonly string[]): readonly string[] =>
  secrets.flatMap((secret) =>
    haystacks.flatMap(({ name, bytes }) =>
      formsOf(secret).some((form) => bytes.includes(form)) ? [`${secret} in ${name}`] : [],
    ),
  );

/** Every row of every table, the queues' own among them; bytes both as PostgreSQL writes them and as they are. */
export const dumpDatabase = async (url: string): Promise<readonly Haystack[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ readonly name: string }>(`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const haystacks: Haystack[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ readonly [column: string]: unknown }>(`select * from ${name}`);
      const parts = rows.rows.flatMap((row) =>
        Object.values(row).map((value) =>
          Buffer.isBuffer(value)
            ? value
            : Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
        ),
      );
      haystacks.push({ name, bytes: Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])) });
    }
    return haystacks;
  } finally {
    await client.end();
  }
};

/** Every file of a folder, those of the database among them. */
export const dumpFolder = (folder: string): readonly Haystack[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path, bytes: readFileSync(path) }));
