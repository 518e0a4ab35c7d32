import * as z from 'zod';
import type { Database } from '../../data/database.ts';
import { findDigest } from '../../data/digest-store.ts';
import { listEvents } from '../../data/event-store.ts';
import { listParts } from '../../data/part-store.ts';
import type { DigestRow, EventRow, SlotRow } from '../../data/schema.ts';
import { listSlots } from '../../data/slot-store.ts';

/** About three weeks of a digest that is due twice a day. */
const SLOTS = 40;
const EVENTS = 1_000;
const detailSchema = z.record(z.string(), z.unknown());

/**
 * What became of a digest's slots, for the operator: a line for each slot (the latest due first) with its outcome, times
 * and tries, and below it what happened, in order. Undefined when there is no such digest.
 */
export async function explainDigest(db: Database, id: string): Promise<readonly string[] | undefined> {
  const digest = await findDigest(db, id);
  if (!digest) return undefined;
  const events = Map.groupBy(await listEvents(db, id, EVENTS), (event) => event.slot_id);
  const lines = [describeDigest(digest), ...(events.get(null) ?? []).map(describeEvent)];
  const slots = await listSlots(db, id, SLOTS);
  if (slots.length === 0) lines.push('No slot has fallen due yet.');
  for (const slot of slots) {
    const parts = await listParts(db, slot.id);
    const tries = parts.reduce((sum, part) => sum + part.tries, 0);
    const sent = parts.filter((part) => part.message_id !== null).length;
    const work = parts.length === 0 ? '' : `; ${sent} of ${parts.length} parts sent, tries: ${tries}`;
    lines.push(`${describeSlot(slot)}${work}`, ...(events.get(slot.id) ?? []).map(describeEvent));
  }
  return lines;
}

function describeDigest(digest: DigestRow): string {
  const times = z.array(z.string()).parse(JSON.parse(digest.times_json)).join(', ');
  return `Digest ${digest.id}: channel ${digest.channel_id}, ${times} ${digest.zone}, ${digest.state}; planned until ${iso(digest.planned_until)}, articles covered up to ${digest.covered_seq ?? 'none'}.`;
}

function describeSlot(slot: SlotRow): string {
  const late = slot.late_reason === null ? '' : ` (late: ${slot.late_reason})`;
  const finished = slot.finished_at === null ? '' : `, finished ${iso(slot.finished_at)}`;
  const retry = slot.retry_at === null ? '' : `, tried again from ${iso(slot.retry_at)}`;
  return `${slot.local_time} ${slot.zone}, due ${iso(slot.due_at)}: ${slot.state}${late}${finished}${retry}`;
}

function describeEvent(event: EventRow): string {
  const detail = Object.entries(detailSchema.parse(JSON.parse(event.detail_json))).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `  ${iso(event.happened_at)} ${event.kind}${detail.join('')}`;
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
