import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { type DraftOwner, findDraft, insertDraft, saveDraft } from '../../data/draft-store.ts';
import type { DraftRow } from '../../data/schema.ts';
import { newId, type Random } from '../../ids.ts';
import type { Digests } from '../digests/digests.ts';
import type { Feeds } from '../feeds/feeds.ts';
import { hashMember } from '../ledger-payer.ts';
import { restoreSettings } from '../settings.ts';
import { type Done, type Draft, doneShape, draftShape, type GuideUser, isComplete } from './draft.ts';
import { startDigest } from './start.ts';

const DAY_MS = 24 * 3_600_000;

/** A draft as it stands. `forgotten`: not touched for a day, or somebody else's. */
export type GuideState =
  | { kind: 'open'; draft: Draft }
  | { kind: 'done'; done: Done }
  | { kind: 'undone'; done: Done }
  | { kind: 'forgotten' };

/** Digests that are set up step by step: what is chosen is kept for a day, through restarts. */
export type Guide = {
  /** Gives the draft's id. */
  open(user: GuideUser, draft: Draft): Promise<string>;
  read(user: GuideUser, id: string): Promise<GuideState>;
  /** Changes an open draft; one that is not open stays as it is. */
  change(user: GuideUser, id: string, change: (draft: Draft) => Draft): Promise<GuideState>;
  /**
   * Makes the digest, follows the feeds and keeps the choices for the server: all or, where it throws, nothing. Once: a second
   * start gives what the first did. Throws what Digests.create throws.
   */
  start(user: GuideUser, id: string): Promise<GuideState>;
  /** Takes the start back: the digest, feeds that it alone follows, and settings that nobody changed since. */
  undo(user: GuideUser, id: string): Promise<GuideState>;
};

export type GuideOptions = {
  db: Database;
  clock: Clock;
  random: Random;
  /** Members are kept as an HMAC under it. */
  memberKey: string;
  digests: Pick<Digests, 'remove'>;
  feeds: Pick<Feeds, 'find' | 'unfollow'>;
  /** New feeds are to be polled. */
  wake(): void;
};

/** Guides over `db`. */
export function createGuide(options: GuideOptions): Guide {
  const { db, clock, random, memberKey } = options;
  const ownerOf = ({ guildId, memberId }: GuideUser, id: string): DraftOwner => ({
    id,
    guildId,
    memberHash: hashMember(memberKey, memberId),
  });
  const find = (tx: Database, user: GuideUser, id: string) => findDraft(tx, ownerOf(user, id), clock.now() - DAY_MS);
  /** What somebody else follows by now stays. */
  async function leave({ guildId, memberId }: GuideUser, feedId: string): Promise<void> {
    const feed = await options.feeds.find(guildId, feedId);
    if (feed?.addedBy === memberId) await options.feeds.unfollow(guildId, feedId);
  }
  return {
    async open(user, draft) {
      const id = newId(random);
      await insertDraft(db, ownerOf(user, id), { json: JSON.stringify(draftShape.parse(draft)), now: clock.now() });
      return id;
    },
    read: async (user, id) => stateOf(await find(db, user, id)),
    change: (user, id, change) =>
      db.transaction().execute(async (tx) => {
        const state = stateOf(await find(tx, user, id));
        if (state.kind !== 'open') return state;
        const draft = change(state.draft);
        await saveDraft(tx, id, { draft_json: JSON.stringify(draft), updated_at: clock.now() });
        return { kind: 'open', draft };
      }),
    async start(user, id) {
      const state = await db.transaction().execute(async (tx) => {
        const before = stateOf(await find(tx, user, id));
        if (before.kind !== 'open' || !isComplete(before.draft)) return before;
        const done = await startDigest({ db: tx, clock, random }, before.draft, user);
        await saveDraft(tx, id, { state: 'done', done_json: JSON.stringify(done), updated_at: clock.now() });
        return { kind: 'done', done } as const;
      });
      options.wake();
      return state;
    },
    async undo(user, id) {
      const state = stateOf(await find(db, user, id));
      if (state.kind !== 'done') return state;
      const { done } = state;
      // Each step may be done twice: what a stop cuts short is finished by the next press.
      await options.digests.remove(user.guildId, done.digestId);
      for (const feed of done.feeds) await leave(user, feed.id);
      // Together: a second press must not take back what somebody chose after the first.
      return db.transaction().execute(async (tx) => {
        const now = stateOf(await find(tx, user, id));
        if (now.kind !== 'done') return now;
        const { zone, sourcePolicy } = done;
        await restoreSettings(tx, user.guildId, {
          before: { zone: zone.before, sourcePolicy: sourcePolicy.before },
          after: { zone: zone.after, sourcePolicy: sourcePolicy.after },
        });
        await saveDraft(tx, id, { state: 'undone', updated_at: clock.now() });
        return { kind: 'undone', done };
      });
    },
  };
}

/** What another version of us wrote and this one cannot read is as good as forgotten. */
function stateOf(row: DraftRow | undefined): GuideState {
  if (!row) return { kind: 'forgotten' };
  if (row.state === 'open') {
    const { data: draft } = draftShape.safeParse(JSON.parse(row.draft_json));
    return draft ? { kind: 'open', draft } : { kind: 'forgotten' };
  }
  const { data: done } = doneShape.safeParse(JSON.parse(row.done_json ?? 'null'));
  return done ? { kind: row.state, done } : { kind: 'forgotten' };
}
