import { resolve } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../kernel/result.ts';

export const processRoles = ['web', 'bot', 'worker'] as const;
export type ProcessRole = (typeof processRoles)[number];

/** Everything that can be set from outside, checked. See .env.example for what each variable does. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  /** Absent: BullMQ's PostgreSQL backend. */
  readonly redisUrl: string | null;
  readonly publicUrl: string | null;
  readonly demo: boolean;
  readonly webChat: 'demo' | 'off';
  readonly telegram: {
    readonly token: string;
    readonly apiRoot: string | null;
    readonly mode: 'polling' | 'webhook';
    readonly webhookSecret: string | null;
    /** Messages a second to one chat, beyond short bursts. */
    readonly chatPace: number;
  } | null;
  readonly documents:
    | { readonly kind: 'folder'; readonly path: string; readonly shared: boolean }
    | {
        readonly kind: 's3';
        readonly endpoint: string;
        readonly bucket: string;
        readonly region: string;
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
      };
  /** A file with the programme's financing rules; absent: the bundled ones. */
  readonly financingRulesFile: string | null;
  readonly association: { readonly licence: string; readonly phone: string };
  readonly roles: readonly ProcessRole[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

const url = (protocols: RegExp) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol));

const secretShape = /^[A-Za-z0-9_-]{1,256}$/u;

const variables = {
  PORT: { schema: z.coerce.number().int().min(0).max(65535), should: 'a port number from 0 to 65535' },
  HOST: { schema: z.string().min(1), should: 'the address to listen on, such as 127.0.0.1 or 0.0.0.0' },
  DATA_DIR: { schema: z.string().min(1), should: 'a folder for the data' },
  DATABASE_URL: { schema: url(/^postgres(ql)?:$/u), should: 'a URL that begins with postgresql://' },
  REDIS_URL: { schema: url(/^rediss?:$/u), should: 'a URL that begins with redis:// or rediss://' },
  PUBLIC_URL: {
    schema: url(/^https?:$/u),
    should: 'the address people reach this server at, such as https://herfah.example',
  },
  DEMO: { schema: flag, should: '1 or 0' },
  WEB_CHAT: { schema: z.enum(['demo', 'off']), should: 'demo or off' },
  TELEGRAM_BOT_TOKEN: {
    schema: z.string().regex(/^\d{3,}:[A-Za-z0-9_-]{10,}$/u),
    should: "the bot's token, such as 123456:ABC-DEF…",
  },
  TELEGRAM_API_ROOT: {
    schema: url(/^https?:$/u),
    should: 'the Bot API’s address, such as https://api.telegram.org',
  },
  TELEGRAM_MODE: { schema: z.enum(['polling', 'webhook']), should: 'polling or webhook' },
  TELEGRAM_WEBHOOK_SECRET: {
    schema: z.string().regex(secretShape),
    should: '1 to 256 letters, digits, _ or -',
  },
  TELEGRAM_CHAT_PACE: {
    schema: z.coerce.number().min(0.1).max(100),
    should:
      'how many messages a second go to one chat: 1, as Telegram asks, or what your own Bot API server allows',
  },
  DOCUMENTS_SHARED: { schema: flag, should: '1 when every process sees the same DATA_DIR, else 0' },
  S3_ENDPOINT: { schema: url(/^https?:$/u), should: 'the address of an S3-compatible store' },
  S3_BUCKET: { schema: z.string().min(1), should: 'the name of a bucket' },
  S3_REGION: { schema: z.string().min(1), should: 'the name of a region' },
  S3_ACCESS_KEY_ID: { schema: z.string().min(1), should: 'an access key' },
  S3_SECRET_ACCESS_KEY: { schema: z.string().min(1), should: 'a secret key' },
  FINANCING_RULES: { schema: z.string().min(1), should: 'the path of a JSON file with the financing rules' },
  ASSOCIATION_LICENCE: { schema: z.string().min(1), should: "the association's licence number" },
  ASSOCIATION_PHONE: {
    schema: z.string().regex(/^[+\d][\d ()-]{5,19}$/u),
    should: "the office's phone, such as 0163000000",
  },
  LOG_LEVEL: { schema: z.enum(['debug', 'info', 'warn', 'error']), should: 'debug, info, warn or error' },
} as const;

type Variables = { readonly [name in keyof typeof variables]?: z.output<(typeof variables)[name]['schema']> };
export const variableNames = Object.keys(variables) as readonly (keyof typeof variables)[];

export interface ConfigurationProblem {
  /** One sentence that names the variable and what it should be. */
  readonly sentence: string;
}

const readVariables = (environment: NodeJS.ProcessEnv): Result<Variables, ConfigurationProblem> => {
  const read: { [name: string]: unknown } = {};
  for (const name of variableNames) {
    const raw = environment[name]?.trim();
    if (raw === undefined || raw === '') continue;
    const { schema, should } = variables[name];
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return fail({ sentence: `${name} is not valid: it should be ${should}.` });
    read[name] = parsed.data;
  }
  return ok(read as Variables);
};

const readRoles = (commandLine: readonly string[]): Result<readonly ProcessRole[], ConfigurationProblem> => {
  const position = commandLine.findIndex((word) => word === '--role' || word.startsWith('--role='));
  if (position < 0) return ok(processRoles);
  const word = commandLine[position] ?? '';
  const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : (commandLine[position + 1] ?? '');
  const named = value.split(',').map((role) => role.trim());
  const known = named.filter((role): role is ProcessRole =>
    (processRoles as readonly string[]).includes(role),
  );
  if (known.length === 0 || known.length !== named.length) {
    return fail({
      sentence: `--role is not valid: it should name one or more of ${processRoles.join(', ')}.`,
    });
  }
  return ok([...new Set(known)]);
};

