import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Closing, Part, PartsManner, Reply } from '../../reply.ts';
import type { Articles } from '../articles.ts';
import type { Summaries } from '../summaries.ts';
import type { PostOffice } from './outbox.ts';

/** What the work on digests is given. */
export type DigestsOptions = {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
  articles: Pick<Articles, 'find'>;
  summaries: Summaries;
  /** The Discord room's: a reply as final messages, each ended by its closing rows. */
  renderParts(reply: Reply, closing: Closing, manner?: PartsManner): readonly Part[];
  office: PostOffice;
  /** Shows a reply to the operators; does nothing where they named no channel. */
  tellAdmin(reply: Reply): Promise<void>;
};

/** The same with the name under which this process leases slots. */
export type Desk = DigestsOptions & { owner: string };

/** From here on a slot is late, and each of its parts is looked for before it is sent. */
export const LATE_MS = 60_000;
/** How long a process that died holds up its slot. Renewed while the work goes on. */
export const LEASE_MS = 30_000;
/** How long a slot is tried before it is given up, and told. */
export const GIVE_UP_MS = 24 * 3_600_000;
/** Discord's own wait is honored up to here. */
export const LONGEST_RETRY_MS = 3_600_000;

const BACKOFF_MS = [5_000, 15_000, 60_000, 180_000, 300_000] as const;

/** How long to wait after failed try `tries` (from 1), milliseconds; at least what Discord asked for. */
export function backoffMs(tries: number, askedMs: number | null): number {
  const own = BACKOFF_MS[Math.min(Math.max(tries, 1), BACKOFF_MS.length) - 1] ?? 0;
  return Math.min(Math.max(own, askedMs ?? 0), LONGEST_RETRY_MS);
}
