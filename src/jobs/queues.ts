import {
  createPostgresBackend,
  type JobsOptions,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Names of the queues, a duty each. Jobs carry ids, never the truth. */
export const queueNames = {
  /** Send what waits for a person. */
  outbox: 'outbox',
  /** Take what waits in a conversation. */
  turns: 'turns',
  /** Alerts, escalations, the daily digest. */
  staff: 'staff',
  /** Sweeps and the audit trail's sealer. */
  upkeep: 'upkeep',
} as const;
export type QueueName = keyof typeof queueNames;

export interface JobData {
  readonly id: string;
}

/** What BullMQ stands on: Redis where a URL is given, PostgreSQL otherwise. Both behave the same. */
export interface QueueBackend {
  queue(name: QueueName): Queue<JobData, unknown, string>;
  worker(
    name: QueueName,
    concurrency: number,
    process: (job: JobToDo) => Promise<void>,
  ): Worker<JobData, unknown, string>;
  /** Resolves when all queues and workers have begun; a start that fails here is a start that failed. */
  begun(): Promise<void>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

export interface JobToDo {
  readonly name: string;
  readonly id: string;
}

const jobDefaults: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: { count: 200 },
};

/** A job whose process was killed is taken up by another worker after this time, and holds nobody up for longer. */
const killedIsNoticed = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 };

/** Workers look again after this time whether a lost database or Redis is back. */
const lostIsRetried = { runRetryDelay: 2_000 };

type OnError = (error: Error) => void;

/** An emitter without an error listener would end the process. */
const watch = (emitter: { on(event: 'error', listener: OnError): unknown }, onError: OnError): void => {
  emitter.on('error', onError);
};

const redisBackend = (url: string, onError: OnError): QueueBackend => {
  // Workers block on their connection and retry for ever; queues fail fast, so that a turn never waits for Redis.
  const forQueues = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    lazyConnect: false,
  });
  const forWorkers = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [forQueues, forWorkers]) watch(connection, onError);
  return {
    queue(name) {
      const queue = new Queue<JobData, unknown, string>(queueNames[name], {
        connection: forQueues,
        prefix: 'herfah',
        defaultJobOptions: jobDefaults,
      });
      watch(queue, onError);
      return queue;
    },
    worker(name, concurrency, process) {
      const worker = new Worker<JobData, unknown, string>(
        queueNames[name],
        (job) => process({ name: job.name, id: job.data.id }),
        { connection: forWorkers, prefix: 'herfah', concurrency, ...killedIsNoticed, ...lostIsRetried },
      );
      watch(worker, onError);
      return worker;
    },
    // Redis may come later.
    begun: async () => undefined,
    isReady: async () => (await forQueues.ping()) === 'PONG',
    async close() {
      forQueues.disconnect();
      forWorkers.disconnect();
    },
  };
};

const queueSchema = 'bullmq';
/** Each worker holds a connection to be woken by; the rest is for queries. One pool, since PostgreSQL has few to give. */
const mostConnections = 12;

/**
 * BullMQ's own pools would be eight, and fatal: a connection lost in the middle of its work ends the process, and one
 * that is lost while its tables are being made leaves workers that fail for ever, without a pause.
 */
const openQueuePool = async (url: string, onError: OnError): Promise<pg.Pool> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    options: `-c search_path=${queueSchema}`,
  });
  watch(pool, onError);
  pool.on('connect', (client) => watch(client, onError));
  const client = await pool.connect();
  try {
    await runMigrations(client, queueSchema);
  } finally {
    client.release();
  }
  return pool;
};

const postgresBackend = async (
  url: string,
  onError: OnError,
  check: () => Promise<boolean>,
): Promise<QueueBackend> => {
  const bound = withBackend(createPostgresBackend);
  const pool = await openQueuePool(url, onError);
  // BullMQ writes the type of a pool down anew, with other overloads.
  const connection = pool as unknown as PostgresConnectionOptions;
  const made: { waitUntilReady(): Promise<unknown> }[] = [];
  return {
    queue(name) {
      const queue = new bound.Queue<JobData, unknown, string>(queueNames[name], {
        connection,
        defaultJobOptions: jobDefaults,
      });
      watch(queue, onError);
      made.push(queue);
      return queue as unknown as Queue<JobData, unknown, string>;
    },
    worker(name, concurrency, process) {
      const worker = new bound.Worker<JobData, unknown, string>(
        queueNames[name],
        (job) => process({ name: job.name, id: job.data.id }),
        { connection, concurrency, ...killedIsNoticed, ...lostIsRetried },
      );
      watch(worker, onError);
      made.push(worker);
      return worker as unknown as Worker<JobData, unknown, string>;
    },
    async begun() {
      await Promise.all(made.map((each) => each.waitUntilReady()));
    },
    isReady: check,
    close: () => pool.end(),
  };
};

export const createQueueBackend = async (options: {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  onError(error: Error): void;
  databaseIsReady(): Promise<boolean>;
}): Promise<QueueBackend> =>
  options.redisUrl === null
    ? postgresBackend(options.databaseUrl, options.onError, options.databaseIsReady)
    : redisBackend(options.redisUrl, options.onError);
