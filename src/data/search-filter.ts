import { type RawBuilder, sql } from 'kysely';

/** What an article must be, whatever its words. */
export type ArticleFilter = {
  outletIds?: readonly string[];
  /** ISO days, both included. Published (or, with no date known, stored) from the first to the last. */
  since?: string;
  until?: string;
  /** A primary tag finds its regional ones too. */
  language?: string;
  /** Stored from this feed. */
  feedId?: string;
  /** What this server may see; empty: what every server may. Left out: everything that is stored. */
  visibleTo?: string;
  /** Nothing of outlets of these kinds; an article of no outlet stays. */
  withoutKinds?: readonly string[];
};

type Condition = RawBuilder<boolean>;

const DAY_MS = 86_400_000;

/** The filter as conditions on `articles`. */
export function conditionsOf(filter: ArticleFilter): readonly Condition[] {
  const { outletIds, since, until, language, feedId, visibleTo, withoutKinds = [] } = filter;
  const conditions: Condition[] = [];
  if (outletIds)
    conditions.push(
      outletIds.length > 0 ? sql<boolean>`articles.outlet_id in (${sql.join(outletIds)})` : sql<boolean>`0 = 1`,
    );
  if (language !== undefined)
    conditions.push(
      sql<boolean>`(articles.language = ${language} or substr(articles.language, 1, ${language.length + 1}) = ${`${language}-`})`,
    );
  if (since !== undefined)
    conditions.push(
      sql<boolean>`(articles.published_on >= ${since} or (articles.published_on is null and coalesce(articles.published_at, articles.stored_at) >= ${startOf(since)}))`,
    );
  if (until !== undefined)
    conditions.push(
      sql<boolean>`(articles.published_on <= ${until} or (articles.published_on is null and coalesce(articles.published_at, articles.stored_at) < ${startOf(until) + DAY_MS}))`,
    );
  if (feedId !== undefined)
    conditions.push(
      sql<boolean>`exists (select 1 from feed_items where feed_items.feed_id = ${feedId} and feed_items.article_id = articles.id)`,
    );
  if (visibleTo !== undefined) conditions.push(isVisibleTo(visibleTo), isNotHidden(visibleTo));
  if (withoutKinds.length > 0)
    conditions.push(
      sql<boolean>`not exists (select 1 from outlets where outlets.id = articles.outlet_id and outlets.kind in (${sql.join(withoutKinds)}))`,
    );
  return conditions;
}

/** A condition on `articles`: every server's news, or this one's by its own adding or by a feed that it follows or followed. */
export function isVisibleTo(guildId: string): Condition {
  return sql<boolean>`(articles.scope = 'all'
    or exists (select 1 from article_guilds where article_guilds.article_id = articles.id and article_guilds.guild_id in (${guildId}, ''))
    or exists (select 1 from feed_items join guild_feeds on guild_feeds.feed_id = feed_items.feed_id
      where feed_items.article_id = articles.id and guild_feeds.guild_id in (${guildId}, '')))`;
}

/** A condition on `articles`: no manager of this server removed it from its sight. */
export function isNotHidden(guildId: string): Condition {
  return sql<boolean>`not exists (select 1 from hidden_articles
    where hidden_articles.guild_id = ${guildId} and hidden_articles.article_id = articles.id)`;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
