import { expect } from 'vitest';
import type { InChannel } from './conformance.ts';
import type { ChannelTraits, ProviderTroubles } from './harness.ts';

const need = (troubles: ProviderTroubles | undefined): ProviderTroubles => {
  if (!troubles) throw new Error('A channel with a provider has troubles to try');
  return troubles;
};

/** The three outcomes: delivered, surely not, unknown; and what each says about trying again. */
export const outcomeConformance = (traits: ChannelTraits, inChannel: InChannel): void => {
  inChannel(
    'not reaching the provider is surely not sent, and worth another try',
    traits.hasProvider,
    async ({ channel, send }) => {
      await need(channel.troubles).goesDown();
      expect(await send({})).toMatchObject({ certainty: 'not-sent', reason: 'provider-down', retry: true });
    },
  );

  inChannel(
    'a lost answer is unknown, for the message may have arrived',
    traits.hasProvider,
    async ({ channel, send }) => {
      need(channel.troubles).losesAnswer();
      expect(await send({ text: 'وصلت' })).toMatchObject({ certainty: 'unknown' });
      expect(await channel.shown()).toEqual([{ text: 'وصلت', buttons: [] }]);
    },
  );

  inChannel('no answer in time is unknown', traits.hasProvider, async ({ channel, send }) => {
    const given = need(channel.troubles).neverAnswers();
    expect(await send({})).toMatchObject({ certainty: 'unknown' });
    await given;
  });

  inChannel(
    'a rate limit is surely not sent, says when to come back, and is honoured until then',
    traits.hasProvider,
    async ({ channel, send }) => {
      const troubles = need(channel.troubles);
      troubles.rateLimited(17);
      const refused = { certainty: 'not-sent', reason: 'rate-limited', retry: true, retryAfterSeconds: 17 };
      expect(await send({})).toMatchObject(refused);
      const asked = troubles.sendsAsked();
      expect(await send({})).toMatchObject(refused);
      channel.passTime(16);
      expect(await send({})).toMatchObject({ ...refused, retryAfterSeconds: 1 });
      expect(troubles.sendsAsked()).toBe(asked);
      channel.passTime(1);
      expect(await send({ text: 'الآن' })).toMatchObject({ certainty: 'delivered' });
      expect((await channel.shown()).map(({ text }) => text)).toEqual(['الآن']);
    },
  );

  inChannel(
    'an address that nobody has is unreachable for good',
    traits.hasProvider,
    async ({ channel, send }) => {
      const outcome = await send({}, need(channel.troubles).unknownPeer);
      expect(outcome).toMatchObject({ certainty: 'not-sent', reason: 'unreachable', retry: false });
    },
  );

  inChannel(
    'who blocked the channel gets nothing, for good',
    traits.tellsOfBlocks,
    async ({ channel, house, send }) => {
      channel.blocks?.();
      expect(await send({})).toMatchObject({ certainty: 'not-sent', reason: 'blocked', retry: false });
      expect(await house.untilPeerChanged(1)).toMatchObject([{ peer: channel.peer, change: 'blocked' }]);
      channel.unblocks?.();
      expect((await house.untilPeerChanged(2))[1]).toMatchObject({ peer: channel.peer, change: 'unblocked' });
      expect(await send({})).toMatchObject({ certainty: 'delivered' });
    },
  );

  inChannel(
    'who moved to another address is found there',
    traits.addressesMove,
    async ({ channel, house, send }) => {
      const { from, to } = channel.moves?.() ?? { from: '', to: '' };
      expect(await send({}, from)).toMatchObject({
        certainty: 'not-sent',
        reason: 'moved',
        retry: true,
        movedTo: to,
      });
      expect(await house.untilPeerChanged(1)).toMatchObject([{ peer: from, change: 'moved', movedTo: to }]);
      expect(await send({}, to)).toMatchObject({ certainty: 'delivered' });
    },
  );

  inChannel(
    'an id too long for a button is refused, never cut',
    traits.hasProvider,
    async ({ channel, send }) => {
      const { buttons } = channel.adapter.capabilities;
      if (!buttons) return;
      const longest = 'ا'.repeat(buttons.idBytes / 2);
      const asked = 1_234_567;
      expect(await send({ choices: [{ id: longest, label: 'الأول' }], asked })).toMatchObject({
        certainty: 'delivered',
      });
      const sends = channel.troubles?.sendsAsked();
      expect(await send({ choices: [{ id: `${longest}اا`, label: 'الأول' }], asked })).toMatchObject({
        certainty: 'not-sent',
        reason: 'rejected',
        retry: false,
      });
      expect(channel.troubles?.sendsAsked()).toBe(sends);
    },
  );
};
