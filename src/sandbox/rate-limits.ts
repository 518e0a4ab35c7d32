import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** `isOver` means 429; `headers` go with every answer (https://docs.discord.com/developers/topics/rate-limits#header-format). */
export type RateState = { isOver: boolean; retryAfterSeconds: number; headers: Record<string, string> };

export type RateLimits = { take(method: string, route: string): RateState };

/** Messages of the bot's own accord: five in five seconds for each channel, as Discord has been seen to answer. */
const MESSAGES = { limit: 5, windowMs: 5000 };
const ELSEWHERE = { limit: 50, windowMs: 1000 };

/** Counts requests. Only sending messages is really limited; elsewhere the headers say that there is room. */
export function createRateLimits(clock: Clock): RateLimits {
  const windows = new Map<string, { endsAt: number; used: number }>();
  return {
    take(method, route) {
      const channelId = method === 'POST' ? /^\/channels\/(\d+)\/messages$/.exec(route)?.[1] : undefined;
      const now = clock.monotonicMs();
      if (channelId === undefined) return describe(clock, ELSEWHERE.limit, 1, ELSEWHERE.windowMs, `${method} ${route}`);
      const held = windows.get(channelId);
      const open = held && held.endsAt > now ? held : { endsAt: now + MESSAGES.windowMs, used: 0 };
      open.used++;
      windows.set(channelId, open);
      return describe(clock, MESSAGES.limit, open.used, open.endsAt - now, 'POST /channels/:id/messages');
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
  return { isOver, retryAfterSeconds: seconds, headers };
}
