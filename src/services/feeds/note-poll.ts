import { createHash } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import { findFeedByAddress, formerAddresses } from '../../data/feed-store.ts';
import { finishPoll, mergeFeeds } from '../../data/feed-poll-store.ts';
import type { FeedRow } from '../../data/schema.ts';
import { encodeBase32, type Random } from '../../ids.ts';
import { cleanLine } from '../clean.ts';
import type { Fetched } from '../fetching/fetching.ts';
import { noteReading } from '../ingest/note-reading.ts';
import type { SourceProblem } from './feeds.ts';
import type { SourceReading } from './read-source.ts';
import { readAddress } from './read-source.ts';
import { failureWait, longerRhythm, rhythmOf, withJitter } from './rhythm.ts';

type Success = Extract<SourceReading, { kind: 'feed' }>;
type NoteGrounds = { random: Random };

const TITLE_MAX_CHARS = 200;
/** An answer of "no such feed" that lasts is asked for once a day. */
const DAY_MS = 24 * 3_600_000;

/** Where a lease was lost, what came of the poll is another process's to say: nothing is written. */
export class PollLost extends Error {
  override readonly name = 'PollLost';
}

/**
 * Writes down a feed as it was read: its items, what the server says for the next time, when that is, and where the feed lives now.
 * In a transaction of the caller's. Throws a PollLost where the poll's lease has gone to another.
 */
export async function noteSuccess(
  db: Database,
  { random }: NoteGrounds,
  { feed, reading, now }: { feed: FeedRow; reading: Success; now: number },
): Promise<{ added: number; changed: number; mergedInto: string | null }> {
  const { answer, feed: read } = reading;
  const counts = await noteReading(db, { id: feed.id, isFirst: feed.succeeded_at === null, now }, read);
  const beforeMs = feed.interval_ms;
  const intervalMs = rhythmOf(read, { now, freshForMs: answer.freshForMs, beforeMs });
  const title = cleanLine(read.title ?? '').slice(0, TITLE_MAX_CHARS);
  await finish(db, feed, {
    title: title === '' ? feed.title : title,
    site_url: read.siteUrl ?? feed.site_url,
    language: read.language,
    etag: answer.etag,
    last_modified: answer.lastModified,
    body_hash: hashBody(answer.bytes),
    ...succeeded(now),
    read_at: now,
    interval_ms: intervalMs,
    due_at: now + withJitter(intervalMs, shareOf(random)),
  });
  return { ...counts, mergedInto: await followMove(db, feed, { movedTo: answer.movedTo, now }) };
}

/** Nothing new: the same bytes, or the server says so. */
export async function noteUnchanged(
  db: Database,
  { random }: NoteGrounds,
  { feed, answer, now }: { feed: FeedRow; answer: Exclude<Fetched, { kind: 'failed' }>; now: number },
): Promise<void> {
  const intervalMs = longerRhythm(feed.interval_ms, answer.freshForMs);
  await finish(db, feed, {
    ...succeeded(now),
    ...(answer.kind === 'ok' && { etag: answer.etag, last_modified: answer.lastModified, read_at: now }),
    interval_ms: intervalMs,
    due_at: now + withJitter(intervalMs, shareOf(random)),
  });
}

/** A poll that failed: what the problem is, since when, and when to come again. A feed that says it is gone is not asked again. */
export async function noteFailure(
  db: Database,
  { random }: NoteGrounds,
  {
    feed,
    problem,
    retryAfterMs,
    now,
  }: { feed: FeedRow; problem: SourceProblem; retryAfterMs: number | null; now: number },
): Promise<void> {
  const failures = feed.failures + 1;
  const isGone = problem.what === 'status' && problem.status === 410;
  const since = feed.problem_json === null ? now : (feed.problem_since ?? now);
  const isLongLost = problem.status === 404 && now - since > 3 * DAY_MS;
  const waitMs = isLongLost ? DAY_MS : failureWait(failures, { retryAfterMs });
  await finish(db, feed, {
    polled_at: now,
    failures,
    problem_json: JSON.stringify(problem),
    problem_since: since,
    ...(isGone
      ? { state: 'gone', due_at: null, ...(feed.state === 'active' && { told_at: null }) }
      : { due_at: now + withJitter(waitMs, shareOf(random)) }),
  });
}

/** What tells two bodies apart. */
export function hashBody(bytes: Uint8Array): string {
  return encodeBase32(createHash('sha256').update(bytes).digest(), 26);
}

function succeeded(now: number) {
  return {
    polled_at: now,
    succeeded_at: now,
    failures: 0,
    problem_json: null,
    problem_since: null,
    state: 'active',
  } as const;
}

/** A feed that moved for good is asked there from now on; where another feed lives there already, the two are one. */
async function followMove(
  db: Database,
  feed: FeedRow,
  { movedTo, now }: { movedTo: string | null; now: number },
): Promise<string | null> {
  const target = movedTo === null ? undefined : readAddress(movedTo);
  if (!target || target.url === feed.url) return null;
  const other = await findFeedByAddress(db, { addressKey: target.key, url: target.url });
  if (other && other.id !== feed.id) {
    await mergeFeeds(db, feed, other, now);
    return other.id;
  }
  const moved = [...new Set([...formerAddresses(feed), feed.url])].filter((url) => url !== target.url);
  await db
    .updateTable('feeds')
    .set({ url: target.url, address_key: target.key, moved_json: JSON.stringify(moved) })
    .where('id', '=', feed.id)
    .execute();
  return null;
}

async function finish(db: Database, feed: FeedRow, changes: Parameters<typeof finishPoll>[2]): Promise<void> {
  if (!(await finishPoll(db, feed, changes))) throw new PollLost(`The poll of feed ${feed.id} was taken over`);
}

/** From 0 to 1. */
function shareOf(random: Random): number {
  return (random(1)[0] ?? 0) / 256;
}
