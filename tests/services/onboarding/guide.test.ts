import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { pruneDrafts } from '../../../src/data/draft-store.ts';
import { MAX_DIGESTS, ORDER_DEFAULTS } from '../../../src/services/digests/digests.ts';
import { MAX_FEEDS } from '../../../src/services/feeds/follow.ts';
import type { Draft } from '../../../src/services/onboarding/draft.ts';
import { createGuide } from '../../../src/services/onboarding/guide.ts';
import { startServer } from '../../support/digest-server.ts';
import { GUILD_ID, USER_ID } from '../../support/interactions.ts';

const DAY_MS = 86_400_000;
const MONDE = { url: 'https://www.lemonde.fr/rss/une.xml', title: 'Le Monde' };
const RFI = { url: 'https://www.rfi.fr/fr/rss', title: 'RFI' };
const WHO = { guildId: GUILD_ID, memberId: USER_ID };
const OTHER = { guildId: GUILD_ID, memberId: '400000000000000002' };

function draft(more: Partial<Draft> = {}, order: Partial<Draft['order']> = {}): Draft {
  return {
    order: {
      ...ORDER_DEFAULTS,
      channelId: '800000000000000001',
      times: ['08:00'],
      days: [1, 2, 3, 4, 5, 6, 7],
      zone: 'Europe/Paris',
      language: 'fr',
      quiet: 'say',
      ...order,
      topics: [],
      muted: [],
    },
    isRoleMentionable: true,
    publish: null,
    feeds: [MONDE, RFI],
    found: [],
    sourcePolicy: null,
    ...more,
  };
}

async function startGuide() {
  const server = await startServer();
  const { guide, feeds, settings } = server.services;
  const titles = async () => (await feeds.list(GUILD_ID)).map(({ title }) => title);
  const by = { guildId: GUILD_ID, memberId: USER_ID };
  return { ...server, guide, feeds, settings, titles, by };
}

describe('starting', () => {
  test('GIVEN a complete draft THEN the digest is made, the feeds are followed without asking the web, the zone is kept', async () => {
    const { guide, digests, titles, settings } = await startGuide();
    const id = await guide.open(WHO, draft({ sourcePolicy: 'blocked' }));
    const state = await guide.start(WHO, id);
    expect(state).toMatchObject({ kind: 'done', done: { refused: [], zone: { before: null, after: 'Europe/Paris' } } });
    expect(await digests.list(GUILD_ID)).toMatchObject([{ zone: 'Europe/Paris', language: 'fr', createdBy: USER_ID }]);
    expect(await titles()).toEqual(['Le Monde', 'RFI']);
    expect(await settings.read(GUILD_ID)).toMatchObject({ zone: 'Europe/Paris', sourcePolicy: 'blocked' });
  });

  test('GIVEN two starts, at once or later THEN there is one digest, and both say so', async () => {
    const { guide, digests } = await startGuide();
    const id = await guide.open(WHO, draft());
    const [one, other] = await Promise.all([guide.start(WHO, id), guide.start(WHO, id)]);
    expect(other).toEqual(one);
    expect(await guide.start(WHO, id)).toEqual(one);
    expect(await digests.list(GUILD_ID)).toHaveLength(1);
  });

  test('GIVEN a server with as many digests as it may THEN nothing at all is done, and the draft is still open', async () => {
    const { guide, digests, titles, settings } = await startGuide();
    const order = { ...draft().order, guildId: GUILD_ID };
    for (let i = 0; i < MAX_DIGESTS; i++) await digests.create(order, USER_ID);
    const id = await guide.open(WHO, draft());
    await expect(guide.start(WHO, id)).rejects.toThrow(UserError);
    expect(await titles()).toEqual([]);
    expect((await settings.read(GUILD_ID)).zone).toBeNull();
    expect((await guide.read(WHO, id)).kind).toBe('open');
  });

  test('GIVEN a server that follows as many feeds as it may THEN the digest is made, and what was not followed is said', async () => {
    const { guide, feeds, by } = await startGuide();
    const many = Array.from({ length: MAX_FEEDS - 1 }, (_, i) => ({ url: `https://example.org/${i}`, title: null }));
    await feeds.followAll(many, by);
    const id = await guide.open(WHO, draft());
    expect(await guide.start(WHO, id)).toMatchObject({
      kind: 'done',
      done: { feeds: [{ title: 'Le Monde' }], refused: [RFI.url] },
    });
  });

  test.each([{ zone: '' }, { channelId: '' }])('GIVEN a draft with %o THEN it does not start', async (missing) => {
    const { guide, digests } = await startGuide();
    const id = await guide.open(WHO, draft({}, missing));
    expect((await guide.start(WHO, id)).kind).toBe('open');
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });
});

