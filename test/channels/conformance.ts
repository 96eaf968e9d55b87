import { describe, expect, test } from 'vitest';
import type { RenderedReply, SendOutcome } from '../../src/channels/contract.ts';
import { incomingConformance } from './conformance-incoming.ts';
import { outcomeConformance } from './conformance-outcomes.ts';
import type { ChannelHarness, ChannelTraits, MakeHarness } from './harness.ts';
import { createRecordingReceiver, type RecordingReceiver } from './recording-receiver.ts';

/** What a case gets: the channel, the house behind it, and sending whose outcomes are looked at for secrets too. */
export interface Case {
  readonly channel: ChannelHarness;
  readonly house: RecordingReceiver;
  send(reply: Partial<RenderedReply>, peer?: string): Promise<SendOutcome>;
}

export type InChannel = (name: string, runs: boolean, run: (given: Case) => Promise<void>) => void;

export const plainReply: RenderedReply = {
  id: 'reply-1',
  language: 'ar',
  text: 'السلام عليكم',
  choices: [],
  controls: [],
};

const yesNo = [
  { id: 'yes', label: 'نعم' },
  { id: 'no', label: 'لا' },
];
export const backAndLater = [
  { id: 'back', label: 'رجوع' },
  { id: 'later', label: 'حفظ والمتابعة لاحقًا' },
];

