import { gzipSync } from 'node:zlib';
import { parseSync } from '@swc/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import arabic from '../../locales/ar/web-chat.json' with { type: 'json' };
import english from '../../locales/en/web-chat.json' with { type: 'json' };
import { script, style } from '../../src/channels/web/assets.ts';
import { MemoryHouse } from './memory-house.ts';
import { type ChatServer, startChat } from './server.ts';

const house = new MemoryHouse(() => ({ replies: [] }));
let server: ChatServer;
beforeAll(async () => {
  server = await startChat(house);
});
afterAll(() => server.close(1000));

const get = async (path: string) => {
  const answer = await fetch(server.url + path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('the page is Arabic and from the right, unless English is asked for', async () => {
  const page = await get('/chat');
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(page.text).toContain('<html lang="ar" dir="rtl">');
  expect(page.text).toContain(arabic.welcome.start);
  expect(page.text).toContain(arabic.noScript);
  expect((await get('/chat?lang=en')).text).toContain('<html lang="en" dir="ltr">');
});

test('the bare address leads to the chat', async () => {
  const answer = await fetch(`${server.url}/`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/chat']);
});

test('the page is the same whatever conversation is asked for: an id is never written into it', async () => {
  const plain = await get('/chat');
  const asked = await get('/chat?c=conversation-in-the-query&as=%3Cscript%3E');
  expect(asked.text).toBe(plain.text);
});

test('a demo says so on the page', async () => {
  const real = await startChat(house, { mode: 'on' });
  expect((await get('/chat')).text).toContain(`>${arabic.demo}<`);
  expect(await (await fetch(`${real.url}/chat`)).text()).not.toContain(`>${arabic.demo}<`);
  await real.close(1000);
});

test('switched off, there is neither page nor API', async () => {
  const off = await startChat(house, { mode: 'off' });
  expect((await fetch(`${off.url}/chat`)).status).toBe(404);
  const messages = `${off.url}/chat/api/conversations/${'x'.repeat(20)}/messages`;
  expect((await fetch(messages)).status).toBe(404);
  await off.close(1000);
});

test('nothing foreign runs in the page, nobody frames it, and its address is told to nobody', async () => {
  const { headers, text } = await get('/chat');
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  // The policy allows nothing inline, so nothing inline may be needed.
  expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on[a-z]+=|https?:\/\//);
});

test('script and style sheet are found where the page says, and may be kept for ever', async () => {
  const { text } = await get('/chat');
  const addresses = [...text.matchAll(/(?:href|src)="(\/chat\/[^"]+)"/g)].map((match) => match[1]!);
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    const { status, headers } = await get(address);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('immutable');
  }
});

test('all of it is small on a slow line, and not much on an old phone', async () => {
  const sizes = { packed: 0, unpacked: 0 };
  for (const path of ['/chat', '/chat/chat.js', '/chat/chat.css']) {
    const { headers, text } = await get(path);
    expect(headers.get('content-encoding')).toBe('gzip');
    sizes.unpacked += Buffer.byteLength(text);
    sizes.packed += gzipSync(text).byteLength;
  }
  expect(sizes.packed).toBeLessThan(20 * 1024);
  expect(sizes.unpacked).toBeLessThan(48 * 1024);
});

describe('the script runs on an old phone', () => {
  /** Syntax that came after ES2017, by the names of its nodes. */
  const tooNew = (node: unknown, found: string[] = []): string[] => {
    if (Array.isArray(node)) for (const child of node) tooNew(child, found);
    else if (typeof node === 'object' && node !== null) {
      const { type, operator, param } = node as { type?: string; operator?: string; param?: unknown };
      if (type === 'OptionalChainingExpression') found.push('?.');
      if (['??', '??=', '||=', '&&='].includes(operator ?? '')) found.push(operator!);
      if (type === 'CatchClause' && !param) found.push('catch without a name');
      if (type === 'BigIntLiteral' || type === 'ClassProperty' || type === 'PrivateName') found.push(type);
      if (type === 'ObjectExpression') {
        const properties = (node as { properties: readonly { type: string }[] }).properties;
        if (properties.some((property) => property.type === 'SpreadElement')) found.push('{...}');
      }
      for (const child of Object.values(node)) tooNew(child, found);
    }
    return found;
  };
  const syntax = (code: string) => tooNew(parseSync(code, { syntax: 'ecmascript', target: 'es2024' }));

  test('in the syntax of 2017', () => {
    expect(syntax(script.content)).toEqual([]);
  });

  test.each(['a?.b', 'a ?? b', 'a ??= b', 'try {} catch {}', '({...a})', 'class A { b = 1 }', '1n'])(
    'and %s would be found',
    (code) => {
      expect(syntax(code)).not.toEqual([]);
    },
  );

  test('and in a strict scope of its own', () => {
    expect(script.content.match(/^\(h\) =>|^\(\(h\) => \{$/gm)!.length).toBe(7);
    expect(style.content).not.toMatch(/url\(|@import/);
  });
});

describe('the words of the page', () => {
  const paths = (node: object, path = ''): string[] =>
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === 'string' ? [path + key] : paths(value, `${path}${key}.`),
    );

  test('are complete in both languages', () => {
    expect(paths(arabic).sort()).toEqual(paths(english).sort());
  });

  test('are all used', async () => {
    const { text } = await get('/chat');
    const client = script.content.slice(script.content.indexOf('\n'));
    // Keys that the script puts together from the kind of request and from the state of a message.
    const composed =
      /^(ask\.(photo|document|voice|location|contact)|state\.(waiting|lostFile|refused|tooLarge))$/;
    const unused = paths(english).filter(
      (path) =>
        !composed.test(path) &&
        !text.includes(`"${path}"`) &&
        !text.includes(wordsAt(arabic, path)) &&
        !client.includes(`'${path}'`),
    );
    expect(unused).toEqual([]);
  });
});

function wordsAt(node: object, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], node);
  return String(found);
}
