import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { redactText, safeLogObject } from '../secrets/redact.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Write = {
  /** Fields and a sentence, an error and a sentence, or a sentence alone. */
  (fields: object, message?: string): void;
  (message: string): void;
};

/** What the program logs with. Every field, message and error passes the redaction first; there is no way around it. */
export type Logger = {
  readonly level: string;
  readonly trace: Write;
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** A logger whose every line carries these fields, e.g. `{correlationId}` for all that one message causes. */
  child(fields: object): Logger;
};

const guarded = (inner: PinoLogger): Logger => {
  const writer =
    (level: Exclude<LogLevel, 'silent'>): Write =>
    (first: object | string, message?: string) => {
      if (!inner.isLevelEnabled(level)) return;
      if (typeof first === 'string') inner[level](redactText(first));
      else inner[level](safeLogObject(first), message === undefined ? undefined : redactText(message));
    };
  return {
    level: inner.level,
    trace: writer('trace'),
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    fatal: writer('fatal'),
    child: (fields) => guarded(inner.child(safeLogObject(fields))),
  };
};

/** A logger of JSON lines, to stdout or to the given destination. Times are ISO 8601 in UTC. */
export const createLogger = (options: {
  readonly level: LogLevel;
  readonly destination?: DestinationStream;
}): Logger => {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // The redaction has already turned errors into plain objects; pino's own serializer would look into them again.
    serializers: { err: (value: unknown) => value },
  };
  return guarded(options.destination === undefined ? pino(settings) : pino(settings, options.destination));
};
