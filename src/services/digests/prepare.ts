import { findArticles } from '../../data/article-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { SCHEDULED_ASKER } from '../asker.ts';
import type { Desk } from './desk.ts';
import { requestOf } from './editions.ts';
import { chooseStories } from './editions-choice.ts';

/** From here on to the hour a text that the cheaper tier has no room for is asked at the standard one: the edition shall not wait for it. */
const NEAR_MS = 5 * 60_000;
const AT_ONCE = 3;

/**
 * Has the summaries written that the digest's edition would show now, in each of its languages, at the cheaper tier where the
 * endpoint has one: at the hour only what came since is asked for. Posts and records nothing; a failure is logged and left to
 * the edition. Gives null when nothing is left to prepare; else when the tier may be asked again, epoch milliseconds: near the
 * hour, when no room there means the standard tier. Throws the signal's reason when it aborts.
 */
export async function prepareDigest(
  desk: Pick<Desk, 'db' | 'clock' | 'log' | 'summaries'>,
  digest: DigestRow,
  { dueAt, signal }: { dueAt: number; signal: AbortSignal },
): Promise<number | null> {
  const { stories } = await chooseStories(desk.db, digest);
  const articles = await findArticles(
    desk.db,
    stories.map(({ lead }) => lead.id),
  );
  const nearAt = dueAt - NEAR_MS;
  const tier = desk.clock.now() < nearAt ? 'cheap' : 'cheap-first';
  const languages = [...new Set([digest.language, digest.second_language ?? digest.language])];
  const leads = stories.flatMap(({ lead, isHeld }) => (isHeld ? [] : (articles.get(lead.id) ?? [])));
  const wanted = leads.flatMap((article) => languages.map((language) => ({ article, language })));
  let isComplete = true;
  const work = async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      signal.throwIfAborted();
      const { article, language } = next;
      try {
        const asked = { language, asker: SCHEDULED_ASKER, signal };
        const { offline } = await desk.summaries.summarize({ ...requestOf(article, asked), tier });
        if (offline?.reason === 'tier-unavailable') isComplete = false;
      } catch (error) {
        signal.throwIfAborted();
        desk.log.info('article of a digest not prepared', { digest: digest.id, article: article.id, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return isComplete ? null : nearAt;
}
