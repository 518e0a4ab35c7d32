import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** `isOver` means 429; `headers` go with every answer (https://docs.discord.com/developers/topics/rate-limits#header-format). */
export type RateState = {
  isOver: boolean;
  isShared: boolean;
  retryAfterSeconds: number;
  headers: Record<string, string>;
};

export type RateLimits = { take(method: string, route: string): RateState };

/** Messages of the bot's own accord: five in five seconds for each channel, as Discord has been seen to answer. */
const MESSAGES = { limit: 5, windowMs: 5000 };
/** Ten an hour have been seen, which no header tells and of which the header Retry-After says too little. */
const CROSSPOSTS = { limit: 10, windowMs: 3_600_000 };
const ELSEWHERE = { limit: 50, windowMs: 1000 };

/** Counts requests. Only sending messages is really limited; elsewhere the headers say that there is room. */
export function createRateLimits(clock: Clock): RateLimits {
  const windows = new Map<string, { endsAt: number; used: number }>();
  const count = (key: string, windowMs: number) => {
    const now = clock.monotonicMs();
    const held = windows.get(key);
    const open = held && held.endsAt > now ? held : { endsAt: now + windowMs, used: 0 };
    open.used++;
    windows.set(key, open);
    return { used: open.used, leftMs: open.endsAt - now };
  };
  return {
    take(method, route) {
      const [, channelId, rest] = (method === 'POST' && LIMITED.exec(route)) || [];
      if (channelId === undefined) return describe(clock, ELSEWHERE.limit, 1, ELSEWHERE.windowMs, `${method} ${route}`);
      if (rest === undefined) {
        const { used, leftMs } = count(channelId, MESSAGES.windowMs);
        return describe(clock, MESSAGES.limit, used, leftMs, 'POST /channels/:id/messages');
      }
      const { used, leftMs } = count(`${channelId} crosspost`, CROSSPOSTS.windowMs);
      const shown = describe(clock, 5, 1, 5000, 'POST /channels/:id/messages/:id/crosspost');
      if (used <= CROSSPOSTS.limit) return shown;
      const headers = { ...shown.headers, 'retry-after': '1', 'x-ratelimit-scope': 'shared' };
      return { isOver: true, isShared: true, retryAfterSeconds: Math.ceil(leftMs) / 1000, headers };
    },
  };
}

const LIMITED = /^\/channels\/(\d+)\/messages(\/\d+\/crosspost)?$/;

/** Counts the bot's requests in the last second; gives how many seconds to wait for one that is over, null for any other. */
export function createGlobalLimit(clock: Clock, perSecond: number): { take(): number | null } {
  let arrivals: number[] = [];
  return {
    take() {
      const now = clock.monotonicMs();
      arrivals = arrivals.filter((at) => at > now - 1000);
      if (arrivals.length >= perSecond) return Math.ceil((arrivals[0] ?? now) + 1000 - now) / 1000;
      arrivals.push(now);
      return null;
    },
  };
}

function describe(clock: Clock, limit: number, used: number, leftMs: number, bucket: string): RateState {
  const isOver = used > limit;
  const seconds = Math.ceil(leftMs) / 1000;
  const headers: Record<string, string> = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - used)),
    'x-ratelimit-reset': ((clock.now() + leftMs) / 1000).toFixed(3),
    'x-ratelimit-reset-after': seconds.toFixed(3),
    'x-ratelimit-bucket': createHash('sha256')
      .update(bucket.replace(/\d{17,20}/g, ':id'))
      .digest('hex')
      .slice(0, 32),
  };
  if (isOver) Object.assign(headers, { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'user' });
  return { isOver, isShared: false, retryAfterSeconds: seconds, headers };
}
