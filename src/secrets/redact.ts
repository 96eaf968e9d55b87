import { redactText } from './redact-text.ts';

export { redactText };

/**
 * Names under which personal values or secrets travel (our own, the channels' and the libraries'), compared without
 * case, `_` and `-`. Their values never reach a log, whatever they look like: a name or an address has no pattern.
 */
const redactedKeys: ReadonlySet<string> = new Set(
  (
    'text body caption answer answers value values params parameters input inputs content payload draft transcript ' +
    'name fullname firstname lastname displayname pushname username nameToUse familyname ' +
    'nationalid idnumber iban mobile phone phonenumber contact peer email birthdate dateofbirth income ' +
    'address shortaddress city location latitude longitude lat lon vcard ' +
    'token bottoken accesstoken apikey secret secretaccesskey accesskeyid webhooksecret secrettoken password ' +
    'passwd authorization cookie setcookie signature datakey wrapped invitecode invitationcode otp ' +
    'databaseurl redisurl connectionstring detail hint query'
  )
    .toLowerCase()
    .split(' '),
);

/** What of an error is of use and holds no data of people. SDKs hang whole requests onto theirs, so others are left out. */
const errorFields = [
  'code',
  'errno',
  'syscall',
  'status',
  'statusCode',
  'error_code',
  'method',
  'description',
  'severity',
  'constraint',
  'table',
  'column',
  'schema',
  'routine',
  'retryAfter',
] as const;

const deepest = 6;
const mostEntries = 50;
const redacted = '[redacted]';

const plainKey = (key: string): string => key.toLowerCase().replace(/[_-]/g, '');

/** A duration, a size or a count may have as many digits as a phone number and is none. */
const countKey = /(?:Millis|Seconds|Bytes|Count|bytes|count|port|pid)$/;

/** A number in itself shaped like a national ID or a mobile (as people's numbers arrive from JSON). */
const sensitiveNumber = /^(?:[12]\d{9}|0*(?:966)?5\d{8})$/;

const safeNumber = (key: string, value: number | bigint): number | string => {
  const digits = String(value).replace(/^-/, '');
  if (!countKey.test(key) && sensitiveNumber.test(digits)) return '[digits]';
  return typeof value === 'bigint' ? redactText(String(value)) : value;
};

type Walk = { readonly seen: Set<object>; readonly depth: number };

const deeper = (walk: Walk, into: object): Walk => ({
  seen: new Set(walk.seen).add(into),
  depth: walk.depth + 1,
});

const safeError = (error: Error, walk: Walk): Record<string, unknown> => {
  const inside = deeper(walk, error);
  const safe: Record<string, unknown> = {
    type: redactText(error.name),
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
  };
  const fields = error as Error & Record<string, unknown>;
  for (const field of errorFields) {
    const value = fields[field];
    if (typeof value === 'string' || typeof value === 'number') safe[field] = safeValue(field, value, inside);
  }
  for (const field of ['cause', 'error'] as const) {
    if (fields[field] instanceof Error) safe[field] = safeValue(field, fields[field], inside);
  }
  if (error instanceof AggregateError) safe.errors = safeValue('errors', error.errors, inside);
  return safe;
};

const safeEntries = (entries: Iterable<readonly [unknown, unknown]>, walk: Walk): Record<string, unknown> => {
  const safe: Record<string, unknown> = {};
  let left = mostEntries;
  for (const [key, value] of entries) {
    if (left-- === 0) {
      safe['…'] = 'more';
      break;
    }
    const name = String(key);
    safe[redactText(name)] = redactedKeys.has(plainKey(name))
      ? redactedForm(value)
      : safeValue(name, value, walk);
  }
  return safe;
};

/** Absence and yes or no are of use in a log and give nobody away. */
const redactedForm = (value: unknown): unknown =>
  value === null || value === undefined || typeof value === 'boolean' ? value : redacted;

const safeObject = (value: object, walk: Walk): unknown => {
  if (walk.seen.has(value)) return '[circular]';
  if (value instanceof Error)
    return walk.depth < deepest ? safeError(value, walk) : redactText(String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return redactText(String(value));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (walk.depth >= deepest) return '[deep]';
  const inside = deeper(walk, value);
  if (value instanceof Map) return safeEntries(value, inside);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, mostEntries).map((item: unknown) => safeValue('', item, inside));
  }
  return safeEntries(Object.entries(value), inside);
};

const safeValue = (key: string, value: unknown, walk: Walk): unknown => {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return safeNumber(key, value);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  return typeof value === 'object' && value !== null ? safeObject(value, walk) : value;
};

/**
 * A copy fit for a log: personal and secret fields by name, and IDs, IBANs, phone numbers and tokens anywhere in any
 * string, are gone, nested errors included. The copy is small and never circular; the original is left alone.
 */
export const safeLogObject = (fields: object): Record<string, unknown> => {
  const walk: Walk = { seen: new Set(), depth: 0 };
  const safe = fields instanceof Error ? { err: safeError(fields, walk) } : safeObject(fields, walk);
  return safe !== null && typeof safe === 'object' && !Array.isArray(safe)
    ? (safe as Record<string, unknown>)
    : { items: safe };
};
