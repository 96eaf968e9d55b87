import { channelConformance } from './conformance.ts';
import type { ChannelTraits } from './harness.ts';
import { telegramHarness } from './telegram-harness.ts';

const traits: ChannelTraits = {
  splitsText: true,
  requests: ['contact', 'location'],
  media: ['photo', 'document', 'voice'],
  hasProvider: true,
  tellsOfBlocks: true,
  addressesMove: true,
  tellsLanguage: true,
  fetchesFiles: true,
};

channelConformance('Telegram by long polling', traits, telegramHarness('polling'));
channelConformance('Telegram by webhook', traits, telegramHarness('webhook'));
