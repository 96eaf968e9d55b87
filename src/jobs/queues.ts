import { createPostgresBackend, type JobsOptions, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';

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
        { connection: forWorkers, prefix: 'herfah', concurrency, ...killedIsNoticed },
      );
      watch(worker, onError);
      return worker;
    },
    isReady: async () => (await forQueues.ping()) === 'PONG',
    async close() {
      forQueues.disconnect();
      forWorkers.disconnect();
    },
  };
};

const postgresBackend = (url: string, onError: OnError, check: () => Promise<boolean>): QueueBackend => {
  const bound = withBackend(createPostgresBackend);
  const connection = { connectionString: url, schema: 'bullmq', migrate: true, max: 4 };
  return {
    queue(name) {
      const queue = new bound.Queue<JobData, unknown, string>(queueNames[name], {
        connection,
        defaultJobOptions: jobDefaults,
      });
      watch(queue, onError);
      return queue as unknown as Queue<JobData, unknown, string>;
    },
    worker(name, concurrency, process) {
      const worker = new bound.Worker<JobData, unknown, string>(
        queueNames[name],
        (job) => process({ name: job.name, id: job.data.id }),
        { connection, concurrency, ...killedIsNoticed },
      );
      watch(worker, onError);
      return worker as unknown as Worker<JobData, unknown, string>;
    },
    isReady: check,
    close: async () => undefined,
  };
};

export const createQueueBackend = (options: {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  onError(error: Error): void;
  databaseIsReady(): Promise<boolean>;
}): QueueBackend =>
  options.redisUrl === null
    ? postgresBackend(options.databaseUrl, options.onError, options.databaseIsReady)
    : redisBackend(options.redisUrl, options.onError);
