import { setTimeout as wait } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { webChatRoutes } from '../channels/web/routes.ts';
import type { Wakes } from '../commit/effects.ts';
import type { Configuration } from '../config/configuration.ts';
import { putRulesIntoForce } from '../domain/financing/index.ts';
import { createHttpApp } from '../http/app.ts';
import { type RunningHttp, startHttp, whyNotOn } from '../http/start.ts';
import {
  createQueues,
  createWaker,
  type Duties,
  keepSchedules,
  type Queues,
  startWorkers,
  type Waker,
} from '../jobs/jobs.ts';
import { createQueueBackend, type QueueBackend } from '../jobs/queues.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Logger } from '../observability/log.ts';
import { createMeters } from '../observability/meters.ts';
import { createSparingly } from '../observability/sparingly.ts';
import { recoverInterrupted } from '../outbox/store.ts';
import { createDuties } from './duties.ts';
import { readFinancingRules } from './financing-rules.ts';
import { createHouse, type House } from './house.ts';
import { loadSpeech } from './registry.ts';
import { openStores, type Stores } from './store.ts';
import { startTelegram, telegramRoutes } from './telegram.ts';

export interface Program {
  readonly house: House;
  readonly stores: Stores;
  /** What the workers' jobs do, whoever asks for it. */
  readonly duties: Duties;
  /** Null where this process has no role that serves HTTP. */
  readonly port: number | null;
  /** Receivers, turns, workers, queues, database, PostgreSQL, in that order. */
  stop(): Promise<void>;
}

type Sentence = { readonly sentence: string };

/** A job that is cut off (BullMQ waits for it for ever) is run again by the next start. */
const closeWorkers = (workers: readonly Worker[]): Promise<unknown> =>
  Promise.allSettled(workers.map((worker) => worker.close()));

const closeQueues = async (queues: Queues, waker: Waker, schedules: Promise<void>): Promise<void> => {
  await schedules;
  await waker.close();
  await Promise.allSettled(Object.values(queues).map((queue) => queue.close()));
};

const quietly = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined);
};

/** What does not end within its time is left behind: the database knows all that it knew. */
const within = (millis: number, work: Promise<unknown>): Promise<void> =>
  Promise.race([quietly(work), wait(millis, undefined, { ref: false })]);

/** Puts the program together and starts what this process's roles ask for. */
export const startProgram = async (
  configuration: Configuration,
  log: Logger,
  clock: () => Date = () => new Date(),
): Promise<Result<Program, Sentence>> => {
  const stopping = new AbortController();
  // A lost connection is made again by itself; while the house stops, losing them is the plan.
  const connectionLost = (what: string) => {
    const say = createSparingly(log, `A connection to ${what} was lost; it is made again by itself`);
    return (error: Error): void => {
      if (!stopping.signal.aborted) say(error.message);
    };
  };
  const rules = await readFinancingRules(configuration);
  if (!rules.ok) return rules;
  const unheard = configuration.roles.includes('web') ? await whyNotOn(configuration.host) : null;
  if (unheard !== null) return fail({ sentence: unheard });
  // While PostgreSQL starts there is time to prepare what is said.
  const [opened, speech] = await Promise.all([
    openStores(configuration, log, connectionLost('the database')),
    loadSpeech(),
  ]);
  if (!opened.ok) return opened;
  const stores = opened.value;
  await stores.database.$transaction((transaction) => putRulesIntoForce(transaction, rules.value, clock()));
  const meters = createMeters();
  const databaseIsReady = async (): Promise<boolean> => {
    await stores.database.$queryRaw`select 1`;
    return true;
  };
  let backend: QueueBackend;
  try {
    backend = await createQueueBackend({
      redisUrl: configuration.redisUrl,
      databaseUrl: stores.databaseUrl,
      onError: connectionLost(configuration.redisUrl === null ? "the queues' database" : 'Redis (REDIS_URL)'),
      databaseIsReady,
    });
  } catch (error) {
    await quietly(stores.close());
    return fail({ sentence: `The jobs could not be set up in the database: ${(error as Error).message}.` });
  }
  const queues: Queues = createQueues(backend);
  const waker: Waker = createWaker(queues, log);
  const wake = ({ persons, conversations, staff }: Wakes, delayMillis = 0): void => {
    if (persons.length > 0) waker.persons(persons);
    if (conversations.length > 0) waker.conversations(conversations, delayMillis);
    if (staff) waker.staff();
  };
  const house = createHouse({ speech, configuration, stores, log, meters, clock, wake });
  const telegram = await startTelegram(configuration, house, stores, stopping.signal, log);
  const duties = createDuties({ house, stores, waker, log });
  const isWorker = configuration.roles.includes('worker');
  // On a database of its own there is nobody else: what is being sent was interrupted by the end of an earlier run.
  if (configuration.databaseUrl === null) await recoverInterrupted(stores.database, new Date());
  const workers = isWorker ? startWorkers(backend, duties, queues) : [];
  const schedules = isWorker ? keepSchedules(queues, stopping.signal) : Promise.resolve();

  const health = { database: databaseIsReady, jobs: () => backend.isReady() };
  const servesWeb = configuration.roles.includes('web');
  const routes = [
    ...(servesWeb
      ? [webChatRoutes({ receiver: house.receiver, inbox: house.webInbox, mode: configuration.webChat, log })]
      : []),
    ...telegramRoutes(telegram?.adapter ?? null, configuration, house.receiver),
  ];
  const app = createHttpApp({ routes, health, metrics: meters.registry, log });
  const http: Result<RunningHttp, string> = await startHttp(app, configuration);

  const stop = async (): Promise<void> => {
    stopping.abort();
    if (http.ok) await quietly(http.value.close(2500));
    await quietly(telegram?.polling ?? Promise.resolve());
    // A turn that waits for a slow file is cut off; its message is stored and taken at the next start.
    await Promise.all([within(2500, house.driver.stop()), within(2500, closeWorkers(workers))]);
    await within(1000, closeQueues(queues, waker, schedules));
    await within(500, backend.close());
    await quietly(house.press.close());
    await quietly(stores.close());
  };
  if (!http.ok) {
    await stop();
    return fail({ sentence: http.error });
  }
  try {
    await backend.begun();
  } catch {
    await stop();
    return fail({ sentence: 'The database was lost while the program started: start it again.' });
  }
  return ok({ house, stores, duties, port: http.value.port, stop });
};
