import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingBody } from '../../src/channels/contract.ts';
import { MemoryHouse } from './memory-house.ts';
import { type ChatServer, json, startChat } from './server.ts';

const question = { flow: 'registration', key: 'name', kind: 'text', number: 1, of: 12 };

// Echoes what reached it, so that every test sees both ends.
const house = new MemoryHouse(({ body }) => ({
  replies: [
    {
      text: body.type === 'text' ? `echo ${body.text}` : body.type,
      choices: [{ id: 'yes', label: 'نعم' }],
      controls: [{ id: 'back', label: 'رجوع' }],
    },
  ],
  question,
}));
let server: ChatServer;
beforeAll(async () => {
  server = await startChat(house);
});
afterAll(() => server.close(1000));

let conversations = 0;
const newConversation = (): string => {
  conversations += 1;
  return `conversation-of-this-test-${conversations}`;
};
const messages = (conversation: string): string =>
  `${server.url}/chat/api/conversations/${conversation}/messages`;
const post = (conversation: string, body: unknown) =>
  fetch(messages(conversation), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const lastTaken = () => house.taken.at(-1)!;

describe('sending a message', () => {
  test('is answered with what the turn said and the question that waits', async () => {
    const answer = await post(newConversation(), { id: 'm-1', text: 'السلام عليكم' });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      replies: [
        {
          id: expect.any(String),
          text: 'echo السلام عليكم',
          choices: [
            { id: 'yes', label: 'نعم' },
            { id: 'back', label: 'رجوع', control: true },
          ],
        },
      ],
      question,
      language: 'ar',
    });
  });

  test.each<[string, object, IncomingBody]>([
    ['a text', { text: 'نورة' }, { type: 'text', text: 'نورة' }],
    ['an empty text', { text: '' }, { type: 'text', text: '' }],
    ['a choice', { choice: 'edit:name' }, { type: 'choice', id: 'edit:name' }],
    ['a choice of a numbered question', { choice: 'yes', asked: 7 }, { type: 'choice', id: 'yes', asked: 7 }],
    ['choices', { choices: ['dates', 'sadu'] }, { type: 'choices', ids: ['dates', 'sadu'] }],
    ['a location', { location: { lat: 24.7, lon: 46.7 } }, { type: 'location', lat: 24.7, lon: 46.7 }],
    ['a contact', { contact: { phone: '0500000000' } }, { type: 'contact', phone: '0500000000', own: false }],
  ])('%s reaches the house as it is', async (_, sent, received) => {
    const conversation = newConversation();

    expect((await post(conversation, { id: 'm-1', ...sent })).status).toBe(200);

    expect(lastTaken()).toEqual({
      channel: 'web',
      account: 'chat',
      peer: conversation,
      providerId: 'm-1',
      body: received,
    });
  });

  test('may say the language of its page, for the first hello', async () => {
    await post(newConversation(), { id: 'm-1', text: 'Hello', language: 'en' });
    expect(lastTaken().languageHint).toBe('en');
  });

  test('with the same id is answered the same and taken once, five times at once', async () => {
    const conversation = newConversation();
    const before = house.taken.length;

    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => json(await post(conversation, { id: 'same', text: 'مرة' }))),
    );

    expect(house.taken.length).toBe(before + 1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('with an id that another conversation used is a message of its own', async () => {
    const before = house.taken.length;
    await post(newConversation(), { id: 'm-1', text: 'أولى' });
    await post(newConversation(), { id: 'm-1', text: 'ثانية' });
    expect(house.taken.length).toBe(before + 2);
  });

  test('is not stopped by a hundred others of the same conversation', async () => {
    const conversation = newConversation();
    const sent = Array.from({ length: 100 }, (_, index) =>
      post(conversation, { id: `m-${index}`, text: '…' }),
    );
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(200);
  });

  test('of a thousand conversations at once waits for none of the others', async () => {
    const gate = Promise.withResolvers<void>();
    let waiting = 0;
    const together = new MemoryHouse(async () => {
      waiting += 1;
      if (waiting === 1000) gate.resolve();
      await gate.promise;
      return { replies: [] };
    });
    const other = await startChat(together);
    const sent = Array.from({ length: 1000 }, (_, index) =>
      fetch(`${other.url}/chat/api/conversations/one-of-a-thousand-${index}/messages`, {
        method: 'POST',
        body: '{"id":"m-1","text":"."}',
      }),
    );
    // Unless all thousand are inside at the same time, the gate stays shut.
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(200);
    await other.close(1000);
  });

  test('that is still being taken is answered with 202, and its reply comes by GET', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = new MemoryHouse(async () => {
      await gate.promise;
      return { replies: [{ text: 'تم' }] };
    });
    // The house says "not yet" without waiting out the twenty seconds.
    const waits: number[] = [];
    const impatient = {
      receive: async (message: Parameters<MemoryHouse['receive']>[0]) => {
        await slow.receive(message);
        return {
          isNew: true,
          settled: async (millis: number) => {
            waits.push(millis);
            return null;
          },
        };
      },
      peerChanged: async () => {},
    };
    const other = await startChat(slow, { receiver: impatient });
    const url = `${other.url}/chat/api/conversations/${newConversation()}/messages`;

    const answer = await fetch(url, { method: 'POST', body: '{"id":"m-1","text":"."}' });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ replies: [], question: null, pending: true });
    expect(waits).toEqual([20_000]);

    gate.resolve();
    // The house takes a peer's messages in order, so the second is answered after the first.
    await (await slow.receive({ ...slowMessage, peer: url.split('/').at(-2)! })).settled(5000);
    const { replies } = await json(await fetch(url));
    expect(replies[0]!.text).toBe('تم');
    await other.close(1000);
  });
});

