import * as z from 'zod';
import type { Database } from '../../data/database.ts';
import type { DigestRow } from '../../data/schema.ts';
import { hasSlotAt } from '../../data/slot-store-read.ts';
import { findNextSlot } from './calendar.ts';
import type { Digest, DigestOrder } from './digests.ts';
import { scheduleOf } from './plan-digests.ts';

const phrases = z.array(z.string());
const days = z.array(z.number());

/** A digest's order from its row. */
export function orderOf(row: DigestRow): DigestOrder {
  return {
    guildId: row.guild_id,
    channelId: row.channel_id,
    times: phrases.parse(JSON.parse(row.times_json)),
    days: days.parse(JSON.parse(row.days_json)),
    cron: row.cron,
    zone: row.zone,
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
  };
}

/** The columns that hold an order. */
export function toColumns(order: DigestOrder) {
  return {
    channel_id: order.channelId,
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

/** A digest as commands see it. */
export async function readDigest(db: Database, row: DigestRow, now: number): Promise<Digest> {
  return {
    ...orderOf(row),
    id: row.id,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    nextAt: row.state === 'active' ? await findNextAt(db, row, now) : null,
  };
}

/** A local time that has its slot already, by the hours of the zone before an edit, is not due once more. */
async function findNextAt(db: Database, row: DigestRow, now: number): Promise<number | null> {
  const schedule = scheduleOf(row);
  let next = findNextSlot(schedule, Math.max(now, row.planned_until));
  while (next && (await hasSlotAt(db, row.id, next.localTime))) next = findNextSlot(schedule, next.dueAt);
  return next?.dueAt ?? null;
}

/** A new digest's row, from an order that was checked. */
export function newDigestRow(order: DigestOrder, made: { id: string; createdBy: string; now: number }): DigestRow {
  return {
    id: made.id,
    guild_id: order.guildId,
    ...toColumns(order),
    state: 'active',
    created_by: made.createdBy,
    created_at: made.now,
    planned_until: made.now,
    next_due_at: 0,
    covered_seq: null,
  };
}
