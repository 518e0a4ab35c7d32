import * as z from 'zod';
import { findDigest, insertDigest, listDigests, setDigestState } from '../../data/digest-store.ts';
import { setMuted } from '../../data/digest-topics.ts';
import type { DigestRow } from '../../data/schema.ts';
import { insertRun, runTime } from '../../data/slot-store.ts';
import { UserError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { findNextSlot, findZone } from './calendar.ts';
import type { Desk } from './desk.ts';
import { type Digest, type DigestOrder, type Digests, MAX_DIGESTS, MAX_TOPICS } from './digests.ts';
import { planDigest, scheduleOf } from './look-after.ts';
import type { Planner } from './planner.ts';
import { composePartIn, findArticlesOfPart, findStoriesOfPart, previewEdition } from './read-editions.ts';

/** The digests of every server as commands see them. `planner` is woken when something is due at once. */
export function keepDigests(desk: Desk, planner: Pick<Planner, 'wake'>): Digests {
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
  const mute = async (guildId: string, id: string, change: { phrase: string; isMuted: boolean }): Promise<Digest> => {
    const row = await getKept(guildId, id);
    const now = clock.now();
    const changed = await setMuted(db, row.id, { ...change, max: MAX_TOPICS, now });
    if (!changed) throw new UserError('too-many-topics', { max: MAX_TOPICS });
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
    muteTopic: (guildId, id, topic) => mute(guildId, id, { phrase: topic, isMuted: true }),
    unmuteTopic: (guildId, id, topic) => mute(guildId, id, { phrase: topic, isMuted: false }),
    preview: async (guildId, id, signal) => previewEdition(desk, await getKept(guildId, id), signal),
    articlesOfPart: (key) => findArticlesOfPart(desk, key),
    storiesOfPart: (key) => findStoriesOfPart(desk, key),
    storyOfPart: async (key, articleId) =>
      (await findStoriesOfPart(desk, key)).find(({ leadId }) => leadId === articleId),
    partIn: (key, options) => composePartIn(desk, key, options),
  };
}

const phrases = z.array(z.string());

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
    ...toColumns(order),
    state: 'active' as const,
    created_by: made.createdBy,
    created_at: made.now,
    planned_until: made.now,
    next_due_at: 0,
  };
}

function toColumns(order: DigestOrder) {
  return {
    times_json: JSON.stringify(order.times),
    days_json: JSON.stringify(order.days),
    cron: order.cron,
    zone: order.zone,
    language: order.language,
    second_language: order.secondLanguage,
    second_shown: order.secondShown,
    quiet: order.quiet,
    catch_up: order.catchUp,
    late_limit_ms: order.lateLimitMs,
    topics_json: JSON.stringify(order.topics),
    muted_json: JSON.stringify(order.muted),
    role_id: order.roleId,
    channel_type: order.channelType,
    publish: order.publish ? (1 as const) : (0 as const),
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
    secondLanguage: row.second_language,
    secondShown: row.second_shown,
    quiet: row.quiet,
    catchUp: row.catch_up,
    lateLimitMs: row.late_limit_ms,
    topics: phrases.parse(JSON.parse(row.topics_json)),
    muted: phrases.parse(JSON.parse(row.muted_json)),
    roleId: row.role_id,
    channelType: row.channel_type,
    publish: row.publish === 1,
    cron: row.cron,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    nextAt: next?.dueAt ?? null,
  };
}
