import type { NewsArticle } from '../../data/edition-store.ts';
import { isOfTheState } from '../../data/outlet-kinds.ts';

/** The new articles on one event, by order of storage. `id` is the group's, or the article's own where it stands alone. */
export type Story = { id: string; lead: NewsArticle; articles: readonly NewsArticle[] };

/** Articles as stories: those of one group are one, an article without a group is a story alone. The order given does not count. */
export function mergeStories(articles: readonly NewsArticle[], groups: ReadonlyMap<string, string>): readonly Story[] {
  const ordered = articles.toSorted((a, b) => a.seq - b.seq);
  const merged = Map.groupBy(ordered, ({ id }) => groups.get(id) ?? id);
  return [...merged].flatMap(([id, members]) => {
    const lead = pickLead(members);
    return lead ? [{ id, lead, articles: members }] : [];
  });
}

/**
 * The article that stands for a story and is summarized: of an outlet that no state controls where there is one, and of
 * those the one stored first. The same for every digest that holds the same articles, so that they share its summaries.
 */
export function pickLead(articles: readonly NewsArticle[]): NewsArticle | undefined {
  const ordered = articles.toSorted((a, b) => a.seq - b.seq);
  return ordered.find(({ outlet }) => !isOfTheState(outlet)) ?? ordered[0];
}

/** When an article's news is from, epoch milliseconds: when it was published, and never later than it was stored. */
export function newsTime({
  publishedAt,
  publishedOn,
  storedAt,
}: Pick<NewsArticle, 'publishedAt' | 'publishedOn' | 'storedAt'>): number {
  // A day without an hour may have been published until its last minute.
  const published = publishedAt ?? (publishedOn === null ? storedAt : Date.parse(`${publishedOn}T23:59:59Z`));
  return Math.min(published, storedAt);
}
