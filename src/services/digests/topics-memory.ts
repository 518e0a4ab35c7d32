import { findArticles } from '../../data/article-store.ts';
import type { Database } from '../../data/database.ts';
import { findMentions, type NewsArticle } from '../../data/edition-store.ts';
import { findPhrase, type Mention } from './topics.ts';

type Memory = Map<string, Mention | null>;

/** Digests of many servers look for the same phrases in the same articles at the same hour; one answer takes about 100 bytes. */
const MAX_KEPT = 20_000;
const memories = new WeakMap<Database, Memory>();

/**
 * Where each of these phrases stands in each of these articles, newest first, as a function of both. Only articles that hold
 * all words of a phrase are read, and each once for a phrase.
 */
export async function recallMentions(
  db: Database,
  articles: readonly NewsArticle[],
  phrases: readonly string[],
): Promise<(phrase: string, article: NewsArticle) => Mention | null> {
  const found = new Map<string, Mention | null>();
  const [newest, oldest] = [articles[0], articles.at(-1)];
  if (!newest || !oldest) return () => null;
  const memory = memoryOf(db);
  const unread: { phrase: string; article: NewsArticle }[] = [];
  const mentioned = await findMentions(db, phrases, { from: oldest.seq, to: newest.seq });
  for (const article of articles.filter(({ seq }) => mentioned.has(seq)))
    for (const phrase of phrases) {
      const key = keyOf(phrase, article);
      const known = memory.get(key);
      if (known === undefined) unread.push({ phrase, article });
      else found.set(key, known);
    }
  const texts = await findArticles(db, [...new Set(unread.map(({ article }) => article.id))]);
  for (const { phrase, article } of unread) {
    const text = texts.get(article.id);
    const mention = text ? findPhrase(phrase, text) : null;
    found.set(keyOf(phrase, article), mention);
    if (memory.size >= MAX_KEPT) memory.clear();
    memory.set(keyOf(phrase, article), mention);
  }
  return (phrase, article) => found.get(keyOf(phrase, article)) ?? null;
}

function memoryOf(db: Database): Memory {
  const memory = memories.get(db) ?? new Map<string, Mention | null>();
  memories.set(db, memory);
  return memory;
}

/** A revision's text stays as it is. */
function keyOf(phrase: string, { id, revision }: NewsArticle): string {
  return `${id} ${revision} ${phrase}`;
}
