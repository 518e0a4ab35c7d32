import type { Database } from './database.ts';
import type { EventRow } from './schema.ts';

/** What happened to a digest or one of its slots: what `kiosque digest why` reads. */
export type DigestEvent = {
  at: number;
  digestId: string;
  slotId: string | null;
  kind: DigestEventKind;
  detail: Readonly<Record<string, unknown>>;
};

export type DigestEventKind =
  | 'created'
  | 'active'
  | 'paused'
  | 'removed'
  | 'edited'
  | 'due'
  | 'leased'
  | 'composed'
  | 'compose-failed'
  | 'article-failed'
  | 'sent'
  | 'retry'
  | 'posted'
  | 'late'
  | 'folded'
  | 'merged'
  | 'skipped'
  | 'refused'
  | 'uncertain'
  | 'told'
  | 'published'
  | 'publish-refused'
  | 'reopened'
  | 'settled';

/** SQLite takes at most 32,766 values in a statement; an event has five. */
const EVENTS_AT_ONCE = 500;

/** Records one event, inside the transaction of what it tells where there is one. */
export async function addEvent(db: Database, event: DigestEvent): Promise<void> {
  await addEvents(db, [event]);
}

/** Records several events, in their order. */
export async function addEvents(db: Database, events: readonly DigestEvent[]): Promise<void> {
  for (let first = 0; first < events.length; first += EVENTS_AT_ONCE) {
    const rows = events.slice(first, first + EVENTS_AT_ONCE).map((event) => ({
      happened_at: event.at,
      digest_id: event.digestId,
      slot_id: event.slotId,
      kind: event.kind,
      detail_json: JSON.stringify(event.detail),
    }));
    await db.insertInto('events').values(rows).execute();
  }
}

/** How many events of a kind a slot has. */
export async function countEvents(
  db: Database,
  slot: { id: string; digest_id: string },
  kind: DigestEventKind,
): Promise<number> {
  const { count } = await db
    .selectFrom('events')
    .select((one) => one.fn.countAll().as('count'))
    .where('digest_id', '=', slot.digest_id)
    .where('slot_id', '=', slot.id)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The newest `limit` events of a digest, oldest first. */
export async function listEvents(db: Database, digestId: string, limit: number): Promise<readonly EventRow[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('digest_id', '=', digestId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

/** The detail (JSON) of a slot's newest event of a kind; undefined when there is none. */
export async function findEventDetail(
  db: Database,
  digestId: string,
  slotId: string,
  kind: DigestEventKind,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('events')
    .select('detail_json')
    .where('digest_id', '=', digestId)
    .where('slot_id', '=', slotId)
    .where('kind', '=', kind)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.detail_json;
}

/** The detail (JSON) of the edit of a digest with this number; undefined when there is none. */
export async function findEdit(db: Database, digestId: string, seq: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('events')
    .select('detail_json')
    .where('seq', '=', seq)
    .where('digest_id', '=', digestId)
    .where('kind', '=', 'edited')
    .executeTakeFirst();
  return row?.detail_json;
}
