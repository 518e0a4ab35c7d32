import type { Clock } from '../../clock.ts';

/** What came of a request: 'unknown' when it was broken off before it could be known. */
export type Reached = 'answered' | 'unreachable' | 'unknown';

/** Whether Discord can be reached at all, as the last answers say. */
export type Circuit = {
  /** How to report what came of a request that may go out now; or when to come again, epoch milliseconds. */
  enter(): ((reached: Reached) => void) | number;
  /** When the next may try, epoch milliseconds; null while Discord answers. */
  openUntil(): number | null;
};

/** So many in a row without an answer: it is not the one channel or request. */
const FAILURES = 3;
/** While Discord is out of reach, one request each so many milliseconds asks whether it is back. */
const PROBE_MS = 5_000;

/** Keeps hundreds of slots from asking a Discord that is down for everyone: one probe at a time until it answers. */
export function createCircuit(clock: Pick<Clock, 'now'>): Circuit {
  let failures = 0;
  let isProbing = false;
  let probeAt = 0;
  const isOpen = () => failures >= FAILURES;

  function report(reached: Reached): void {
    if (reached === 'answered') failures = 0;
    if (reached === 'unreachable') failures += 1;
    if (isOpen()) probeAt = clock.now() + PROBE_MS;
  }

  return {
    enter() {
      if (!isOpen()) return report;
      const now = clock.now();
      // A moment further away than a probe's pace was set before the clock went back.
      const isTime = now >= probeAt || probeAt > now + PROBE_MS;
      if (isProbing || !isTime) return Math.max(probeAt, now + 1_000);
      isProbing = true;
      return (reached) => {
        isProbing = false;
        report(reached);
      };
    },
    openUntil: () => (isOpen() ? probeAt : null),
  };
}