describe('taking it back', () => {
  test('GIVEN Undo, once or twice THEN the digest goes, and the feeds that were not followed before', async () => {
    const { guide, digests, feeds, titles, settings, by } = await startGuide();
    await feeds.followAll([RFI], by);
    await settings.change(GUILD_ID, { zone: 'Asia/Tokyo', adders: 'managers' });
    const id = await guide.open(WHO, draft({ sourcePolicy: 'allowed' }));
    await guide.start(WHO, id);
    expect((await guide.undo(WHO, id)).kind).toBe('undone');
    expect((await guide.undo(WHO, id)).kind).toBe('undone');
    expect(await digests.list(GUILD_ID)).toEqual([]);
    expect(await titles()).toEqual(['RFI']);
    expect(await settings.read(GUILD_ID)).toMatchObject({
      zone: 'Asia/Tokyo',
      sourcePolicy: 'labeled',
      adders: 'managers',
    });
    expect((await guide.start(WHO, id)).kind).toBe('undone');
  });

  test('GIVEN settings that somebody changed since THEN Undo leaves those', async () => {
    const { guide, settings } = await startGuide();
    const id = await guide.open(WHO, draft());
    await guide.start(WHO, id);
    await settings.change(GUILD_ID, { zone: 'America/Lima' });
    await guide.undo(WHO, id);
    expect((await settings.read(GUILD_ID)).zone).toBe('America/Lima');
  });

  test('GIVEN a feed that somebody else follows by now THEN Undo leaves it to them', async () => {
    const { guide, feeds, titles } = await startGuide();
    const id = await guide.open(WHO, draft());
    await guide.start(WHO, id);
    const monde = (await feeds.list(GUILD_ID)).find(({ title }) => title === 'Le Monde')?.id ?? '';
    await feeds.unfollow(GUILD_ID, monde);
    await feeds.refollow(monde, OTHER);
    await guide.undo(WHO, id);
    expect(await titles()).toEqual(['Le Monde']);
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'GIVEN an Undo that is cut short at step %i THEN the next press finishes it, and what was chosen since stays',
    async (last) => {
      const { db, clock, random, guide, digests, feeds, settings, titles } = await startGuide();
      const id = await guide.open(WHO, draft());
      await guide.start(WHO, id);
      let step = 0;
      const cut = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        if (step++ === last) throw new Error('cut short before');
        const result = await work();
        if (step++ === last) throw new Error('cut short after');
        return result;
      };
      const dying = createGuide({
        db,
        clock,
        random,
        memberKey: 'test',
        digests: { remove: (...of) => cut(() => digests.remove(...of)) },
        feeds: { find: feeds.find, unfollow: (...of) => cut(() => feeds.unfollow(...of)) },
        wake: () => undefined,
      });
      const first = await dying.undo(WHO, id).catch((error: unknown) => String(error));
      expect(first).toContain('cut short');
      await settings.change(GUILD_ID, { sourcePolicy: 'blocked' });
      expect((await guide.undo(WHO, id)).kind).toBe('undone');
      expect(await digests.list(GUILD_ID)).toEqual([]);
      expect(await titles()).toEqual([]);
      expect(await settings.read(GUILD_ID)).toMatchObject({ zone: null, sourcePolicy: 'blocked' });
    },
  );

  test('GIVEN a draft that never started THEN Undo changes nothing', async () => {
    const { guide } = await startGuide();
    const id = await guide.open(WHO, draft());
    expect(await guide.undo(WHO, id)).toEqual({ kind: 'open', draft: draft() });
  });
});

