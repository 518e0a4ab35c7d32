import type { Insertable } from 'kysely';
import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { PartRow, Schema, SlotRow } from './schema.ts';
import { endSlot, holdSlot, lostLease, type SlotEnd } from './slot-store.ts';

export type Edition = {
  owner: string;
  now: number;
  channelId: string;
  parts: readonly EditionPart[];
  /** Whether its messages go to the servers that follow the channel. */
  isPublished: boolean;
  /** The highest articles.seq it covers; null when no article is stored. */
  coversSeq: number | null;
  /** What it shows, best first: the ids of each story's articles, the one that was summarized first. */
  stories: readonly (readonly string[])[];
  /** What it says of those that were summarized, by the id of the lead article. */
  shown?: ReadonlyMap<string, ShownStory>;
};

/** `told`: JSON of what is said. `watchedUntil`: epoch milliseconds. */
export type ShownStory = { revision: number; told: string; watchedUntil: number };

/** `entries`: the ids of the articles that lead the stories of this part. */
type EditionPart = { body: string; key: string; form: PartRow['form']; entries: readonly string[] };

/** Writes an edition's parts down and marks its slot composed, in one transaction. Throws LeaseLost when another process has the slot. */
export async function storeEdition(
  db: Database,
  slot: Pick<SlotRow, 'id' | 'digest_id'>,
  edition: Edition,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const held = await holdSlot(tx, slot.id, edition.owner);
    if (held.state !== 'leased') return;
    const rows = edition.parts.map((part, index) => ({
      slot_id: slot.id,
      n: index + 1,
      body: part.body,
      key: part.key,
      form: part.form,
      channel_id: edition.channelId,
      tries: 0,
      publish_state: edition.isPublished ? ('wanted' as const) : ('no' as const),
    }));
    await tx.insertInto('parts').values(rows).execute();
    const shown = articleRows(slot.id, edition);
    if (shown.length > 0) await tx.insertInto('edition_articles').values(shown).execute();
    const watched = shown.flatMap((row) => shownRow(row, edition.shown?.get(row.article_id)));
    if (watched.length > 0) await tx.insertInto('shown_stories').values(watched).execute();
    await tx
      .updateTable('slots')
      .set({ state: 'composed', covers_seq: edition.coversSeq, retry_at: null })
      .where('id', '=', slot.id)
      .execute();
    await addEvent(tx, {
      at: edition.now,
      digestId: slot.digest_id,
      slotId: slot.id,
      kind: 'composed',
      detail: { articles: edition.stories.flatMap(([lead]) => lead ?? []), parts: rows.length },
    });
  });
}

/** Which articles each part shows: those of the stories that it lists. */
function articleRows(slotId: string, { parts, stories }: Edition): Insertable<Schema['edition_articles']>[] {
  return stories.flatMap((articleIds, position) => {
    const index = parts.findIndex(({ entries }) => entries.includes(articleIds[0] ?? ''));
    const place = { slot_id: slotId, part: index + 1, position };
    return index === -1
      ? []
      : articleIds.map((id, i) => ({ ...place, article_id: id, lead: i === 0 ? (1 as const) : (0 as const) }));
  });
}

function shownRow(
  row: Insertable<Schema['edition_articles']>,
  shown: ShownStory | undefined,
): Insertable<Schema['shown_stories']>[] {
  if (row.lead === 0 || !shown) return [];
  const { slot_id, part, article_id } = row;
  return [
    { slot_id, part, article_id, revision: shown.revision, told_json: shown.told, watched_until: shown.watchedUntil },
  ];
}

/** The parts of a slot in the order in which they are sent. */
export async function listParts(db: Database, slotId: string): Promise<readonly PartRow[]> {
  return db.selectFrom('parts').selectAll().where('slot_id', '=', slotId).orderBy('n').execute();
}

/** The part with a key, with the digest and the slot that it belongs to. */
export async function findPart(
  db: Database,
  key: string,
): Promise<{ n: number; slotId: string; digestId: string } | undefined> {
  return db
    .selectFrom('parts')
    .innerJoin('slots', 'slots.id', 'parts.slot_id')
    .select(['parts.n', 'slots.id as slotId', 'slots.digest_id as digestId'])
    .where('parts.key', '=', key)
    .executeTakeFirst();
}

/**
 * Records that a part is about to be sent, and gives it as it was before: a crash from here on leaves a part that counts
 * as tried. Throws LeaseLost when another process has the slot.
 */
export async function recordTry(
  db: Database,
  part: Pick<PartRow, 'slot_id' | 'n'>,
  owner: string,
  now: number,
): Promise<PartRow> {
  return db.transaction().execute(async (tx) => {
    await holdSlot(tx, part.slot_id, owner);
    const before = await tx
      .selectFrom('parts')
      .selectAll()
      .where('slot_id', '=', part.slot_id)
      .where('n', '=', part.n)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('parts')
      .set({ tries: before.tries + 1, first_try_at: before.first_try_at ?? now })
      .where('slot_id', '=', part.slot_id)
      .where('n', '=', part.n)
      .execute();
    return before;
  });
}

/**
 * Records the message that a part became; whoever holds the slot by now, that it was sent is a fact. The parts that
 * follow a forum post go into the thread that it opened. `end`: the slot's outcome, where this was its last part; throws
 * LeaseLost when it cannot be written, and the fact stays.
 */
export async function recordSent(
  db: Database,
  part: PartRow,
  sent: { digestId: string; messageId: string; channelId: string; found: boolean; now: number; end?: SlotEnd },
): Promise<void> {
  const { end } = sent;
  const isEnded = await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('parts')
      .set({ message_id: sent.messageId, sent_at: sent.now })
      .where('slot_id', '=', part.slot_id)
      .where('n', '=', part.n)
      .execute();
    if (part.form === 'forum-post')
      await tx
        .updateTable('parts')
        .set({ channel_id: sent.channelId })
        .where('slot_id', '=', part.slot_id)
        .where('n', '>', part.n)
        .execute();
    await addEvent(tx, {
      at: sent.now,
      digestId: sent.digestId,
      slotId: part.slot_id,
      kind: 'sent',
      detail: { part: part.n, message: sent.messageId, found: sent.found },
    });
    return !end || (await endSlot(tx, { id: part.slot_id, digest_id: sent.digestId }, end));
  });
  if (end && !isEnded) throw lostLease(part.slot_id, end.owner);
}
