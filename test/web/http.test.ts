import { Agent, request } from 'node:http';
import { Hono } from 'hono';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpApp, type HttpAppOptions } from '../../src/http/app.ts';
import { readiness } from '../../src/http/health.ts';
import { type RunningHttp, startHttp } from '../../src/http/start.ts';
import { createLogger } from '../../src/observability/log.ts';

const lines: string[] = [];
const log = createLogger({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
const running: RunningHttp[] = [];
afterEach(async () => {
  lines.length = 0;
  await Promise.all(running.splice(0).map((server) => server.close(100)));
});

const app = (options: Partial<HttpAppOptions> = {}) =>
  createHttpApp({ routes: [], health: {}, metrics: new Registry(), log, ...options });

async function start(router: Hono = new Hono(), options: Partial<HttpAppOptions> = {}) {
  const started = await startHttp(app({ routes: [router], ...options }), { host: '127.0.0.1', port: 0 });
  if (!started.ok) throw new Error(started.error);
  running.push(started.value);
  return { ...started.value, url: `http://127.0.0.1:${started.value.port}` };
}

describe('health', () => {
  test('/healthz says that the process lives, whatever is missing', async () => {
    const answer = await app({ health: { database: async () => false } }).request('/healthz');
    expect(answer.status).toBe(200);
  });

  test.each<[string, () => Promise<boolean>]>([
    ['says no', async () => false],
    ['fails', () => Promise.reject(new Error('password=secret'))],
  ])('/readyz names the part that %s', async (_, database) => {
    const answer = await app({ health: { database, jobs: async () => true } }).request('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      ready: false,
      checks: { database: 'missing', jobs: 'ok' },
      missing: ['database'],
    });
  });

  test('/readyz is 200 again as soon as all parts work', async () => {
    let works = false;
    const server = app({ health: { database: async () => works } });
    expect((await server.request('/readyz')).status).toBe(503);
    works = true;
    expect((await server.request('/readyz')).status).toBe(200);
  });

  test('a part that does not answer is missing, and the others are not held up', async () => {
    const silent = () => new Promise<boolean>(() => {});
    expect(await readiness({ database: silent, jobs: async () => true }, 1)).toMatchObject({
      missing: ['database'],
    });
  });

  test('/metrics counts requests by the pattern of their route, never by their path', async () => {
    const metrics = new Registry();
    const router = new Hono().get('/secret/:id', (context) => context.text('ok'));
    const server = app({ routes: [router], metrics });
    await server.request('/secret/of-one-family');
    const text = await (await server.request('/metrics')).text();
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/secret/:id",status="200"} 1',
    );
    expect(text + lines.join('')).not.toContain('of-one-family');
  });
});

describe('requests', () => {
  test('each has a correlation id of its own, in the answer and in the log', async () => {
    const server = app();
    const ids = await Promise.all(
      [1, 2].map(async () => (await server.request('/healthz')).headers.get('x-correlation-id')!),
    );
    expect(ids[0]).not.toBe(ids[1]);
    for (const id of ids) expect(lines.join('')).toContain(id);
  });

  test('a failure inside tells nothing outside but the id to find it by', async () => {
    const router = new Hono().get('/fails', () => {
      throw new Error('relation "families" does not exist');
    });
    const answer = await app({ routes: [router] }).request('/fails');
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(body).not.toContain('families');
    expect(body).toContain(answer.headers.get('x-correlation-id')!);
    expect(lines.join('')).toContain('does not exist');
  });

  test('an unknown address is 404 in JSON', async () => {
    const answer = await app().request('/nothing');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not-found' });
  });

  test.each(['content-length', 'chunks'])('a body beyond every limit is refused (%s)', async (how) => {
    const router = new Hono().post('/takes', async (context) =>
      context.text(`${(await context.req.text()).length}`),
    );
    const { url } = await start(router);
    const post = (bytes: number) => {
      const body = new Uint8Array(bytes).fill(0x20);
      const sent =
        how === 'chunks' ? { body: ReadableStream.from([body]), duplex: 'half' as const } : { body };
      return fetch(`${url}/takes`, { method: 'POST', ...sent });
    };
    expect(await (await post(1000)).text()).toBe('1000');
    const answer = await post(22 * 1024 * 1024);
    expect(answer.status).toBe(413);
    await answer.body?.cancel();
  });
});

describe('starting', () => {
  test('a port in use is a sentence that names PORT', async () => {
    const { port } = await start();
    expect(await startHttp(app(), { host: '127.0.0.1', port })).toEqual({
      ok: false,
      error: expect.stringMatching(new RegExp(`^PORT ${port} .*in use.*PORT`)),
    });
  });

  test('a host that is not this machine is a sentence that names HOST', async () => {
    expect(await startHttp(app(), { host: '203.0.113.1', port: 0 })).toEqual({
      ok: false,
      error: expect.stringMatching(/^HOST 203\.0\.113\.1 is no address of this machine/),
    });
  });
});

test('a connection is kept open for longer than a proxy keeps it', async () => {
  const { url } = await start();
  const agent = new Agent({ keepAlive: true });
  const kept = new Promise<string>((resolve) => {
    request(`${url}/healthz`, { agent }, (answer) => {
      answer.resume();
      resolve(String(answer.headers['keep-alive']));
    }).end();
  });
  expect(await kept).toMatch(/timeout=75/u);
  agent.destroy();
});

describe('closing', () => {
  /** One request over a connection that the client keeps open. */
  const get = (url: string, agent: Agent) =>
    new Promise<string>((resolve, reject) => {
      request(url, { agent }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve(text));
        answer.on('error', reject);
      })
        .on('error', reject)
        .end();
    });

  test('idle connections do not hold it up', async () => {
    const server = await start();
    const agent = new Agent({ keepAlive: true });
    await get(`${server.url}/healthz`, agent);
    await server.close(60_000);
    await expect(get(`${server.url}/healthz`, new Agent())).rejects.toThrow();
    agent.destroy();
  });

  test('a request under way is finished, and its kept connection closed after it', async () => {
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const router = new Hono().get('/slow', async (context) => {
      arrived.resolve();
      await gate.promise;
      return context.text('finished');
    });
    const server = await start(router);
    const agent = new Agent({ keepAlive: true });
    const answer = get(`${server.url}/slow`, agent);
    await arrived.promise;

    const closed = server.close(60_000);
    gate.resolve();

    expect(await answer).toBe('finished');
    await closed;
    agent.destroy();
  });

  test('what is not finished within the grace time is cut', async () => {
    const arrived = Promise.withResolvers<void>();
    const router = new Hono().get('/never', async () => {
      arrived.resolve();
      return new Promise<Response>(() => {});
    });
    const server = await start(router);
    const answer = get(`${server.url}/never`, new Agent({ keepAlive: true }));
    const cut = expect(answer).rejects.toThrow();
    await arrived.promise;
    await server.close(10);
    await cut;
  });

  test('twice is once', async () => {
    const server = await start();
    await Promise.all([server.close(100), server.close(100)]);
  });
});