const graphemes = (text: string): readonly string[] =>
  [...new Intl.Segmenter('ar', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
const withoutSpaces = (text: string): string => text.replace(/\s+/gu, '');

/** What every adapter keeps to, whichever channel it speaks. After each case no secret stands in any log or outcome. */
export const channelConformance = (name: string, traits: ChannelTraits, makeHarness: MakeHarness): void => {
  describe(name, () => {
    const inChannel: InChannel = (title, runs, run) =>
      test.runIf(runs)(runs ? title : `${title} (skipped: ${name} has no such thing)`, async () => {
        const house = createRecordingReceiver();
        await using channel = await makeHarness(house);
        const outcomes: SendOutcome[] = [];
        await run({
          channel,
          house,
          async send(reply, peer = channel.peer) {
            const outcome = await channel.adapter.send(peer, { ...plainReply, ...reply });
            outcomes.push(outcome);
            return outcome;
          },
        });
        const told = channel.log() + JSON.stringify(outcomes);
        for (const secret of channel.secrets) expect(told).not.toContain(secret);
      });

    inChannel(
      'a text is shown as it was written, marks of direction included',
      true,
      async ({ channel, send }) => {
        const text = 'رقمك \u2066HRF-٢٠٤\u2069 وصل. المبلغ ٥٬٠٠٠ ريال، ومتابعته على \u2068Herfah\u2069 👩‍👧';
        expect(await send({ text })).toMatchObject({
          certainty: 'delivered',
          providerId: expect.any(String),
        });
        expect(await channel.shown()).toEqual([{ text, buttons: [] }]);
      },
    );

    inChannel(
      'a long text is shown whole and in order, and no character is torn',
      traits.splitsText,
      async ({ channel, send }) => {
        const most = channel.adapter.capabilities.textCharacters;
        const sentence = 'هذه عائلة 👩‍👩‍👧‍👦 من السعودية 🇸🇦 تصنع السدوَ والخُوص. ';
        const text = sentence.repeat(Math.ceil((most * 2.5) / sentence.length)).trim();
        expect(await send({ text, choices: yesNo })).toMatchObject({ certainty: 'delivered' });
        const shown = await channel.shown();
        expect(shown.length).toBeGreaterThan(1);
        for (const message of shown) expect(message.text.length).toBeLessThanOrEqual(most);
        expect(withoutSpaces(shown.map((message) => message.text).join(''))).toBe(withoutSpaces(text));
        expect(shown.flatMap((message) => graphemes(withoutSpaces(message.text)))).toEqual(
          graphemes(withoutSpaces(text)),
        );
        expect(shown.map((message) => message.buttons)).toEqual([
          ...shown.slice(1).map(() => []),
          ['نعم', 'لا'],
        ]);
      },
    );

    inChannel(
      'a choice is a button that brings back its id and the number of its question',
      true,
      async ({ channel, house, send }) => {
        await send({ text: 'عندك سجل تجاري؟', choices: yesNo, asked: 12 });
        expect((await channel.shown()).at(-1)?.buttons).toEqual(['نعم', 'لا']);
        channel.presses('لا');
        expect((await house.untilStored(1))[0]?.body).toEqual({ type: 'choice', id: 'no', asked: 12 });
      },
    );

    inChannel('controls can be reached beside choices', true, async ({ channel, house, send }) => {
      await send({ choices: yesNo, controls: backAndLater, asked: 3 });
      expect((await channel.shown()).at(-1)?.buttons).toEqual(['نعم', 'لا', 'رجوع', 'حفظ والمتابعة لاحقًا']);
      channel.presses('رجوع');
      expect((await house.untilStored(1))[0]?.body).toEqual({ type: 'choice', id: 'back', asked: 3 });
    });

    inChannel(
      'a contact is asked for and comes as one',
      traits.requests.includes('contact'),
      async ({ channel, house, send }) => {
        await send({
          text: 'رقم جوالك؟',
          request: 'contact',
          requestLabel: '📱 مشاركة رقمي',
          controls: backAndLater,
        });
        channel.sharesContact();
        expect((await house.untilStored(1))[0]?.body).toMatchObject({
          type: 'contact',
          phone: expect.stringMatching(/\d{9}$/u),
        });
      },
    );

    inChannel(
      'a location is asked for and comes as one',
      traits.requests.includes('location'),
      async ({ channel, house, send }) => {
        await send({
          text: 'وين بيتك؟',
          request: 'location',
          requestLabel: '📍 إرسال موقعي',
          controls: backAndLater,
        });
        channel.sharesLocation(26.36, 43.98);
        expect((await house.untilStored(1))[0]?.body).toEqual({ type: 'location', lat: 26.36, lon: 43.98 });
      },
    );

    inChannel(
      'controls can be reached while something is asked for',
      traits.requests.length > 0,
      async ({ channel, house, send }) => {
        await send({
          request: traits.requests[0] ?? 'contact',
          requestLabel: '📱',
          controls: backAndLater,
          asked: 5,
        });
        expect((await channel.shown()).at(-1)?.buttons).toEqual(
          expect.arrayContaining(['رجوع', 'حفظ والمتابعة لاحقًا']),
        );
        channel.presses('رجوع');
        const [stored] = await house.untilStored(1);
        expect([
          { type: 'choice', id: 'back', asked: 5 },
          { type: 'text', text: 'رجوع' },
        ]).toContainEqual(stored?.body);
      },
    );

    for (const kind of traits.media) {
      const mime = { photo: 'image/jpeg', document: 'application/pdf', voice: 'audio/ogg' }[kind];
      // Every byte there is, line ends and quotes of the wire's own framing included.
      const content = Uint8Array.from({ length: 1024 }, (_, index) => (index * 13) & 0xff);
      const media = { kind, mime, name: 'صورة الهوية 1', content };

      inChannel(`a ${kind} is shown with its words and buttons`, true, async ({ channel, send }) => {
        expect(await send({ text: 'نموذجك', media, choices: yesNo })).toMatchObject({
          certainty: 'delivered',
        });
        const [shown, ...more] = await channel.shown();
        expect(more).toEqual([]);
        expect(shown).toMatchObject({ text: 'نموذجك', buttons: ['نعم', 'لا'], media: { kind } });
        expect(Uint8Array.from(shown?.media?.content ?? [])).toEqual(content);
      });

      inChannel(
        `a ${kind} with more words than a caption holds loses none of them`,
        traits.splitsText,
        async ({ channel, send }) => {
          const words = Array.from({ length: 500 }, (_, index) => `كلمة${index}`).join(' ');
          expect(await send({ text: words, media, choices: yesNo })).toMatchObject({
            certainty: 'delivered',
          });
          const shown = await channel.shown();
          expect(withoutSpaces(shown.map(({ text }) => text).join(''))).toBe(withoutSpaces(words));
          expect(shown.filter((message) => message.media !== undefined)).toHaveLength(1);
          expect(shown.at(-1)?.buttons).toEqual(['نعم', 'لا']);
        },
      );
    }

    outcomeConformance(traits, inChannel);
    incomingConformance(traits, inChannel);
  });
};
