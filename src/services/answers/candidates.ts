import type { Article, Articles } from '../articles.ts';
import { searchWordsOf } from './question-terms.ts';

/** Words looked for one by one; a question rarely holds more that say anything. */
const MAX_WORDS = 12;
const HITS_PER_WORD = 8;

/** The stored articles, of those that the server may see and does not show on request alone, that share most with a question, best first, at most `limit`. A word that few articles hold counts more. */
export async function findCandidates(
  articles: Pick<Articles, 'search' | 'find'>,
  { question, guildId }: { question: string; guildId: string },
  limit: number,
): Promise<readonly Article[]> {
  const scores = new Map<string, number>();
  for (const words of searchWordsOf(question).slice(0, MAX_WORDS)) {
    const { hits, total } = await articles.search({ words, guildId, openOnly: true, limit: HITS_PER_WORD });
    for (const hit of hits) scores.set(hit.id, (scores.get(hit.id) ?? 0) + 1 / (1 + Math.log(total)));
  }
  const ids = [...scores].toSorted(([, a], [, b]) => b - a).slice(0, limit);
  const found = await Promise.all(ids.map(([id]) => articles.find(id)));
  return found.flatMap((article) => article ?? []);
}
