import { setTimeout as wait } from 'node:timers/promises';
import { completeAssociation } from '../commit/association-key.ts';
import { sealBatch } from '../domain/audit/index.ts';
import {
  applicationsInTime,
  correctionsInTime,
  guarantorsInTime,
  halfWaysInTime,
  quotationsInTime,
} from '../domain/financing/index.ts';
import { alertNewTasks, digest, escalations, waitingTooLong } from '../domain/staff/index.ts';
import { handOverDocuments } from '../inbound/hand-over-documents.ts';
import { forsakenConversations } from '../inbound/store.ts';
import type { Duties, Waker } from '../jobs/jobs.ts';
import type { Logger } from '../observability/log.ts';
import { drainPerson } from '../outbox/drain.ts';
import { personsWithDue, recoverInterrupted } from '../outbox/store.ts';
import type { House } from './house.ts';
import { newId } from './ids.ts';
import type { Stores } from './store.ts';

/** A stored message that nobody took is driven again after this time. */
const forsakenAfterMillis = 2_000;
/** A message that is "sending" while its sender says nothing of it for this long was interrupted by a kill. */
const interruptedAfterMillis = 20_000;
/** A job waits no longer than this for a slow turn (a file that comes slowly), which goes on without it. */
const jobWaitsMillis = 3_000;
const orphanAfterMillis = 60 * 60_000;
/** The audit trail's sealer is one at a time, whoever runs it. */
const sealerLock = 7_243_002;

/** What the workers do, each a duty that may run twice. */
export const createDuties = (parts: {
  readonly house: House;
  readonly stores: Stores;
  readonly waker: Waker;
  readonly log: Logger;
}): Duties => {
  const { house, stores, waker, log } = parts;
  const { database } = stores;

  const sweep = async (): Promise<void> => {
    const now = Date.now();
    await recoverInterrupted(database, new Date(now - interruptedAfterMillis));
    waker.conversations(await forsakenConversations(database, new Date(now - forsakenAfterMillis)));
    waker.persons(await personsWithDue(database));
  };

  const sealAudit = async (): Promise<void> => {
    let sealed = 0;
    do {
      sealed = await database.$transaction(
        async (transaction) => {
          const got = await transaction.$queryRaw<{ readonly locked: boolean }[]>`
            select pg_try_advisory_xact_lock(${sealerLock}) as locked`;
          return got[0]?.locked ? sealBatch(transaction, new Date()) : 0;
        },
        { timeout: 60_000 },
      );
    } while (sealed > 0);
  };

  const sweepDocuments = async (): Promise<void> => {
    const swept = await stores.vault.sweepOrphans({
      olderThanMillis: orphanAfterMillis,
      nowMillis: Date.now(),
      async isKnown(storageKeys) {
        const rows = await database.document.findMany({
          where: { storageKey: { in: [...storageKeys] } },
          select: { storageKey: true },
        });
        return new Set(rows.map((row) => row.storageKey));
      },
    });
    if (swept > 0) log.info({ swept }, 'Files that no row names were removed');
  };

  const handOver = async (): Promise<void> => {
    await database.$transaction((transaction) => completeAssociation(transaction, house.keys, newId));
    const moved = await handOverDocuments({ database, keys: house.keys, vault: stores.vault });
    if (moved > 0) log.info({ moved }, 'Files were sealed under the key of whom they belong to');
  };

  return {
    async drain(personId) {
      const result = await drainPerson(house.outbox, personId);
      return result.is === 'later' ? result.afterMillis : null;
    },
    drive: (conversationId) =>
      Promise.race([house.driver.drive(conversationId), wait(jobWaitsMillis, undefined, { ref: false })]),
    async staff(name) {
      if (name === 'alerts') {
        await house.carryOut(async (transaction, services) => ({
          messages: await alertNewTasks(transaction, services),
        }));
      } else if (name === 'escalations') {
        await house.carryOut(escalations);
        await house.carryOut(guarantorsInTime);
        await house.carryOut(applicationsInTime);
        await house.carryOut(correctionsInTime);
        await house.carryOut(halfWaysInTime);
        await house.carryOut(quotationsInTime);
        await house.carryOut(async (transaction, services) => ({
          messages: await waitingTooLong(transaction, services),
        }));
      } else {
        await house.carryOut(async (transaction, services) => ({
          messages: await digest(transaction, services),
        }));
      }
    },
    async upkeep(name) {
      if (name === 'sweep') await sweep();
      else if (name === 'seal-audit') await sealAudit();
      else if (name === 'hand-over-documents') await handOver();
      else await sweepDocuments();
    },
  };
};
