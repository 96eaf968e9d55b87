import { setTimeout as wait } from 'node:timers/promises';
import type { Queue, Worker } from 'bullmq';
import type { Logger } from '../observability/log.ts';
import type { JobData, JobToDo, QueueBackend, QueueName } from './queues.ts';

/** What each duty does with an id; told again after a crash, so every one is idempotent. */
export interface Duties {
  /** Sends what waits for a person; the milliseconds after which to come back, or null. */
  drain(personId: string): Promise<number | null>;
  drive(conversationId: string): Promise<void>;
  staff(name: StaffJob): Promise<void>;
  upkeep(name: UpkeepJob): Promise<void>;
}

const staffJobs = ['alerts', 'escalations', 'digest'] as const;
export type StaffJob = (typeof staffJobs)[number];
const upkeepJobs = ['sweep', 'seal-audit', 'sweep-documents', 'hand-over-documents'] as const;
export type UpkeepJob = (typeof upkeepJobs)[number];

/** When the house does what by itself. Times of day are Riyadh's. */
const schedules: readonly {
  readonly queue: QueueName;
  readonly name: StaffJob | UpkeepJob;
  readonly every?: number;
  readonly pattern?: string;
}[] = [
  { queue: 'staff', name: 'alerts', every: 15_000 },
  { queue: 'staff', name: 'escalations', every: 60_000 },
  { queue: 'staff', name: 'digest', pattern: '0 0 8 * * *' },
  { queue: 'upkeep', name: 'sweep', every: 3_000 },
  { queue: 'upkeep', name: 'seal-audit', every: 10_000 },
  { queue: 'upkeep', name: 'hand-over-documents', every: 30_000 },
  { queue: 'upkeep', name: 'sweep-documents', pattern: '0 30 3 * * *' },
];

/** Wakes workers. A wake that is lost costs a few seconds: the sweep finds what waits. */
export interface Waker {
  persons(ids: readonly string[]): void;
  conversations(ids: readonly string[], delayMillis?: number): void;
  staff(): void;
  close(): Promise<void>;
}

const gatherMillis = 4;

interface Wake {
  readonly queue: QueueName;
  readonly name: string;
  readonly id: string;
  readonly delayMillis: number;
}

/** One job at a time per id; a wake during a run makes it run once more. */
const dedupe = (wake: Wake) => ({ id: `${wake.name}-${wake.id}`, keepLastIfActive: true });

/** Gathers wakes for a few milliseconds and adds them in one go. */
export const createWaker = (
  queues: { readonly [name in QueueName]: Queue<JobData, unknown, string> },
  log: Logger,
): Waker => {
  let gathered = new Map<string, Wake>();
  let timer: NodeJS.Timeout | null = null;
  let adding: Promise<unknown> = Promise.resolve();

  const add = (): void => {
    timer = null;
    const wakes = [...gathered.values()];
    gathered = new Map();
    const byQueue = Map.groupBy(wakes, (wake) => wake.queue);
    adding = Promise.all(
      [...byQueue].map(([name, group]) =>
        queues[name].addBulk(
          group.map((wake) => ({
            name: wake.name,
            data: { id: wake.id },
            opts: {
              ...(wake.delayMillis > 0 ? { delay: wake.delayMillis } : { deduplication: dedupe(wake) }),
            },
          })),
        ),
      ),
    ).catch((error: unknown) =>
      log.warn({ err: error }, 'Workers could not be woken; the sweep will find what waits'),
    );
  };

  const gather = (wake: Wake): void => {
    gathered.set(`${wake.queue}:${wake.name}:${wake.id}`, wake);
    timer ??= setTimeout(add, gatherMillis);
  };

  return {
    persons(ids) {
      for (const id of ids) gather({ queue: 'outbox', name: 'drain', id, delayMillis: 0 });
    },
    conversations(ids, delayMillis = 0) {
      for (const id of ids) gather({ queue: 'turns', name: 'drive', id, delayMillis });
    },
    staff: () => gather({ queue: 'staff', name: 'alerts', id: 'all', delayMillis: 0 }),
    async close() {
      if (timer) {
        clearTimeout(timer);
        add();
      }
      await adding;
    },
  };
};

export type Queues = { readonly [name in QueueName]: Queue<JobData, unknown, string> };

export const createQueues = (backend: QueueBackend): Queues => ({
  outbox: backend.queue('outbox'),
  turns: backend.queue('turns'),
  staff: backend.queue('staff'),
  upkeep: backend.queue('upkeep'),
});

const keepSchedulesEveryMillis = 3_000;

const registerSchedule = async (
  queues: Queues,
  { queue, name, every, pattern }: (typeof schedules)[number],
): Promise<void> => {
  const repeat = every === undefined ? { pattern: pattern ?? '', tz: 'Asia/Riyadh' } : { every };
  await queues[queue].upsertJobScheduler(name, repeat, { name, data: { id: 'all' }, opts: { attempts: 3 } });
};

/**
 * Keeps the schedules registered until the signal: also after Redis was flushed, or was not there at the start. Every
 * process may; the last one's stand.
 */
export const keepSchedules = async (queues: Queues, signal: AbortSignal): Promise<void> => {
  const registered = new Set<string>();
  while (!signal.aborted) {
    for (const schedule of schedules) {
      try {
        const { queue, name } = schedule;
        const stands = registered.has(name) && (await queues[queue].getJobScheduler(name)) !== undefined;
        if (!stands) await registerSchedule(queues, schedule);
        registered.add(name);
      } catch {
        // The queues report by themselves that they are not reached; the next round tries again.
        break;
      }
    }
    await wait(keepSchedulesEveryMillis, undefined, { signal, ref: false }).catch(() => undefined);
  }
};

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** Starts the workers of this process; a person whose channel said to wait is brought back when the time has come. */
export const startWorkers = (
  backend: QueueBackend,
  duties: Duties,
  queues: Queues,
): readonly Worker<JobData, unknown, string>[] => {
  const drain = async ({ id }: JobToDo): Promise<void> => {
    const again = await duties.drain(id);
    if (again !== null) await queues.outbox.add('drain', { id }, { delay: Math.max(again, 25) });
  };
  return [
    backend.worker('outbox', 16, drain),
    backend.worker('turns', 16, ({ id }) => duties.drive(id)),
    backend.worker('staff', 1, async ({ name }) => {
      if (isOneOf(staffJobs, name)) await duties.staff(name);
    }),
    backend.worker('upkeep', 2, async ({ name }) => {
      if (isOneOf(upkeepJobs, name)) await duties.upkeep(name);
    }),
  ];
};
