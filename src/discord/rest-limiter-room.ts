import type { Buckets, Lane } from './rest-limiter-buckets.ts';
import { createQueue, type Queue, type Waiting } from './rest-limiter-queue.ts';

/** Who waits for a turn. `isGone`: has gone out or given up. */
export type Waiter = Waiting & { lane: Lane; isGone: boolean; hasWaited: boolean; refuse: (reason: unknown) => void };

/** Those who wait: in one line by priority, and beside it, by lane, those whose bucket is closed. */
export type WaitingRoom<Item extends Waiter> = {
  add: (waiter: Item) => void;
  /** The first in line whose bucket is open; the others before it step aside. */
  first: (nowMs: number) => Item | undefined;
  /** Takes the first in line away. */
  shift: () => void;
  /** When a bucket opens for somebody who stepped aside; Infinity where that hangs on an answer. */
  opensAtMs: (nowMs: number) => number;
  /** Who gave up is passed over in time; when they are most of all, at once. */
  forgetGone: () => void;
  refuseAll: (reason: unknown) => void;
  size: () => number;
};

/** `tooLong` is told the milliseconds that somebody would wait for a bucket, and gives why they should not, or null. */
export function createWaitingRoom<Item extends Waiter>(
  buckets: Pick<Buckets, 'opensAtMs' | 'room'>,
  tooLong: (ms: number) => Error | null,
): WaitingRoom<Item> {
  const line = createQueue<Item>();
  const aside = new Map<string, Queue<Item>>();
  let gone = 0;
  const all = () => [line, ...aside.values()];
  const size = () => all().reduce((sum, queue) => sum + queue.size(), 0);

  function stepAside(waiter: Item, ms: number): void {
    const reason = Number.isFinite(ms) ? tooLong(ms) : null;
    if (reason) return refuse(waiter, reason);
    const key = `${waiter.lane.template}:${waiter.lane.major}`;
    const queue = aside.get(key) ?? createQueue<Item>();
    aside.set(key, queue);
    queue.push(waiter);
    waiter.hasWaited = true;
  }

  /** As many as their buckets take again come back into the line. */
  function comeBack(nowMs: number): void {
    for (const [key, queue] of aside) {
      const head = queue.peek();
      const room = head ? buckets.room(head.lane, nowMs) : 0;
      for (let left = room; left > 0; left--) {
        const waiter = queue.pop();
        if (waiter) line.push(waiter);
      }
      const ms = head && room === 0 ? buckets.opensAtMs(head.lane, nowMs) - nowMs : 0;
      const reason = Number.isFinite(ms) ? tooLong(ms) : null;
      if (reason) empty(queue, reason);
      if (queue.size() === 0) aside.delete(key);
    }
  }

  return {
    add: line.push,
    first(nowMs) {
      comeBack(nowMs);
      for (let next = line.peek(); next; next = line.peek()) {
        const opensAtMs = next.isGone ? nowMs : buckets.opensAtMs(next.lane, nowMs);
        if (!next.isGone && opensAtMs <= nowMs) return next;
        line.pop();
        if (next.isGone) gone--;
        else stepAside(next, opensAtMs - nowMs);
      }
      return undefined;
    },
    shift: () => void line.pop(),
    opensAtMs: (nowMs) =>
      [...aside.values()].reduce((least, queue) => {
        const head = queue.peek();
        return head ? Math.min(least, buckets.opensAtMs(head.lane, nowMs)) : least;
      }, Infinity),
    forgetGone() {
      gone++;
      if (gone * 2 < size()) return;
      for (const queue of all()) queue.prune((waiter) => !waiter.isGone);
      for (const [key, queue] of aside) if (queue.size() === 0) aside.delete(key);
      gone = 0;
    },
    refuseAll: (reason) => all().forEach((queue) => empty(queue, reason)),
    size,
  };
}

/** Tells a waiter that it will not go out; nothing for one that is gone. */
export function refuse(waiter: Waiter, reason: unknown): void {
  if (waiter.isGone) return;
  waiter.isGone = true;
  waiter.refuse(reason);
}

function empty(queue: Pick<Queue<Waiter>, 'pop'>, reason: unknown): void {
  for (let waiter = queue.pop(); waiter; waiter = queue.pop()) refuse(waiter, reason);
}
