import { channelConformance } from './conformance.ts';
import { webHarness } from './web-harness.ts';

channelConformance(
  'The web chat',
  {
    splitsText: false,
    requests: ['contact', 'location'],
    media: ['photo', 'document', 'voice'],
    hasProvider: false,
    tellsOfBlocks: false,
    addressesMove: false,
    tellsLanguage: true,
    fetchesFiles: false,
  },
  webHarness,
);
