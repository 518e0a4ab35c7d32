import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

/** An error that the log noted: what it was, and no field of it, which may hold what is nobody's business. */
export type NotedError = { event: string; at: number };

const KEPT = 20;

/** The same log, which remembers its last 20 errors while the process lives. */
export function rememberErrors(log: Log, clock: Pick<Clock, 'now'>): { log: Log; last(): readonly NotedError[] } {
  const kept: NotedError[] = [];
  return {
    log: {
      ...log,
      error(event, fields) {
        kept.unshift({ event, at: clock.now() });
        kept.splice(KEPT);
        log.error(event, fields);
      },
    },
    last: () => [...kept],
  };
}
