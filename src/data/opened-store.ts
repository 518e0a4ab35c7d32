import type { Database } from './database.ts';

/**
 * Remembers that a member asked to see an article that their server shows on request, and forgets all before `forgetBefore`. Of
 * an article that is gone, as below an old message, nothing is remembered.
 */
export async function saveOpened(
  db: Database,
  opened: { memberHash: string; articleId: string; at: number },
  forgetBefore: number,
): Promise<void> {
  const { memberHash, articleId, at } = opened;
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('opened_articles').where('opened_at', '<', forgetBefore).execute();
    await tx
      .insertInto('opened_articles')
      .columns(['member_hash', 'article_id', 'opened_at'])
      .expression((one) =>
        one
          .selectFrom('articles')
          .select((of) => [of.val(memberHash).as('member_hash'), 'id', of.val(at).as('opened_at')])
          .where('id', '=', articleId),
      )
      .onConflict((conflict) => conflict.columns(['member_hash', 'article_id']).doUpdateSet({ opened_at: at }))
      .execute();
  });
}

/** Whether that member asked for that article at `since` or later, epoch milliseconds. */
export async function hasOpened(
  db: Database,
  { memberHash, articleId }: { memberHash: string; articleId: string },
  since: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('opened_articles')
    .select('opened_at')
    .where('member_hash', '=', memberHash)
    .where('article_id', '=', articleId)
    .where('opened_at', '>=', since)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets what a member asked to see. */
export async function forgetOpened(db: Database, memberHash: string): Promise<void> {
  await db.deleteFrom('opened_articles').where('member_hash', '=', memberHash).execute();
}
