import type { Database } from './database.ts';

/** What a member says against an outlet's card. Instants are epoch milliseconds. */
export type Contest = {
  id: string;
  guildId: string;
  outletId: string;
  outletName: string;
  said: string;
  /** In the member's own words; null where they gave none. */
  words: string | null;
  state: 'open' | 'closed';
  writtenAt: number;
};

/** One contest a day of each member and outlet; `day`: UTC. */
type OnceADay = { memberHash: string; outletId: string; day: string };

/** Writes a contest down; false where this member contested this outlet on that day already. */
export async function insertContest(db: Database, contest: Omit<Contest, 'state'> & OnceADay): Promise<boolean> {
  const { id, guildId, outletId, outletName, said, words, writtenAt, memberHash, day } = contest;
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
      words,
      state: 'open',
      written_at: writtenAt,
      closed_at: null,
      guild_closed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['member_hash', 'outlet_id', 'day']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Adds words to the day's contest where it is open and has none yet; gives what it said, undefined where nothing was added. */
export async function addContestWords(db: Database, to: OnceADay, words: string): Promise<string | undefined> {
  const added = await db
    .updateTable('contests')
    .set({ words })
    .where('member_hash', '=', to.memberHash)
    .where('outlet_id', '=', to.outletId)
    .where('day', '=', to.day)
    .where('state', '=', 'open')
    .where('words', 'is', null)
    .returning('said')
    .executeTakeFirst();
  return added?.said;
}

/** The open ones, the oldest first, of all servers, or of one (`guildId`) without those its managers have dealt with; at most `limit`. */
export async function listOpenContests(
  db: Database,
  { guildId, limit }: { guildId?: string | undefined; limit: number },
): Promise<readonly Contest[]> {
  let query = db.selectFrom('contests').selectAll().where('state', '=', 'open');
  if (guildId !== undefined) query = query.where('guild_id', '=', guildId).where('guild_closed_at', 'is', null);
  const rows = await query.orderBy('written_at').orderBy('id').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    guildId: row.guild_id,
    outletId: row.outlet_id,
    outletName: row.outlet_name,
    said: row.said,
    words: row.words,
    state: row.state,
    writtenAt: row.written_at,
  }));
}

/** Ends an open contest and forgets its words; false where there is none of that id. */
export async function closeContest(db: Database, id: string, at: number): Promise<boolean> {
  const closed = await db
    .updateTable('contests')
    .set({ state: 'closed', closed_at: at, words: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** Takes an open contest off its server's list (`at`), or puts it back there (null); false where the server has no open one of that id. */
export async function markContest(
  db: Database,
  { guildId, id, at }: { guildId: string; id: string; at: number | null },
): Promise<boolean> {
  const marked = await db
    .updateTable('contests')
    .set({ guild_closed_at: at })
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return marked !== undefined;
}