const s3Variables = ['S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const telegramVariables = [
  'TELEGRAM_MODE',
  'TELEGRAM_WEBHOOK_SECRET',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_CHAT_PACE',
] as const;

const readDocuments = (
  read: Variables,
  dataDir: string,
): Result<Configuration['documents'], ConfigurationProblem> => {
  if (read.S3_ENDPOINT === undefined) {
    const alone = s3Variables.find((name) => read[name] !== undefined);
    if (alone !== undefined) {
      return fail({
        sentence: `S3_ENDPOINT is missing: with ${alone} it should be ${variables.S3_ENDPOINT.should}.`,
      });
    }
    return ok({
      kind: 'folder',
      path: resolve(dataDir, 'documents'),
      shared: read.DOCUMENTS_SHARED ?? false,
    });
  }
  const needed = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const missing = needed.find((name) => read[name] === undefined);
  if (missing !== undefined) {
    return fail({
      sentence: `${missing} is missing: with S3_ENDPOINT it should be ${variables[missing].should}.`,
    });
  }
  return ok({
    kind: 's3',
    endpoint: read.S3_ENDPOINT,
    bucket: read.S3_BUCKET ?? '',
    region: read.S3_REGION ?? 'us-east-1',
    accessKeyId: read.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: read.S3_SECRET_ACCESS_KEY ?? '',
  });
};

const readTelegram = (read: Variables): Result<Configuration['telegram'], ConfigurationProblem> => {
  if (read.TELEGRAM_BOT_TOKEN === undefined) {
    const alone = telegramVariables.find((name) => read[name] !== undefined);
    if (alone === undefined) return ok(null);
    return fail({
      sentence: `TELEGRAM_BOT_TOKEN is missing: with ${alone} it should be ${variables.TELEGRAM_BOT_TOKEN.should}.`,
    });
  }
  const mode = read.TELEGRAM_MODE ?? 'polling';
  if (mode === 'webhook') {
    if (read.TELEGRAM_WEBHOOK_SECRET === undefined) {
      return fail({
        sentence: `TELEGRAM_WEBHOOK_SECRET is missing: with TELEGRAM_MODE=webhook it should be ${variables.TELEGRAM_WEBHOOK_SECRET.should}.`,
      });
    }
    if (read.PUBLIC_URL === undefined) {
      return fail({
        sentence: `PUBLIC_URL is missing: with TELEGRAM_MODE=webhook it should be ${variables.PUBLIC_URL.should}.`,
      });
    }
  }
  return ok({
    token: read.TELEGRAM_BOT_TOKEN,
    apiRoot: read.TELEGRAM_API_ROOT ?? null,
    mode,
    webhookSecret: read.TELEGRAM_WEBHOOK_SECRET ?? null,
    chatPace: read.TELEGRAM_CHAT_PACE ?? 1,
  });
};

/** What the demo's families read. */
const invented = { licence: '1234', phone: '0161234567' };

/** Reads and checks the whole configuration; the first wrong value stops the start with its sentence. */
export const loadConfiguration = (
  environment: NodeJS.ProcessEnv,
  commandLine: readonly string[] = [],
): Result<Configuration, ConfigurationProblem> => {
  const variablesRead = readVariables(environment);
  if (!variablesRead.ok) return variablesRead;
  const read = variablesRead.value;
  const roles = readRoles(commandLine);
  if (!roles.ok) return roles;
  const dataDir = resolve(read.DATA_DIR ?? '.data');
  const documents = readDocuments(read, dataDir);
  if (!documents.ok) return documents;
  const telegram = readTelegram(read);
  if (!telegram.ok) return telegram;
  const demo = read.DEMO ?? (read.DATABASE_URL === undefined && telegram.value === null);
  if (demo && telegram.value !== null) {
    return fail({
      sentence:
        'DEMO is not valid: it should be 0 while TELEGRAM_BOT_TOKEN is set, since demo people must never meet real ones.',
    });
  }
  const split = roles.value.length < processRoles.length;
  if (split && read.DATABASE_URL === undefined) {
    return fail({
      sentence: `DATABASE_URL is missing: with --role it should be ${variables.DATABASE_URL.should}.`,
    });
  }
  if (split && documents.value.kind === 'folder' && !documents.value.shared) {
    return fail({
      sentence: `DOCUMENTS_SHARED is missing: with --role it should be ${variables.DOCUMENTS_SHARED.should} (or set S3_ENDPOINT).`,
    });
  }
  // Every family reads both at the first hello, and consents with them in view.
  const unnamed = (['ASSOCIATION_LICENCE', 'ASSOCIATION_PHONE'] as const).find(
    (name) => telegram.value !== null && read[name] === undefined,
  );
  if (unnamed !== undefined) {
    return fail({
      sentence: `${unnamed} is missing: with TELEGRAM_BOT_TOKEN it should be ${variables[unnamed].should}.`,
    });
  }
  return ok({
    port: read.PORT ?? 3000,
    host: read.HOST ?? '127.0.0.1',
    dataDir,
    databaseUrl: read.DATABASE_URL ?? null,
    redisUrl: read.REDIS_URL ?? null,
    publicUrl: read.PUBLIC_URL ?? null,
    demo,
    webChat: read.WEB_CHAT ?? (demo ? 'demo' : 'off'),
    telegram: telegram.value,
    documents: documents.value,
    financingRulesFile: read.FINANCING_RULES === undefined ? null : resolve(read.FINANCING_RULES),
    association: {
      licence: read.ASSOCIATION_LICENCE ?? invented.licence,
      phone: read.ASSOCIATION_PHONE ?? invented.phone,
    },
    roles: roles.value,
    logLevel: read.LOG_LEVEL ?? 'info',
  });
};
