import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { DigestRow } from '../../data/schema.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Closing, Correction, Part, PartsManner, Reply } from '../../reply.ts';
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
  /** The Discord room's: a sent body with a text put in the place of another, as the body of an edit. */
  correctBody?(body: string, correction: Correction): string;
  /** Shows a reply to the operators; absent where they named no channel. Throws when it could not: it is asked again later. */
  tellAdmin?: (reply: Reply) => Promise<void>;
  /** Does before the hour what an edition will need; posts and records nothing. */
  prepare?: Prepare;
};

/** What would be shown by the slot due at `dueAt`, made ready; when to come again for what could not be had yet, or null. */
export type Prepare = (
  desk: Desk,
  digest: DigestRow,
  slot: { dueAt: number; signal: AbortSignal },
) => Promise<number | null>;

/** The same with the name under which this process leases slots, and when it began (epoch milliseconds). */
export type Desk = DigestsOptions & { owner: string; startedAt: number };

/** From here on a slot is late, and each of its parts is looked for before it is sent. */
export const LATE_MS = 60_000;
/** From here on a slot that has not begun was missed: the digest's own choice says what becomes of it. */
export const MISSED_MS = 10 * 60_000;
/** Nobody waits any more for a run that was asked for this long ago and has not begun. */
export const STALE_RUN_MS = 3_600_000;
/** How long a process that died holds up its slot. Renewed while the work goes on. */
export const LEASE_MS = 30_000;
/** How long a slot is tried before it is given up, and told. */
export const GIVE_UP_MS = 24 * 3_600_000;
/** How often it is seen whether the cause of a refusal is gone. */
export const REFUSED_RETRY_MS = 10 * 60_000;
/** Discord's own wait is honored up to here. */
export const LONGEST_RETRY_MS = 3_600_000;

const BACKOFF_MS = [5_000, 15_000, 60_000, 180_000, 300_000] as const;

/** How long to wait after failed try `tries` (from 1), milliseconds; at least what Discord asked for. */
export function backoffMs(tries: number, askedMs: number | null): number {
  const own = BACKOFF_MS[Math.min(Math.max(tries, 1), BACKOFF_MS.length) - 1] ?? 0;
  return Math.min(Math.max(own, askedMs ?? 0), LONGEST_RETRY_MS);
}
