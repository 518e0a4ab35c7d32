/** What is left of an article that is not kept any more. */
export type GoneArticle = { id: string; title: string; url: string | null; reason: 'age' | 'removed'; goneAt: number };

/** Removing articles, and what is said of those that are gone. */
export type Keeping = {
  /** Undefined for an id that never was, or is still kept. */
  findGone(id: string): Promise<GoneArticle | undefined>;
  /** `hidden`: other servers keep it, and this one shows it no more. Undefined for an unknown article. */
  remove(articleId: string, by: { guildId: string; memberId: string }): Promise<'removed' | 'hidden' | undefined>;
};
