import { expect, test } from 'vitest';
import { createPacing } from '../../src/channels/telegram/pacing.ts';
import { createManualClock } from './manual-clock.ts';

/** Moves time on in steps of 10 ms and notes when each message may go, in milliseconds from the start. */
const timesOf = async (peers: readonly string[], forMillis: number): Promise<readonly number[]> => {
  const clock = createManualClock();
  const pacing = createPacing(clock);
  const start = clock.nowMillis();
  const times: number[] = [];
  const waits = peers.map(async (peer) => {
    if ((await pacing.take(peer)) === 0) times.push(clock.nowMillis() - start);
  });
  for (let passed = 0; passed < forMillis; passed += 10) {
    clock.advance(10);
    await Promise.resolve();
  }
  await Promise.all(waits);
  return times;
};

test('one person gets a short burst and then a message a second', async () => {
  const clock = createManualClock();
  const pacing = createPacing(clock);
  for (let count = 0; count < 5; count++) expect(await pacing.take('501')).toBe(0);
  for (let second = 1; second <= 3; second++) {
    const next = pacing.take('501');
    await clock.untilAwaited(1000);
    clock.advance(1000);
    expect(await next).toBe(0);
  }
});

test('never more than 30 messages in any second, however many people', async () => {
  const peers = Array.from({ length: 120 }, (_, index) => String(index));
  const times = await timesOf(peers, 5000);
  expect(times).toHaveLength(120);
  const mostInASecond = Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length),
  );
  expect(mostInASecond).toBeLessThanOrEqual(30);
  expect(mostInASecond).toBeGreaterThan(24);
});

test('a wait of more than five seconds is told instead of waited', async () => {
  const clock = createManualClock();
  const pacing = createPacing(clock);
  const waits = Array.from({ length: 11 }, () => pacing.take('501'));
  expect(await waits[10]).toBe(6);
});

test('what Telegram asked of one person is not asked of another', async () => {
  const clock = createManualClock();
  const pacing = createPacing(clock);
  pacing.hold('501', 30);
  expect(await pacing.take('501')).toBe(30);
  expect(await pacing.take('502')).toBe(0);
  clock.advance(30_000);
  expect(await pacing.take('501')).toBe(0);
});
