import { listCorrections } from '../../data/correction-store.ts';
import type { Database } from '../../data/database.ts';
import { findDigest, listAllDigests, listDigests } from '../../data/digest-store.ts';
import { findEventDetail, listEvents } from '../../data/event-store.ts';
import { listParts } from '../../data/part-store.ts';
import type { DigestRow, EventRow, PartRow, SlotRow } from '../../data/schema.ts';
import { isRun, listSlots } from '../../data/slot-store.ts';
import { findLastFinished, listGuildSlots } from '../../data/slot-store-read.ts';
import type { Desk } from './desk.ts';
import { readDigest } from './digest-rows.ts';
import type { Digest, EditionName, DigestHistory } from './digests.ts';
import { type EditionTrouble, eventDetail, type HistoryEvent, type SlotCorrection } from './history.ts';
import { readChanges } from './noted-changes.ts';

type Source = Pick<Desk, 'db' | 'clock'>;

/** About three weeks of a digest that is due twice a day. */
const SLOTS = 40;
const EVENTS = 1_000;

/** What became of a digest's latest slots, and of the digest itself. */
export async function explainDigest({ db, clock }: Source, row: DigestRow): Promise<DigestHistory> {
  const events = Map.groupBy(await listEvents(db, row.id, EVENTS), (event) => event.slot_id);
  const slots = await listSlots(db, row.id, SLOTS);
  const told = (slotId: string | null) => (events.get(slotId) ?? []).map(toHistoryEvent);
  return {
    digest: await readDigest(db, row, clock.now()),
    events: told(null),
    slots: await Promise.all(
      slots.map(async (slot) => ({
        ...toHistory(slot, await listParts(db, slot.id), told(slot.id)),
        corrections: (await listCorrections(db, slot.id)).map(toCorrection),
      })),
    ),
  };
}

/** The same for a digest of any server, removed ones included; undefined when there is none. */
export async function explainAny(source: Source, id: string): Promise<DigestHistory | undefined> {
  const row = await findDigest(source.db, id);
  return row && explainDigest(source, row);
}

/** The digests of all servers, each with its slot that ended last. */
export async function listAll({ db, clock }: Source): Promise<readonly DigestSummary[]> {
  const rows = await listAllDigests(db);
  return Promise.all(
    rows.map(async (row) => {
      const last = await findLastFinished(db, row.id);
      const digest = await readDigest(db, row, clock.now());
      return { digest, last: last ? { dueAt: last.due_at, localTime: last.local_time, state: last.state } : null };
    }),
  );
}

/** A digest and its last outcome. */
export type DigestSummary = {
  digest: Digest;
  last: { dueAt: number; localTime: string; state: SlotRow['state'] } | null;
};

/** The last editions of a server's digests that did not arrive for sure, by digest. */
export async function findTroubles(db: Database, guildId: string): Promise<ReadonlyMap<string, EditionTrouble>> {
  const troubles = new Map<string, EditionTrouble>();
  for (const { id } of await listDigests(db, guildId)) {
    const slot = await findLastFinished(db, id);
    if (slot?.state !== 'refused' && slot?.state !== 'uncertain') continue;
    const detail = await findEventDetail(db, id, slot.id, slot.state);
    const { reason } = eventDetail.parse(JSON.parse(detail ?? '{}'));
    troubles.set(id, { slotId: slot.id, dueAt: slot.due_at, state: slot.state, reason });
  }
  return troubles;
}

/** The newest slots of a server's digests, the latest due first. */
export async function listEditions(db: Database, guildId: string, limit: number): Promise<readonly EditionName[]> {
  return (await listGuildSlots(db, guildId, limit)).map((slot) => ({ ...nameSlot(slot), digestId: slot.digest_id }));
}

function nameSlot(slot: SlotRow) {
  const { id, local_time: localTime, zone, due_at: dueAt, state } = slot;
  return { id, localTime, zone, dueAt, isRun: isRun(slot), state };
}

function toHistory(slot: SlotRow, parts: readonly PartRow[], events: readonly HistoryEvent[]) {
  const sent = parts.filter((part) => part.message_id !== null);
  const first = sent.find((part) => part.message_id !== '');
  const sentAt = parts[0]?.sent_at ?? null;
  return {
    ...nameSlot(slot),
    lateReason: slot.late_reason,
    finishedAt: slot.finished_at,
    retryAt: slot.retry_at,
    sentAt,
    delayMs: sentAt === null ? null : sentAt - slot.due_at,
    parts: { sent: sent.length, total: parts.length, tries: parts.reduce((sum, part) => sum + part.tries, 0) },
    message: first ? placeOf(first) : null,
    events,
  };
}

/** A forum post's first message has the id of its thread. */
function placeOf({ form, channel_id: channelId, message_id: id }: PartRow) {
  const messageId = id ?? '';
  return { channelId: form === 'forum-post' ? messageId : channelId, messageId };
}

function toCorrection(row: Awaited<ReturnType<typeof listCorrections>>[number]): SlotCorrection {
  const before = (readChanges(row.changes_json) ?? []).map((change) => change.before).join(' … ');
  const { part, state } = row;
  return {
    at: row.ended_at ?? row.made_at,
    part,
    state,
    before,
    reason: row.reason ?? undefined,
    retryAt: state === 'due' ? row.retry_at : null,
  };
}

function toHistoryEvent(event: EventRow): HistoryEvent {
  // What a newer version wrote is not known by this one; its moment still is.
  const detail = eventDetail.safeParse(JSON.parse(event.detail_json)).data ?? {};
  return { at: event.happened_at, kind: event.kind, detail };
}
