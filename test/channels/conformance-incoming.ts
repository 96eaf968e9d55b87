import { expect } from 'vitest';
import type { InChannel } from './conformance.ts';
import type { ChannelTraits } from './harness.ts';

/** What comes in: whole, once, in order, and stored before the provider is told. */
export const incomingConformance = (traits: ChannelTraits, inChannel: InChannel): void => {
  inChannel('words come as they were written, with where to answer', true, async ({ channel, house }) => {
    const text = 'ابغا تمويل لمطبخي\nو«شكرًا» ٥٠٠ 👩‍👧';
    channel.says(text);
    const [message] = await house.untilStored(1);
    expect(message).toMatchObject({
      channel: channel.adapter.channel,
      account: channel.adapter.account,
      peer: channel.peer,
      providerId: expect.stringMatching(/./u),
      body: { type: 'text', text },
      ...(traits.tellsLanguage ? { languageHint: 'ar' } : {}),
    });
  });

  inChannel('a photo comes with its content', true, async ({ channel, house }) => {
    const content = Uint8Array.from({ length: 3000 }, (_, index) => index & 0xff);
    channel.sendsPhoto(content);
    const [message] = await house.untilStored(1);
    const body = message?.body;
    if (body?.type === 'upload') {
      expect(Uint8Array.from(body.content)).toEqual(content);
      return;
    }
    expect(body).toMatchObject({ type: 'file', kind: 'photo' });
    if (body?.type !== 'file') return;
    expect(await channel.adapter.fetchFile?.(body.file, 3000)).toEqual({ ok: true, value: content });
    expect(await channel.adapter.fetchFile?.(body.file, 2999)).toEqual({ ok: false, error: 'too-large' });
  });

  inChannel(
    'a file that its provider does not know any more is gone',
    traits.fetchesFiles,
    async ({ channel }) => {
      expect(await channel.adapter.fetchFile?.({ reference: 'long-ago' }, 1000)).toEqual({
        ok: false,
        error: 'gone',
      });
    },
  );

  inChannel('a message that is delivered again is stored once', true, async ({ channel, house }) => {
    channel.says('مره');
    await house.untilStored(1);
    await channel.untilAcknowledged();
    const handedIn = house.handedIn;
    await channel.deliverAgain();
    await house.untilHandedIn(handedIn + 1);
    channel.says('ثانيه');
    const stored = await house.untilStored(2);
    expect(stored.map(({ body }) => body)).toEqual([
      { type: 'text', text: 'مره' },
      { type: 'text', text: 'ثانيه' },
    ]);
  });

  inChannel('the provider is told only once the message is stored', true, async ({ channel, house }) => {
    const release = house.hold();
    channel.says('احفظها');
    await house.untilHandedIn(1);
    expect(channel.acknowledged()).toBe(false);
    release();
    await channel.untilAcknowledged();
    expect(house.stored).toHaveLength(1);
  });

  inChannel('what could not be stored comes again', true, async ({ channel, house }) => {
    house.failNext(1);
    channel.says('لا تضيعينها');
    await house.untilHandedIn(1);
    expect(house.stored).toEqual([]);
    await channel.retry();
    expect((await house.untilStored(1))[0]?.body).toEqual({ type: 'text', text: 'لا تضيعينها' });
    await channel.untilAcknowledged();
  });

  inChannel(
    'messages of one person are stored in the order in which they were sent',
    true,
    async ({ channel, house }) => {
      const words = Array.from({ length: 12 }, (_, index) => `كلمة ${index}`);
      for (const word of words) channel.says(word);
      const stored = await house.untilStored(words.length);
      expect(stored.map(({ body }) => (body.type === 'text' ? body.text : ''))).toEqual(words);
      expect(new Set(stored.map(({ providerId }) => providerId)).size).toBe(words.length);
    },
  );
};
