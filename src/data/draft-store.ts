import type { Database } from './database.ts';
import type { DraftRow } from './schema.ts';

/** Whose draft is meant: nobody else's is found. */
export type DraftOwner = { id: string; guildId: string; memberHash: string };

/** A new draft, open. `now`: epoch milliseconds. */
export async function insertDraft(
  db: Database,
  owner: DraftOwner,
  draft: { json: string; now: number },
): Promise<void> {
  const { id, guildId, memberHash } = owner;
  const row = { id, guild_id: guildId, member_hash: memberHash, draft_json: draft.json, updated_at: draft.now };
  await db
    .insertInto('digest_drafts')
    .values({ ...row, state: 'open', done_json: null })
    .execute();
}

/** A member's draft in a server that was touched since `since` (epoch milliseconds). */
export async function findDraft(
  db: Database,
  { id, guildId, memberHash }: DraftOwner,
  since: number,
): Promise<DraftRow | undefined> {
  return db
    .selectFrom('digest_drafts')
    .selectAll()
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .where('member_hash', '=', memberHash)
    .where('updated_at', '>', since)
    .executeTakeFirst();
}

/** Stores what became of a draft. */
export async function saveDraft(
  db: Database,
  id: string,
  changes: { state?: DraftRow['state']; draft_json?: string; done_json?: string; updated_at: number },
): Promise<void> {
  await db.updateTable('digest_drafts').set(changes).where('id', '=', id).execute();
}

/** Forgets drafts that nobody touched since `before` (epoch milliseconds). */
export async function pruneDrafts(db: Database, before: number): Promise<void> {
  await db.deleteFrom('digest_drafts').where('updated_at', '<=', before).execute();
}

/** Forgets what a member was about to set up. */
export async function forgetDrafts(db: Database, memberHash: string): Promise<void> {
  await db.deleteFrom('digest_drafts').where('member_hash', '=', memberHash).execute();
}
