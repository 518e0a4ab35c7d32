import * as z from 'zod';
import { findDigest, insertDigest, listDigests, setDigestState } from '../../data/digest-store.ts';
import { findEventDetail } from '../../data/event-store.ts';
import { findPart } from '../../data/part-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { insertRun, runTime } from '../../data/slot-store.ts';
import { UserError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { Reply } from '../../reply.ts';
import { findNextSlot, findZone } from './calendar.ts';
import type { Desk, DigestsOptions } from './desk.ts';
import { type Digest, type DigestOrder, type Digests, MAX_DIGESTS } from './digests.ts';
import { composeEdition, gatherNews } from './editions.ts';
import { explainDigest } from './explain.ts';
import { lookAfterDigests, planDigest, scheduleOf } from './look-after.ts';
import { createPlanner, type Planner, type Tick } from './planner.ts';

export type { DigestsOptions } from './desk.ts';

/** For the command line: lines of text, or undefined when there is no such digest. */
export type DigestDesk = {
  /** What became of each slot. */
  why(id: string): Promise<readonly string[] | undefined>;
  /** What the next edition would say. */
  previewText(id: string): Promise<readonly string[] | undefined>;
};

/** The digests of every server, the planner that posts them, and what the command line asks. `tick` is node-cron's each minute. */
export function createDigests(options: DigestsOptions & { tick?: Tick }): {
  digests: Digests;
  planner: Planner;
  desk: DigestDesk;
} {
  const desk: Desk = { ...options, owner: newId(options.random) };
  const busy = new Set<string>();
  const planner = createPlanner({
    work: (stopping) => lookAfterDigests(desk, busy, stopping),
    clock: options.clock,
    log: options.log,
    ...(options.tick && { tick: options.tick }),
  });
  return { digests: serveDigests(desk, planner), planner, desk: serveDesk(desk) };
}

function serveDigests(desk: Desk, planner: Planner): Digests {
  const { db, clock, random } = desk;
  const get = async (guildId: string, id: string): Promise<DigestRow> => {
    const row = await findDigest(db, id);
    if (!row || row.guild_id !== guildId) throw new UserError('unknown-digest', {});
    return row;
  };
  const getKept = async (guildId: string, id: string): Promise<DigestRow> => {
    const row = await get(guildId, id);
    if (row.state === 'removed') throw new UserError('unknown-digest', {});
    return row;
  };
  const turn = async (row: DigestRow, state: DigestRow['state']): Promise<Digest> => {
    const now = clock.now();
    // What fell due until now is recorded, and has its outcome, before the state changes.
    if (row.state === 'active') await planDigest(desk, row);
    const changed = await setDigestState(db, row, { state, now, max: MAX_DIGESTS });
    if (!changed) throw new UserError('too-many-digests', { max: MAX_DIGESTS });
    return toDigest(changed, now);
  };
  return {
    async create(order, createdBy) {
      const now = clock.now();
      const row = { ...toRow(checkOrder(order), { id: newId(random), createdBy, now }), covered_seq: null };
      if (!(await insertDigest(db, row, MAX_DIGESTS))) throw new UserError('too-many-digests', { max: MAX_DIGESTS });
      return toDigest(row, now);
    },
    list: async (guildId) => (await listDigests(db, guildId)).map((row) => toDigest(row, clock.now())),
    async find(guildId, id) {
      const row = await findDigest(db, id);
      return row && row.guild_id === guildId && row.state !== 'removed' ? toDigest(row, clock.now()) : undefined;
    },
    pause: async (guildId, id) => turn(await get(guildId, id), 'paused'),
    start: async (guildId, id) => turn(await get(guildId, id), 'active'),
    remove: async (guildId, id) => turn(await get(guildId, id), 'removed'),
    async run(guildId, id, interactionId) {
      const row = await getKept(guildId, id);
      const now = clock.now();
      await insertRun(db, row, { id: newId(random), localTime: runTime(interactionId), dueAt: now });
      planner.wake();
      return toDigest(row, now);
    },
    preview: async (guildId, id, signal) => preview(desk, await getKept(guildId, id), signal),
    articlesOfPart: (key) => findArticlesOfPart(desk, key),
  };
}

function serveDesk(desk: Desk): DigestDesk {
  return {
    why: (id) => explainDigest(desk.db, id),
    async previewText(id) {
      const row = await findDigest(desk.db, id);
      if (!row) return undefined;
      const { blocks } = await preview(desk, row, new AbortController().signal);
      return blocks.flatMap((block) => (block.kind === 'text' ? [...block.text.md.split('\n'), ''] : [])).slice(0, -1);
    },
  };
}

async function preview(desk: Desk, row: DigestRow, signal: AbortSignal): Promise<Reply> {
  const onFailure = async (article: string, error: unknown) =>
    desk.log.error('article of a preview not summarized', { digest: row.id, article, error });
  const news = await gatherNews(desk, row, { signal, onFailure });
  const now = desk.clock.now();
  const dueAt = findNextSlot(scheduleOf(row), Math.max(now, row.planned_until))?.dueAt ?? now;
  return composeEdition(row, { news, dueAt, late: false });
}

const composedDetail = z.object({ articles: z.array(z.string()) });

async function findArticlesOfPart({ db }: Desk, key: string): Promise<readonly string[]> {
  const part = await findPart(db, key);
  const detail = part && (await findEventDetail(db, part.digestId, part.slotId, 'composed'));
  return detail === undefined ? [] : composedDetail.parse(JSON.parse(detail)).articles;
}

/** The order with sorted times and days and the zone's own spelling. Throws UserError bad-time, bad-days or unknown-zone. */
function checkOrder(order: DigestOrder): DigestOrder {
  const wrong = order.times.find((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time));
  if (wrong !== undefined || order.times.length === 0) throw new UserError('bad-time', { value: wrong ?? '' });
  const isDay = (day: number) => Number.isInteger(day) && day >= 1 && day <= 7;
  if (order.days.length === 0 || !order.days.every(isDay))
    throw new UserError('bad-days', { value: order.days.join(', ') });
  const zone = findZone(order.zone);
  if (zone === undefined) throw new UserError('unknown-zone', { value: order.zone.slice(0, 40) });
  return {
    ...order,
    times: [...new Set(order.times)].toSorted(),
    days: [...new Set(order.days)].toSorted((a, b) => a - b),
    zone,
  };
}

function toRow(order: DigestOrder, made: { id: string; createdBy: string; now: number }) {
  return {
    id: made.id,
    guild_id: order.guildId,
    channel_id: order.channelId,
    times_json: JSON.stringify(order.times),
    days_json: JSON.stringify(order.days),
    zone: order.zone,
    language: order.language,
    quiet: order.quiet,
    state: 'active' as const,
    created_by: made.createdBy,
    created_at: made.now,
    planned_until: made.now,
  };
}

function toDigest(row: DigestRow, now: number): Digest {
  const schedule = scheduleOf(row);
  const next = row.state === 'active' ? findNextSlot(schedule, Math.max(now, row.planned_until)) : null;
  return {
    ...schedule,
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    language: row.language,
    quiet: row.quiet,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    nextAt: next?.dueAt ?? null,
  };
}
