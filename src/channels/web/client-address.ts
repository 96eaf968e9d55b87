import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

const loopback = /^(?:::1|127(?:\.\d{1,3}){3}|::ffff:127(?:\.\d{1,3}){3})$/;

/**
 * The address a request came from; null for this machine itself, which is not limited. Behind a proxy that is
 * trusted to set it, the last address of X-Forwarded-For is the one that the proxy saw.
 */
export function clientAddress(context: Context, behindProxy: boolean): string | null {
  const direct = getConnInfo(context).remote.address ?? '';
  const forwarded = behindProxy
    ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined;
  const address = forwarded ? forwarded : direct;
  return loopback.test(address) ? null : address;
}
