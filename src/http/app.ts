import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import { Histogram, type Registry } from 'prom-client';
import type { Logger } from '../observability/log.ts';
import { limitBody } from './body-limit.ts';
import { type HealthChecks, readiness } from './health.ts';

/** The largest body any route takes (a 20 MB file with its multipart dress); routes set narrower limits. */
const largestBodyBytes = 21 * 1024 * 1024;

const correlationHeader = 'x-correlation-id';

export interface HttpAppOptions {
  /** Each router with its full paths in it. */
  readonly routes: readonly Hono[];
  /** What must work for this process to be of use, by name (`database`, `jobs`). */
  readonly health: HealthChecks;
  readonly metrics: Registry;
  readonly log: Logger;
  readonly now?: () => number;
}

type HttpEnvironment = { Variables: { correlationId: string } };

/**
 * The program's HTTP server without its socket: `/healthz` (the process lives), `/readyz` (it is of use; 503 names what
 * is missing), `/metrics`, and the given routers. Logs hold the route's pattern, never the path: paths hold secrets.
 */
export function createHttpApp(options: HttpAppOptions): Hono<HttpEnvironment> {
  const { health, metrics, log, now = () => performance.now() } = options;
  const app = new Hono<HttpEnvironment>();
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 20],
    registers: [metrics],
  });

  app.use('*', async (context, next) => {
    const correlationId = randomUUID();
    context.set('correlationId', correlationId);
    const start = now();
    await next();
    const took = now() - start;
    context.header(correlationHeader, correlationId);
    context.header('x-content-type-options', 'nosniff');
    if (!context.res.headers.has('referrer-policy')) context.header('referrer-policy', 'no-referrer');
    const pattern = matchedRoutes(context).findLast((route) => !route.path.endsWith('*'))?.path ?? 'none';
    const status = context.res.status;
    seconds.observe({ method: context.req.method, route: pattern, status: String(status) }, took / 1000);
    log.debug(
      { correlationId, method: context.req.method, route: pattern, status, millis: Math.round(took) },
      'http',
    );
  });
  app.use('*', limitBody(largestBodyBytes));

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    const state = await readiness(health);
    context.header('cache-control', 'no-store');
    return context.json(state, state.ready ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType }),
  );
  for (const router of options.routes) app.route('/', router);

  app.notFound((context) => context.json({ error: 'There is no such address.', code: 'not-found' }, 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException && error.status < 500) {
      return context.json({ error: 'The request could not be taken.', code: 'request' }, error.status);
    }
    const correlationId = context.get('correlationId');
    log.error({ err: error, correlationId, method: context.req.method }, 'http: a request failed');
    // What went wrong is for the log; outside, the id is enough to find it there.
    return context.json(
      { error: 'Something went wrong here. Please try again.', code: 'internal', correlationId },
      500,
    );
  });
  return app;
}
