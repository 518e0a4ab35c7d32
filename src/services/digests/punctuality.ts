import type { Log } from '../../log.ts';

/** How long after their hour editions were there. */
export type Punctuality = {
  /** One more edition, milliseconds after its hour. */
  add(delayMs: number): void;
  /** One line in the log of what was added since the last one; none when nothing was. */
  tell(): void;
};

export function createPunctuality(log: Log): Punctuality {
  let delays: number[] = [];
  return {
    add: (delayMs) => void delays.push(delayMs),
    tell() {
      if (delays.length === 0) return;
      const sorted = delays.toSorted((a, b) => a - b);
      delays = [];
      const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
      log.info('editions posted', { slots: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) });
    },
  };
}
