import { sql } from 'kysely';
import type { Database } from '../../src/data/database.ts';

const DAY_MS = 24 * 3_600_000;

/** A feed with this id, followed by these servers (the empty string: by all). */
export async function openFeed(db: Database, id: string, followers: readonly string[]): Promise<void> {
  const url = `https://${id}.example.org/feed`;
  await db.insertInto('feeds').values({ id, url, title: id, state: 'active', due_at: null, added_at: 0 }).execute();
  for (const guild_id of followers)
    await db
      .insertInto('guild_feeds')
      .values({ guild_id, feed_id: id, state: 'active', added_by: 'm1', added_at: 0 })
      .execute();
}

/** What a feed brought: one article with each of these ids, stored at an instant, with one word of its own to search for. */
export async function storeFromFeed(
  db: Database,
  ids: readonly string[],
  { feedId, storedAt, word = 'harbor' }: { feedId: string; storedAt: number; word?: string },
): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500);
    const rows = await db
      .insertInto('articles')
      .values(some.map((id) => articleOf(id, storedAt)))
      .returning('seq')
      .execute();
    await db
      .insertInto('revisions')
      .values(some.map((id) => revisionOf(id, storedAt)))
      .execute();
    await db
      .insertInto('feed_items')
      .values(some.map((id, i) => itemOf(id, { feedId, storedAt, seq: rows[i]?.seq ?? 0 })))
      .execute();
    for (const [i, { seq }] of rows.entries())
      await sql`insert into article_words (rowid, title, body, outlet) values (${seq}, ${word}, ${some[i] ?? ''}, '')`.execute(
        db,
      );
  }
}

function itemOf(id: string, { feedId, storedAt, seq }: { feedId: string; storedAt: number; seq: number }) {
  return { feed_id: feedId, guid: `guid-${id}`, article_id: id, seen_at: storedAt, news_seq: seq };
}

function articleOf(id: string, storedAt: number) {
  return {
    id,
    outlet_id: null,
    url: `https://news.example.org/${id}`,
    language: 'en',
    published_at: storedAt,
    published_on: null,
    inferred_json: '[]',
    revision: 1,
    content_hash: id,
    stored_at: storedAt,
    address_key: `news.example.org/${id}`,
    scope: 'some' as const,
  };
}

function revisionOf(id: string, storedAt: number) {
  const body_json = JSON.stringify([{ kind: 'paragraph', n: 1, text: 'The harbor opens at six.' }]);
  return { article_id: id, revision: 1, title: `Harbor ${id}`, body_json, content_hash: id, stored_at: storedAt };
}

/** A posted edition of this server's digest that shows these articles; null: one that is not finished. */
export async function showInEdition(
  db: Database,
  articleIds: readonly string[],
  { guildId, finishedAt }: { guildId: string; finishedAt: number | null },
): Promise<void> {
  const id = `d-${guildId}-${finishedAt}`;
  await db
    .insertInto('digests')
    .values({
      id,
      guild_id: guildId,
      channel_id: 'c1',
      times_json: '["08:00"]',
      days_json: '[1]',
      cron: null,
      zone: 'UTC',
      language: 'en',
      second_language: null,
      role_id: null,
      quiet: 'say',
      state: 'active',
      created_by: 'm1',
      created_at: 0,
      planned_until: 0,
      next_due_at: null,
      covered_seq: null,
    })
    .execute();
  await db
    .insertInto('slots')
    .values({
      id: `s-${id}`,
      digest_id: id,
      local_time: '2026-01-01T08:00',
      zone: 'UTC',
      due_at: finishedAt ?? 0,
      state: finishedAt === null ? 'composed' : 'posted',
      lease_until: null,
      lease_owner: null,
      late_reason: null,
      covers_seq: null,
      retry_at: null,
      finished_at: finishedAt,
    })
    .execute();
  await db
    .insertInto('edition_articles')
    .values(
      articleIds.map((article_id, i) => ({ slot_id: `s-${id}`, part: 1, position: i, article_id, lead: 1 as const })),
    )
    .execute();
}

/** So many ids that begin alike, in order. */
export function idsOf(start: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${start}${String(i).padStart(12 - start.length, '0')}`);
}

/** The ids of the articles that are stored. */
export async function keptIds(db: Database): Promise<ReadonlySet<string>> {
  return new Set((await db.selectFrom('articles').select('id').execute()).map((row) => row.id));
}

/** How many they are. */
export async function countKept(db: Database): Promise<number> {
  return Number((await db.selectFrom('articles').select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).n);
}

/** `days` before an instant. */
export function daysBefore(now: number, days: number): number {
  return now - days * DAY_MS;
}
