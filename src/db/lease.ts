import type { Database } from './client.ts';

/** A lease held now. `token` grows with every change of holder: a late write by an earlier holder is known by it. */
export interface HeldLease {
  readonly token: bigint;
  /** False as soon as the lease may have run out, before anybody else can get it. */
  isHeld(): boolean;
  release(): Promise<void>;
  /** Aborted when the lease was lost or released. */
  readonly signal: AbortSignal;
}

/** How long a lease lasts without being renewed, and how much earlier its holder gives it up by itself. */
const lastsMillis = 15_000;
const marginMillis = 5_000;
const renewEveryMillis = 3_000;

const take = async (database: Database, name: string, holder: string): Promise<bigint | null> => {
  const rows = await database.$queryRaw<{ readonly token: bigint }[]>`
    insert into lease (name, holder, token, expires_at)
    values (${name}, ${holder}, 1, now() + ${lastsMillis} * interval '1 millisecond')
    on conflict (name) do update
      set holder = excluded.holder, token = lease.token + 1, expires_at = excluded.expires_at
      where lease.expires_at < now()
    returning token`;
  return rows[0]?.token ?? null;
};

const renew = async (database: Database, name: string, holder: string, token: bigint): Promise<boolean> => {
  const renewed = await database.$executeRaw`
    update lease set expires_at = now() + ${lastsMillis} * interval '1 millisecond'
    where name = ${name} and holder = ${holder} and token = ${token}`;
  return renewed === 1;
};

/** Tries to become the only holder of a lease; null while somebody else is. */
export const acquireLease = async (
  database: Database,
  name: string,
  holder: string,
): Promise<HeldLease | null> => {
  let heldSince = performance.now();
  const token = await take(database, name, holder);
  if (token === null) return null;
  const lost = new AbortController();
  const isHeld = (): boolean =>
    !lost.signal.aborted && performance.now() - heldSince < lastsMillis - marginMillis;
  const timer = setInterval(() => {
    const asked = performance.now();
    renew(database, name, holder, token)
      .then((renewed) => {
        if (renewed) heldSince = asked;
        else lost.abort();
      })
      .catch(() => {
        if (!isHeld()) lost.abort();
      });
  }, renewEveryMillis);
  lost.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return {
    token,
    isHeld,
    signal: lost.signal,
    async release() {
      lost.abort();
      await database.$executeRaw`
        update lease set expires_at = now() - interval '1 second' where name = ${name} and holder = ${holder} and token = ${token}`;
    },
  };
};
