import { expect, test } from 'vitest';
import { createMembers } from '../../src/services/members.ts';
import { createShown } from '../../src/services/shown.ts';
import { FERRY, LIBRARY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';

const HOUR_MS = 3_600_000;
const [CHANNEL, OTHER] = ['c1', 'c2'];

async function startChannels() {
  const newsroom = await testDatabase('2026-11-23T09:00:00Z');
  const grounds = { ...newsroom, memberKey: 'test' };
  const ferry = (await storeArticle(newsroom, FERRY)).id;
  const library = (await storeArticle(newsroom, LIBRARY)).id;
  const shown = createShown(grounds);
  const note = (articleId: string, userId: string, isPublic: boolean, channelId = CHANNEL) =>
    shown.note({ articleId, channelId, userId, isPublic });
  const last = (userId: string, channelId = CHANNEL) => shown.findLast({ channelId, userId });
  return { ...newsroom, members: createMembers(grounds), ferry, library, note, last };
}

test('GIVEN nothing shown THEN there is no last article', async () => {
  const { last } = await startChannels();
  expect(await last('u1')).toBeUndefined();
});

test('GIVEN an article shown to everybody THEN it is the last for all in that channel, and in no other', async () => {
  const { note, last, ferry } = await startChannels();
  await note(ferry, 'u1', true);
  expect([await last('u1'), await last('u2'), await last('u1', OTHER)]).toEqual([ferry, ferry, undefined]);
});

test('GIVEN a later one shown to one member THEN it is the last for that member alone, for a day', async () => {
  const { note, last, clock, ferry, library } = await startChannels();
  await note(ferry, 'u1', true);
  await clock.move(1000);
  await note(library, 'u2', false);
  expect([await last('u1'), await last('u2')]).toEqual([ferry, library]);
  await clock.move(25 * HOUR_MS);
  expect(await last('u2')).toBe(ferry);
});

test('GIVEN one shown to everybody after that THEN it is the last again', async () => {
  const { note, last, clock, ferry, library } = await startChannels();
  await note(library, 'u2', false);
  await clock.move(1000);
  await note(ferry, 'u1', true);
  expect(await last('u2')).toBe(ferry);
});

test('GIVEN what members saw alone THEN no id of theirs is kept, and after a day nothing at all', async () => {
  const { note, clock, db, ferry } = await startChannels();
  await note(ferry, '80351110224678912', false);
  const rows = await db.selectFrom('channel_articles').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain('80351110224678912');
  await clock.move(25 * HOUR_MS);
  await note(ferry, 'u2', true);
  expect(await db.selectFrom('channel_articles').select('reader').execute()).toEqual([{ reader: '' }]);
});

test('GIVEN an edition posted later THEN its first story is the last article; a part not sent counts for nothing', async () => {
  const { note, last, clock, db, ferry, library } = await startChannels();
  await note(ferry, 'u1', true);
  const now = clock.now();
  await db
    .insertInto('digests')
    .values({
      id: 'd1',
      guild_id: 'g1',
      channel_id: CHANNEL,
      times_json: '["08:00"]',
      days_json: '[1]',
      zone: 'UTC',
      language: 'en',
      quiet: 'say',
      state: 'active',
      created_by: 'u1',
      created_at: 0,
      planned_until: 0,
    })
    .execute();
  await db
    .insertInto('slots')
    .values({ id: 's1', digest_id: 'd1', local_time: '2026-11-23T08:00', due_at: now, zone: 'UTC', state: 'posted' })
    .execute();
  const part = { slot_id: 's1', body: '{}', channel_id: CHANNEL, tries: 1 };
  await db
    .insertInto('parts')
    .values([1, 2].map((n) => ({ ...part, n, key: `k${n}` })))
    .execute();
  const shown = { slot_id: 's1', lead: 1 } as const;
  await db
    .insertInto('edition_articles')
    .values([
      { ...shown, part: 1, position: 0, article_id: library },
      { ...shown, part: 2, position: 1, article_id: ferry },
    ])
    .execute();
  expect(await last('u1')).toBe(ferry);
  await db
    .updateTable('parts')
    .set({ sent_at: now + 5000 })
    .execute();
  expect(await last('u1')).toBe(library);
});

test('GIVEN an article that goes THEN no channel showed it', async () => {
  const { note, last, db, ferry } = await startChannels();
  await note(ferry, 'u1', true);
  await db.deleteFrom('articles').where('id', '=', ferry).execute();
  expect(await last('u1')).toBeUndefined();
});

test('GIVEN a member who is forgotten THEN their language and what they were shown go, and nobody else’s', async () => {
  const { members, note, last, ferry } = await startChannels();
  for (const id of ['u1', 'u2']) {
    await members.chooseLanguage(id, 'fr');
    await note(ferry, id, false);
  }
  expect(await members.forget('u1')).toBe(true);
  expect(await members.forget('u1')).toBe(false);
  expect([await members.findLanguage('u1'), await last('u1')]).toEqual([undefined, undefined]);
  expect([await members.findLanguage('u2'), await last('u2')]).toEqual(['fr', ferry]);
});
