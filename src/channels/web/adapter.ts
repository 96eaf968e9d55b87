import type { ChannelAdapter } from '../contract.ts';
import { webLimits } from './limits.ts';

export const webChannel = 'web';
/** There is one web chat, so its account needs no name of its own. */
export const webAccount = 'chat';

/** The web chat as a channel. To send is to have stored: the page fetches its replies from the stored rows. */
export function createWebAdapter(): ChannelAdapter {
  return {
    channel: webChannel,
    account: webAccount,
    capabilities: {
      textCharacters: 8000,
      captionCharacters: 8000,
      buttons: { most: 40, labelCharacters: 80, idBytes: webLimits.choiceIdCharacters },
      requestsContact: true,
      requestsLocation: true,
      deletesMessages: false,
      sendsMedia: true,
      thirdParty: false,
      storedIsDelivered: true,
    },
    send: async (_peer, reply) => ({ certainty: 'delivered', providerId: reply.id }),
  };
}
