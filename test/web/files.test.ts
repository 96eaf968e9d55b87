import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryHouse } from './memory-house.ts';
import { type ChatServer, json, startChat } from './server.ts';

const house = new MemoryHouse(({ body }) => ({ replies: [{ text: body.type }] }));
let server: ChatServer;
beforeAll(async () => {
  server = await startChat(house);
});
afterAll(() => server.close(1000));

const conversation = 'conversation-with-files';
const base = () => `${server.url}/chat/api/conversations/${conversation}`;
const send = (form: FormData) => fetch(`${base()}/messages`, { method: 'POST', body: form });
const mebibyte = 1024 * 1024;

let messages = 0;
function form(...files: File[]): FormData {
  messages += 1;
  const made = new FormData();
  made.append('id', `file-${messages}`);
  for (const file of files) made.append('file', file);
  return made;
}

describe('sending a file', () => {
  test('hands in its kind, name, type and every byte', async () => {
    const content = Uint8Array.from({ length: 256 }, (_, index) => index);
    const answer = await send(form(new File([content], 'هوية.jpg', { type: 'image/jpeg' })));

    expect(answer.status).toBe(200);
    expect((await json(answer)).replies[0]!.text).toBe('upload');
    expect(house.taken.at(-1)).toMatchObject({
      peer: conversation,
      providerId: `file-${messages}`,
      body: { type: 'upload', kind: 'photo', name: 'هوية.jpg', mime: 'image/jpeg', content },
    });
  });

  test.each([
    ['image/png', 'a.png', 'photo'],
    ['audio/webm;codecs=opus', 'voice.webm', 'voice'],
    ['application/pdf', 'a.pdf', 'document'],
    ['', 'scan.JPG', 'photo'],
    ['application/octet-stream', 'note.ogg', 'voice'],
    ['application/octet-stream', 'a.bin', 'document'],
    ['text/html', 'a.jpg', 'document'],
  ])('%s "%s" is a %s', async (type, name, kind) => {
    await send(form(new File(['x'], name, { type })));
    expect(house.taken.at(-1)!.body).toMatchObject({ kind });
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\photos\\id.jpg', 'id.jpg'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['/', 'file'],
    [`${'n'.repeat(300)}.jpg`, 'n'.repeat(200)],
  ])('named %j is called %j', async (name, called) => {
    expect((await send(form(new File(['x'], name)))).status).toBe(200);
    expect(house.taken.at(-1)!.body).toMatchObject({ name: called });
  });

  test('an empty file is a wrong answer, not a wrong request', async () => {
    expect((await send(form(new File([], 'empty.jpg')))).status).toBe(200);
  });

  test('of exactly 20 MB is taken, one byte more is not', async () => {
    expect((await send(form(new File([new Uint8Array(20 * mebibyte)], 'a.jpg')))).status).toBe(200);
    const answer = await send(form(new File([new Uint8Array(20 * mebibyte + 1)], 'a.jpg')));
    expect(answer.status).toBe(413);
    expect((await json(answer)).code).toBe('too-large');
  });

  test('far too large is refused by its length alone', async () => {
    const answer = await send(form(new File([new Uint8Array(24 * mebibyte)], 'a.jpg')));
    expect(answer.status).toBe(413);
  });

  test.each<[string, () => FormData]>([
    ['without a file', () => form()],
    ['with two files', () => form(new File(['1'], 'a.jpg'), new File(['2'], 'b.jpg'))],
    [
      'with a text instead of a file',
      () => {
        const made = form();
        made.append('file', 'not a file');
        return made;
      },
    ],
  ])('%s: 400', async (_, made) => {
    const answer = await send(made());
    expect(answer.status).toBe(400);
    expect((await json(answer)).code).toBe('wrong-shape');
  });

  test.each<[string, (made: FormData) => void]>([
    ['without an id', (made) => made.delete('id')],
    ['with two ids', (made) => made.append('id', 'another')],
    ['with a file as id', (made) => made.set('id', new File(['x'], 'id'))],
  ])('%s: 400', async (_, spoil) => {
    const made = form(new File(['x'], 'a.jpg'));
    spoil(made);
    const answer = await send(made);
    expect(answer.status).toBe(400);
    expect((await json(answer)).code).toBe('message-id');
  });

  test.each([
    ['multipart/form-data; boundary=x', 'no parts at all'],
    ['multipart/form-data', '--x\r\n'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\ncut off here',
    ],
  ])('broken multipart (%s): 400', async (type, body) => {
    const answer = await fetch(`${base()}/messages`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(answer.status).toBe(400);
    expect((await json(answer)).code).toBe('malformed-multipart');
  });
});

describe('fetching a file of a reply', () => {
  const put = (id: string, peer: string, mime: string) =>
    house.documents.set(id, { peer, mime, content: Uint8Array.of(1, 2, 3) });

  test('by the address that the reply gives', async () => {
    put('doc-1', conversation, 'image/jpeg');
    const said = house.push(conversation, {
      replies: [{ text: '', media: { kind: 'photo', documentId: 'doc-1' } }],
    });
    const { replies } = await json(await fetch(`${base()}/messages`));
    const media = replies.find((reply) => reply.id === said.replies[0]!.id)!.media!;

    expect(media).toEqual({ kind: 'photo', url: `/chat/api/conversations/${conversation}/media/doc-1` });
    const answer = await fetch(server.url + media.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  });

  test.each(['text/html', 'image/svg+xml', 'application/pdf'])('%s is never shown in place', async (mime) => {
    put('doc-2', conversation, mime);
    const answer = await fetch(`${base()}/media/doc-2`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-type')).not.toMatch(/html|svg/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  test.each([
    ['of another conversation', 'doc-of-another'],
    ['unknown', 'doc-unknown'],
    ['that climbs out', '..%2F..%2Fetc%2Fpasswd'],
    ['with a NUL', 'doc-1%00'],
    ['that is a whole path', '%2Fetc%2Fpasswd'],
    ['too long', 'x'.repeat(65)],
  ])('%s: 404', async (_, id) => {
    put('doc-of-another', 'conversation-of-somebody-else', 'image/jpeg');
    // Even if the store held something of that name, nobody would be asked for it.
    if (id.includes('%') || id.length > 64) put(decodeURIComponent(id), conversation, 'image/jpeg');
    const answer = await fetch(`${base()}/media/${id}`);
    expect(answer.status).toBe(404);
    expect(await json(answer)).toEqual({ error: expect.any(String), code: 'not-found' });
  });
});
