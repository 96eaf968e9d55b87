import { pause, type TelegramClock } from './clock.ts';

/** A steady rate with room for a burst, kept as the time at which its room is whole again. */
interface Lane {
  wholeAtMillis: number;
}

interface ChatLane extends Lane {
  heldUntilMillis: number;
}

/** 25 a second with bursts of 5 stays below Telegram's 30 in every second. */
const overall = { everyMillis: 40, burst: 5 };
/** Short bursts to one chat are allowed. */
const chatBurst = 5;
/** A longer wait is not held here, it is told to the caller. */
const mostWaitMillis = 5000;
const rememberedChats = 5000;

export interface Pacing {
  /** Waits until a message may go to this chat: 0, or the seconds after which to ask again. */
  take(peer: string): Promise<number>;
  /** Telegram said to wait. */
  hold(peer: string, seconds: number): void;
}

const earliest = (lane: Lane, { everyMillis, burst }: typeof overall, now: number): number =>
  Math.max(now, lane.wholeAtMillis - (burst - 1) * everyMillis);

/** @param chatPace messages a second to one chat; Telegram asks for about one */
export const createPacing = (clock: TelegramClock, chatPace = 1): Pacing => {
  const perChat = { everyMillis: 1000 / chatPace, burst: chatBurst };
  const everybody: Lane = { wholeAtMillis: 0 };
  const chats = new Map<string, ChatLane>();

  const laneOf = (peer: string): ChatLane => {
    const known = chats.get(peer);
    if (known) return known;
    if (chats.size >= rememberedChats) {
      const now = clock.nowMillis();
      for (const [each, lane] of chats) {
        if (lane.wholeAtMillis <= now && lane.heldUntilMillis <= now) chats.delete(each);
      }
    }
    const fresh: ChatLane = { wholeAtMillis: 0, heldUntilMillis: 0 };
    chats.set(peer, fresh);
    return fresh;
  };

  return {
    async take(peer) {
      const now = clock.nowMillis();
      const lane = laneOf(peer);
      // What Telegram asked for is told, not waited for: the sender comes back then.
      if (lane.heldUntilMillis > now) return Math.ceil((lane.heldUntilMillis - now) / 1000);
      const at = Math.max(earliest(lane, perChat, now), earliest(everybody, overall, now));
      const wait = at - now;
      if (wait > mostWaitMillis) return Math.ceil(wait / 1000);
      lane.wholeAtMillis = Math.max(at, lane.wholeAtMillis) + perChat.everyMillis;
      everybody.wholeAtMillis = Math.max(at, everybody.wholeAtMillis) + overall.everyMillis;
      if (wait > 0) await pause(clock, wait);
      return 0;
    },
    hold(peer, seconds) {
      laneOf(peer).heldUntilMillis = clock.nowMillis() + seconds * 1000;
    },
  };
};