describe('whose a draft is, and for how long', () => {
  test('GIVEN two managers THEN neither sees, changes or starts the other’s', async () => {
    const { guide, digests } = await startGuide();
    const [mine, theirs] = [await guide.open(WHO, draft()), await guide.open(OTHER, draft({ feeds: [] }))];
    const elsewhere = { ...WHO, guildId: '200000000000000009' };
    for (const user of [OTHER, elsewhere]) {
      expect(await guide.read(user, mine)).toEqual({ kind: 'forgotten' });
      expect(await guide.start(user, mine)).toEqual({ kind: 'forgotten' });
      expect(await guide.change(user, mine, (one) => ({ ...one, feeds: [] }))).toEqual({ kind: 'forgotten' });
    }
    await guide.change(WHO, mine, (one) => ({ ...one, feeds: [RFI] }));
    expect(await guide.read(OTHER, theirs)).toMatchObject({ draft: { feeds: [] } });
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });

  test('GIVEN a restart in the middle THEN what was chosen is still there', async () => {
    const { db, clock, random, guide, services } = await startGuide();
    const id = await guide.open(WHO, draft({ feeds: [] }));
    await guide.change(WHO, id, (one) => ({ ...one, feeds: [MONDE] }));
    const again = createGuide({ db, clock, random, memberKey: 'test', ...services, wake: () => undefined });
    expect(await again.read(WHO, id)).toEqual({ kind: 'open', draft: draft({ feeds: [MONDE] }) });
    expect((await again.start(WHO, id)).kind).toBe('done');
  });

  test('GIVEN a day without a press THEN the draft is forgotten, and its row goes', async () => {
    const { db, clock, guide } = await startGuide();
    const id = await guide.open(WHO, draft());
    clock.setWall(clock.now() + DAY_MS - 1);
    expect((await guide.change(WHO, id, (one) => one)).kind).toBe('open');
    clock.setWall(clock.now() + DAY_MS);
    expect((await guide.read(WHO, id)).kind).toBe('forgotten');
    await pruneDrafts(db, clock.now() - DAY_MS);
    expect(await db.selectFrom('digest_drafts').selectAll().execute()).toEqual([]);
  });

  test('GIVEN a draft that another version wrote THEN it is forgotten, not a failure', async () => {
    const { db, guide } = await startGuide();
    const [open, done] = [await guide.open(WHO, draft()), await guide.open(WHO, draft())];
    await db.updateTable('digest_drafts').set({ draft_json: '{"shape":2}' }).where('id', '=', open).execute();
    await db.updateTable('digest_drafts').set({ state: 'done', done_json: '[]' }).where('id', '=', done).execute();
    for (const id of [open, done]) expect(await guide.read(WHO, id)).toEqual({ kind: 'forgotten' });
    expect(await guide.undo(WHO, done)).toEqual({ kind: 'forgotten' });
  });

  test('GIVEN a member who has all forgotten THEN their draft goes too', async () => {
    const { guide, services } = await startGuide();
    const id = await guide.open(WHO, draft());
    await services.members.forget(USER_ID);
    expect(await guide.read(WHO, id)).toEqual({ kind: 'forgotten' });
  });

  test('GIVEN a draft in the database THEN the manager’s id is not in it', async () => {
    const { db, guide } = await startGuide();
    await guide.open(WHO, draft());
    expect(JSON.stringify(await db.selectFrom('digest_drafts').selectAll().execute())).not.toContain(USER_ID);
  });
});
