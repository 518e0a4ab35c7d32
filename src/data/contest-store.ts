import type { Database } from './database.ts';

/** What a member says against an outlet's card. Instants are epoch milliseconds. */
export type Contest = {
  id: string;
  guildId: string;
  outletId: string;
  outletName: string;
  said: string;
  state: 'open' | 'closed';
  writtenAt: number;
};

/** Writes a contest down; false where this member contested this outlet on that day already. */
export async function insertContest(
  db: Database,
  contest: Omit<Contest, 'state'> & { memberHash: string; day: string },
): Promise<boolean> {
  const { id, guildId, outletId, outletName, said, writtenAt, memberHash, day } = contest;
  const inserted = await db
    .insertInto('contests')
    .values({
      id,
      guild_id: guildId,
      outlet_id: outletId,
      outlet_name: outletName,
      member_hash: memberHash,
      day,
      said,
      state: 'open',
      written_at: writtenAt,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['member_hash', 'outlet_id', 'day']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The open ones, the oldest first, of one server or (undefined) of all; at most `limit`. */
export async function listOpenContests(
  db: Database,
  { guildId, limit }: { guildId?: string | undefined; limit: number },
): Promise<readonly Contest[]> {
  let query = db.selectFrom('contests').selectAll().where('state', '=', 'open');
  if (guildId !== undefined) query = query.where('guild_id', '=', guildId);
  const rows = await query.orderBy('written_at').orderBy('id').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    guildId: row.guild_id,
    outletId: row.outlet_id,
    outletName: row.outlet_name,
    said: row.said,
    state: row.state,
    writtenAt: row.written_at,
  }));
}

/** Ends an open contest; false where there is none of that id. */
export async function closeContest(db: Database, id: string, at: number): Promise<boolean> {
  const closed = await db
    .updateTable('contests')
    .set({ state: 'closed', closed_at: at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}
