import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { percentile } from '../measure.ts';
import { type Act, families, hello } from './family.ts';

/**
 * Families at the web chat, in a process of their own. Open loop: messages come at a constant rate whatever the
 * program does, each to the next conversation in turn, and a latency counts from the moment a message was due, so that
 * waiting for a slow answer is seen. With rate null the loop is closed: each conversation sends as soon as it is
 * answered, which finds the capacity.
 */
export interface Load {
  readonly url: string;
  readonly conversations: number;
  readonly perSecond: number | null;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly firstNationalId: number;
}

export interface LoadResult {
  readonly messages: number;
  readonly perSecond: number;
  readonly failed: number;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
  /** Milliseconds; how much later than due the generator itself sent is in them. */
  readonly latency: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly most: number;
  };
}

interface Answer {
  readonly question: { readonly flow: string; readonly key: string } | null;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

const reasons = new Set<string>();

const post = (url: string, conversation: string, act: Act): Promise<Answer | null> =>
  new Promise((resolve) => {
    const body = JSON.stringify({ id: randomUUID(), ...act });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const path = `${url}/chat/api/conversations/${conversation}/messages`;
    const sent = request(path, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const whole = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode !== 200) reasons.add(`${response.statusCode}: ${whole}`);
        resolve(response.statusCode === 200 ? (JSON.parse(whole) as Answer) : null);
      });
    });
    sent.on('error', (error) => {
      reasons.add(error.message);
      resolve(null);
    });
    sent.end(body);
  });

/** One family after the other in one place: hello, welcome, registration up to its photo, then the next family. */
const createPlace = (url: string, nextFamily: () => { readonly [question: string]: Act }) => {
  let conversation = randomUUID();
  let family = nextFamily();
  let act: Act = hello;
  return {
    chain: Promise.resolve(),
    async send(): Promise<boolean> {
      const answer = await post(url, conversation, act);
      const question = answer?.question;
      const following = question ? family[`${question.flow}.${question.key}`] : undefined;
      if (following) act = following;
      else {
        conversation = randomUUID();
        family = nextFamily();
        act = hello;
      }
      return answer !== null;
    },
  };
};

/** Messages of one family from hello to its photo. */
const messagesOfFamily = 26;
const advancedAtOnce = 32;
/** Shares no divisor with the messages of a family, so that neighbours are far apart on the way. */
const strideBetweenNeighbours = 7;

/** Brings every conversation to a place of its own on the way: families do not go in step. */
const spread = async (places: readonly { send(): Promise<boolean> }[]): Promise<void> => {
  const waiting = [...places.entries()];
  const advance = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [index, place] = next;
      const steps = (index * strideBetweenNeighbours) % messagesOfFamily;
      for (let step = 0; step < steps; step++) await place.send();
    }
  };
  await Promise.all(Array.from({ length: advancedAtOnce }, advance));
};

const run = async (load: Load): Promise<LoadResult> => {
  const supply = families(load.firstNationalId);
  const nextFamily = () => supply.next().value;
  const places = Array.from({ length: load.conversations }, () => createPlace(load.url, nextFamily));
  if (load.perSecond !== null) await spread(places);
  const latencies: number[] = [];
  let failed = 0;
  const began = performance.now();
  const countsFrom = began + load.warmUpSeconds * 1000;
  const endsAt = countsFrom + load.seconds * 1000;
  const sendDue = async (place: (typeof places)[number], due: number): Promise<void> => {
    const sent = await place.send();
    if (due < countsFrom) return;
    latencies.push(performance.now() - due);
    if (!sent) failed += 1;
  };
  if (load.perSecond === null) {
    const converse = async (place: (typeof places)[number]): Promise<void> => {
      while (performance.now() < endsAt) await sendDue(place, performance.now());
    };
    await Promise.all(places.map(converse));
  } else {
    const gapMillis = 1000 / load.perSecond;
    const pending = new Set<Promise<void>>();
    for (let arrival = 0; began + arrival * gapMillis < endsAt; ) {
      for (; began + arrival * gapMillis <= performance.now(); arrival++) {
        const due = began + arrival * gapMillis;
        const place = places[arrival % places.length];
        if (!place || due >= endsAt) continue;
        const turn = place.chain.then(() => sendDue(place, due));
        place.chain = turn;
        pending.add(turn);
        void turn.then(() => pending.delete(turn));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(pending);
  }
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => Number(percentile(latencies, share).toFixed(1));
  return {
    messages: latencies.length,
    perSecond: Math.round(latencies.length / load.seconds),
    failed,
    reasons: [...reasons],
    latency: { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) },
  };
};

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as Load)));
process.exit(0);
