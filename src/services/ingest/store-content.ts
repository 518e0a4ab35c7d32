import { findTwin, setTwin } from '../../data/article-identity.ts';
import {
  type Article,
  type ArticleContent,
  type ArticleKey,
  type Block,
  findArticle,
  insertArticle,
  reviseArticle,
} from '../../data/article-store.ts';
import type { Database } from '../../data/database.ts';
import { findOutletById } from '../../data/outlet-store.ts';
import { findPersonTranslations } from '../../data/person-texts.ts';
import { indexArticle } from '../../data/search-store.ts';
import { hashFields } from '../../ids.ts';

/** What tells a repeat from a revision: title, text and which of it are inter-titles. */
export function hashContent(title: string, body: readonly Pick<Block, 'kind' | 'text'>[]): string {
  return hashFields([title, ...body.flatMap((block) => [block.kind, block.text])], 26);
}

/**
 * Stores a text as a new article, or as the next revision of `before`, and notes which article had the same text first. In a
 * transaction of the caller's, who indexes it too (`indexStored`).
 */
export async function storeContent(
  db: Database,
  content: ArticleContent,
  { before, id, now }: { before: ArticleKey | undefined; id: string; now: number },
): Promise<ArticleKey> {
  const key = before ? await reviseArticle(db, before, content, now) : await insertArticle(db, id, content, now);
  await setTwin(db, key.id, content.textKey === null ? null : await findTwin(db, content.textKey, key.id));
  return key;
}

/** Renews the search words of an article: those of its text, its outlet and its translations. */
export async function indexStored(db: Database, id: string): Promise<Article> {
  const article = await findArticle(db, id);
  if (!article) throw new Error(`The article ${id} is gone in the middle of its storing`);
  const outlet = article.outlet && (await findOutletById(db, article.outlet.id));
  await indexArticle(db, {
    ...article,
    outletNames: outlet ? [outlet.name, ...outlet.names] : [],
    translations: await findPersonTranslations(db, id, article.revision),
  });
  return article;
}
