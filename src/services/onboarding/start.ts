import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { insertDigestIn } from '../../data/digest-store.ts';
import { saveGuildSettings } from '../../data/guild-store.ts';
import { UserError } from '../../errors.ts';
import { newId, type Random } from '../../ids.ts';
import { checkOrder } from '../digests/check-order.ts';
import { newDigestRow } from '../digests/digest-rows.ts';
import { type DigestOrder, MAX_DIGESTS } from '../digests/digests.ts';
import { followListIn } from '../feeds/follow.ts';
import { readSettings } from '../settings.ts';
import type { Done, Draft, GuideUser } from './draft.ts';

/** The digest that a draft stands for, in its server. */
export function orderOfDraft({ order }: Pick<Draft, 'order'>, guildId: string): DigestOrder {
  return { ...order, guildId };
}

/** Does what a draft says, in the caller's transaction. Throws UserError too-many-digests and what checkOrder throws. */
export async function startDigest(
  grounds: { db: Database; clock: Clock; random: Random },
  draft: Draft,
  { guildId, memberId }: GuideUser,
): Promise<Done> {
  const { db, clock, random } = grounds;
  const order = checkOrder(orderOfDraft(draft, guildId));
  const row = newDigestRow(order, { id: newId(random), createdBy: memberId, now: clock.now() });
  if (!(await insertDigestIn(db, row, MAX_DIGESTS))) throw new UserError('too-many-digests', { max: MAX_DIGESTS });
  const { ids, refused } = await followListIn(grounds, draft.feeds, { guildId, memberId });
  const before = await readSettings(db, guildId);
  const after = { ...before, zone: order.zone, sourcePolicy: draft.sourcePolicy ?? before.sourcePolicy };
  await saveGuildSettings(db, guildId, JSON.stringify(after));
  return {
    digestId: row.id,
    feeds: await nameFeeds(db, ids),
    refused: [...refused],
    zone: { before: before.zone, after: after.zone },
    sourcePolicy: { before: before.sourcePolicy, after: after.sourcePolicy },
  };
}

async function nameFeeds(db: Database, ids: readonly string[]): Promise<Done['feeds']> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('feeds').select(['id', 'title', 'url']).where('id', 'in', ids).execute();
  const titles = new Map(rows.map(({ id, title, url }) => [id, title ?? url]));
  return ids.map((id) => ({ id, title: titles.get(id) ?? '' }));
}