const slowMessage = {
  channel: 'web',
  account: 'chat',
  providerId: 'second',
  body: { type: 'text', text: '.' },
} as const;

describe('what does not fit is refused before it reaches the house', () => {
  const id = 'm-1';
  test.each<[string, number, string, unknown]>([
    ['no JSON', 400, 'malformed-json', '{"id": "m-1", "text": '],
    ['an empty body', 400, 'malformed-json', ''],
    ['a raw NUL inside a string', 400, 'malformed-json', '{"id":"m-1","text":"\0"}'],
    ['a list', 400, 'wrong-shape', []],
    ['null', 400, 'wrong-shape', 'null'],
    ['no id', 400, 'message-id', { text: 'x' }],
    ['an id that is a number', 400, 'message-id', { id: 7, text: 'x' }],
    ['an empty id', 400, 'message-id', { id: '', text: 'x' }],
    ['an id of 201 characters', 400, 'message-id', { id: 'x'.repeat(201), text: 'x' }],
    ['an id with a NUL', 400, 'message-id', { id: 'a\0', text: 'x' }],
    ['nothing said', 400, 'wrong-shape', { id }],
    ['two things at once', 400, 'wrong-shape', { id, text: 'x', choice: 'yes' }],
    ['a text that is a number', 400, 'wrong-shape', { id, text: 5 }],
    ['a text that is null', 400, 'wrong-shape', { id, text: null }],
    ['a choice that is a list', 400, 'wrong-shape', { id, choice: ['yes'] }],
    ['an empty choice', 400, 'wrong-shape', { id, choice: '' }],
    ['a question number in words', 400, 'wrong-shape', { id, choice: 'yes', asked: 'three' }],
    ['choices that are one', 400, 'wrong-shape', { id, choices: 'yes' }],
    ['too many choices', 400, 'wrong-shape', { id, choices: Array(101).fill('x') }],
    ['a location without longitude', 400, 'wrong-shape', { id, location: { lat: 24 } }],
    ['a location off the globe', 400, 'wrong-shape', { id, location: { lat: 91, lon: 0 } }],
    ['a location in words', 400, 'wrong-shape', { id, location: { lat: '24', lon: '46' } }],
    ['a contact without phone', 400, 'wrong-shape', { id, contact: {} }],
    ['a contact that is a string', 400, 'wrong-shape', { id, contact: '0500000000' }],
    ['a language of its own', 400, 'wrong-shape', { id, text: 'x', language: 'fr' }],
    ['more than 64 KB', 413, 'too-large', { id, text: 'x'.repeat(65_536) }],
  ])('%s: %i', async (_, status, code, body) => {
    const before = house.taken.length;
    const answer = await post(newConversation(), body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({ error: expect.any(String), code });
    expect(house.taken.length).toBe(before);
  });

  test('bytes that are no UTF-8: 400', async () => {
    const body = new Uint8Array([...Buffer.from('{"id":"m-1","text":"'), 0xed, 0xa0, 0xbd, 0x22, 0x7d]);
    const answer = await fetch(messages(newConversation()), { method: 'POST', body });
    expect(answer.status).toBe(400);
  });

  test('too large without saying how large: 413', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(16_384).fill(0x20)),
    });
    const answer = await fetch(messages(newConversation()), {
      method: 'POST',
      body: endless,
      duplex: 'half',
    }).catch((error: unknown) => error);
    // The server may also hang up on who goes on sending after the answer.
    if (answer instanceof Response) expect(answer.status).toBe(413);
    else expect(answer).toBeInstanceOf(TypeError);
  });

  test('too large, with headers that promise less', async () => {
    const answer = await fetch(messages(newConversation()), {
      method: 'POST',
      body: ReadableStream.from([Buffer.from(JSON.stringify({ id: 'm-1', text: 'x'.repeat(70_000) }))]),
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
  });

  test('another method: 405', async () => {
    const answer = await fetch(messages(newConversation()), { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});

describe('odd text is kept', () => {
  test('a body sent in chunks, without a length', async () => {
    const body = ReadableStream.from([Buffer.from('{"id":"m-1",'), Buffer.from('"text":"قطعًا"}')]);
    const answer = await fetch(messages(newConversation()), { method: 'POST', body, duplex: 'half' });
    expect(answer.status).toBe(200);
    expect(lastTaken().body).toEqual({ type: 'text', text: 'قطعًا' });
  });

  test('10,000 characters arrive whole', async () => {
    const text = 'حرفة '.repeat(2000);
    expect((await post(newConversation(), { id: 'm-1', text })).status).toBe(200);
    expect(lastTaken().body).toEqual({ type: 'text', text });
  });

  test('10,000 characters written as escapes arrive whole', async () => {
    const body = `{"id":"m-1","text":"${'\\u0639'.repeat(10_000)}"}`;
    expect((await post(newConversation(), body)).status).toBe(200);
    expect(lastTaken().body).toEqual({ type: 'text', text: 'ع'.repeat(10_000) });
  });

  test.each([
    ['NUL', '{"id":"m-1","text":"a\\u0000b"}', 'a\\u0000b'],
    ['a lone high surrogate', '{"id":"m-1","text":"a\\ud83db"}', 'a\\ud83db'],
    ['a lone low surrogate', '{"id":"m-1","text":"\\ude00"}', '\\ude00'],
    ['a whole emoji', '{"id":"m-1","text":"\\ud83d\\ude00"}', '😀'],
  ])('%s', async (_, body, text) => {
    expect((await post(newConversation(), body)).status).toBe(200);
    expect(lastTaken().body).toEqual({ type: 'text', text });
  });

  test('in a choice and a phone too', async () => {
    const conversation = newConversation();
    await post(conversation, '{"id":"m-1","choice":"a\\u0000"}');
    expect(lastTaken().body).toEqual({ type: 'choice', id: 'a\\u0000' });
    await post(conversation, '{"id":"m-2","contact":{"phone":"05\\ud800"}}');
    expect(lastTaken().body).toEqual({ type: 'contact', phone: '05\\ud800', own: false });
  });
});

describe('conversation ids', () => {
  test.each([
    ['short', 'guess-me'],
    ['15 characters', 'a'.repeat(15)],
    ['129 characters', 'a'.repeat(129)],
    ['dots and slashes', '..%2F..%2Fetc%2Fpasswd'],
    ['Arabic', encodeURIComponent('محادثة-من-ستة-عشر')],
    ['NUL', `${'a'.repeat(20)}%00`],
    ['a line break at the end', `${'a'.repeat(20)}%0A`],
  ])('%s: 400 that says why', async (_, conversation) => {
    for (const answer of [
      await fetch(messages(conversation)),
      await post(conversation, { id: 'm-1', text: 'x' }),
    ]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        error: expect.stringContaining('guessed'),
        code: 'conversation-id',
      });
    }
  });

  test.each([16, 128])('%i characters are taken', async (length) => {
    expect((await fetch(messages('x'.repeat(length)))).status).toBe(200);
  });
});

describe('reading later replies', () => {
  const read = async (conversation: string, after?: string) =>
    json(await fetch(messages(conversation) + (after === undefined ? '' : `?after=${after}`)));

  test('an unknown conversation has none, and is no error', async () => {
    expect(await read(newConversation())).toEqual({ replies: [], question: null, language: 'ar' });
  });

  test('gives all, or those after a reply, and the question that waits', async () => {
    const conversation = newConversation();
    const { replies } = await json(await post(conversation, { id: 'm-1', text: 'x' }));
    house.push(conversation, { replies: [{ text: 'من نورة: وصل طلبك' }] });

    const all = await read(conversation);
    expect(all.replies.map((reply) => reply.text)).toEqual(['echo x', 'من نورة: وصل طلبك']);
    expect(all.question).toEqual(question);
    const later = await read(conversation, replies[0]!.id);
    expect(later.replies.map((reply) => reply.text)).toEqual(['من نورة: وصل طلبك']);
    expect((await read(conversation, later.replies[0]!.id)).replies).toEqual([]);
    expect((await read(conversation, '')).replies).toHaveLength(2);
  });

  test('of one conversation are not those of another', async () => {
    const mine = newConversation();
    await post(mine, { id: 'm-1', text: 'سر' });
    expect((await read(`${mine}x`)).replies).toEqual([]);
  });

  test('"after" that is no reply id: 400', async () => {
    const answer = await fetch(`${messages(newConversation())}?after=${encodeURIComponent("' or 1=1")}`);
    expect(answer.status).toBe(400);
    expect((await json(answer)).code).toBe('reply-id');
  });
});
