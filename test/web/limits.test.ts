import { afterAll, expect, test } from 'vitest';
import { createWebAdapter } from '../../src/channels/web/adapter.ts';
import { createRateLimit } from '../../src/channels/web/rate-limit.ts';
import { MemoryHouse } from './memory-house.ts';
import { type ChatServer, startChat } from './server.ts';

test('a burst at once, then so many a second, for each key by itself', () => {
  let now = 0;
  const limit = createRateLimit({ burst: 3, perSecond: 2, now: () => now });
  const take = (key: string, times: number) => Array.from({ length: times }, () => limit.take(key));

  expect(take('a', 4)).toEqual([null, null, null, 1]);
  expect(take('b', 1)).toEqual([null]);
  now += 499;
  expect(take('a', 1)).toEqual([1]);
  now += 1;
  expect(take('a', 2)).toEqual([null, 1]);
  now += 60_000;
  expect(take('a', 4)).toEqual([null, null, null, 1]);
});

test('what cannot come back for long says for how long', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 0.1, now: () => 0 });
  expect(limit.take('a')).toBeNull();
  expect(limit.take('a')).toBe(10);
});

test('only so many keys are remembered, and the longest unused goes first', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 1, now: () => 0, keys: 2 });
  for (const key of ['a', 'b', 'a', 'c']) limit.take(key);
  expect(limit.take('a')).toBe(1);
  expect(limit.take('b')).toBeNull();
});

const house = new MemoryHouse(() => ({ replies: [{ text: 'تم' }] }));
const servers: ChatServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close(1000))));

async function limited(behindProxy: boolean) {
  const warnings: object[] = [];
  const server = await startChat(house, {
    behindProxy,
    rate: { perConversation: { burst: 2, perSecond: 0.001 }, perAddress: { burst: 4, perSecond: 0.001 } },
    log: { warn: (fields) => warnings.push(fields) },
  });
  servers.push(server);
  const status = async (conversation: string, address: string) =>
    (
      await fetch(`${server.url}/chat/api/conversations/${conversation}/messages`, {
        headers: { 'x-forwarded-for': address },
      })
    ).status;
  return { server, status, warnings };
}

const [first, second, third] = ['conversation-number-1', 'conversation-number-2', 'conversation-number-3'];

test('behind a proxy, a conversation and an address have a limit each', async () => {
  const { server, status, warnings } = await limited(true);
  const far = '203.0.113.9';

  expect([await status(first, far), await status(first, far), await status(first, far)]).toEqual([
    200, 200, 429,
  ]);
  expect([await status(second, far), await status(third, far)]).toEqual([200, 429]);
  // What a client puts in front of the list is not believed; the proxy's own word is the last.
  expect(await status(third, `198.51.100.1, ${far}`)).toBe(429);
  expect(await status(third, '203.0.113.10')).toBe(200);

  const answer = await fetch(`${server.url}/chat/api/conversations/${first}/messages`, {
    headers: { 'x-forwarded-for': far },
  });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await answer.json()).toEqual({ error: expect.any(String), code: 'too-many' });
  expect(JSON.stringify(warnings)).not.toContain('conversation-number');
});

test('this machine itself is not limited, and without a proxy nobody can say who they are', async () => {
  const { status } = await limited(false);
  const statuses = await Promise.all(Array.from({ length: 20 }, () => status(first, '203.0.113.9')));
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('to send is to have stored: the adapter answers "delivered" with our own id', async () => {
  const adapter = createWebAdapter();
  const reply = { id: 'r-1', language: 'ar', text: 'تم', choices: [], controls: [] } as const;
  expect(await adapter.send(first, reply)).toEqual({ certainty: 'delivered', providerId: 'r-1' });
  expect(adapter.capabilities).toMatchObject({ textCharacters: 8000, thirdParty: false });
});
