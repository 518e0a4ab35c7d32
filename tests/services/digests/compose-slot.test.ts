import { describe, expect, test } from 'vitest';
import { listEditionStories } from '../../../src/data/edition-store.ts';
import { findPart, listParts } from '../../../src/data/part-store.ts';
import { addToStory } from '../../../src/data/story-store.ts';
import { renderParts } from '../../../src/discord/render-parts.ts';
import { createDigests } from '../../../src/services/digests/create-digests.ts';
import type { DigestOrder } from '../../../src/services/digests/digests.ts';
import type { PartToPost } from '../../../src/services/digests/outbox.ts';
import type { Summaries } from '../../../src/services/summaries.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { testReading } from '../../support/newsroom.ts';
import { firstSentences, ORDER, recordingLog } from './rig.ts';

const DUE = Date.parse('2026-11-23T07:00:00Z');
const LONG = 'A sentence of some length about the harbor and what was decided there on Monday evening. '
  .repeat(6)
  .trim();

/** An edition of `count` stories, composed and sent at its hour: what was written down and what went out. */
async function post(order: Partial<DigestOrder>, given: { count?: number; text?: string; summaries?: Summaries } = {}) {
  const newsroom = await testReading();
  newsroom.clock.setWall(DUE - 3_600_000);
  const ids: string[] = [];
  for (let n = 0; n < (given.count ?? 2); n++) {
    const text = given.text ?? `Sentence number ${n} says what happened.`;
    const article = importedArticle({ title: `Story ${n}`, text: `${text} ${n}`, outlet: `Outlet ${n}` });
    ids.push((await storeArticle(newsroom, article)).id);
  }
  await addToStory(newsroom.db, { id: 's1', startedAt: DUE }, ids.slice(0, 5));
  const posted: PartToPost[] = [];
  const { digests, planner } = createDigests({
    ...newsroom,
    ...newsroom.services,
    summaries: given.summaries ?? firstSentences(),
    log: recordingLog(),
    renderParts,
    office: {
      post: async (part) => {
        const messageId = `${posted.push(part)}`;
        return {
          kind: 'sent',
          messageId,
          channelId: part.form === 'forum-post' ? '777' : part.channelId,
          found: false,
        };
      },
      find: async () => ({ kind: 'absent' }),
      publish: async () => ({ kind: 'retry', afterMs: null, detail: 'later' }),
      mayPost: async () => true,
    },
    tellAdmin: async () => undefined,
    tick: () => () => undefined,
  });
  await digests.create({ ...ORDER, ...order }, 'u1');
  newsroom.clock.setWall(DUE + 1_000);
  await planner.runOnce();
  const slot = await newsroom.db.selectFrom('slots').selectAll().executeTakeFirstOrThrow();
  return { ...newsroom, digests, ids, posted, slot, parts: await listParts(newsroom.db, slot.id) };
}

describe('how an edition is written down', () => {
  test('GIVEN a story of five outlets and one of one THEN each part’s rows say which articles it shows, the lead first, then as they came', async () => {
    const { db, slot, ids, parts, digests } = await post({}, { count: 6 });
    const [first = '', second = '', ...others] = ids;
    const alone = others.pop() ?? '';
    expect(await listEditionStories(db, slot.id)).toEqual([
      { part: 1, articleIds: [first, second, ...others] },
      { part: 1, articleIds: [alone] },
    ]);
    const key = parts[0]?.key ?? '';
    expect(await findPart(db, key)).toMatchObject({ n: 1, slotId: slot.id });
    const story = { guildId: ORDER.guildId, isKept: true, leadId: first, otherIds: [second, ...others] };
    expect(await digests.storyOfPart(key, first)).toMatchObject(story);
    expect(await digests.storyOfPart(key, second)).toBeUndefined();
    expect(await digests.storiesOfPart('0'.repeat(25))).toEqual([]);
  });

  test('GIVEN stories that fill several messages THEN each part has its own, in order, and none is lost', async () => {
    const { db, slot, parts, digests } = await post({}, { count: 14, text: LONG });
    expect(parts.length).toBeGreaterThan(1);
    const all = await listEditionStories(db, slot.id);
    expect(all).toHaveLength(10);
    const byPart = await Promise.all(parts.map(({ key }) => digests.storiesOfPart(key)));
    expect(byPart.every((stories) => stories.length > 0)).toBe(true);
    expect(byPart.flat().map(({ leadId }) => leadId)).toEqual(all.map(({ articleIds }) => articleIds[0]));
  });

  test('GIVEN a digest that was removed THEN its stories are known, and that it is not kept', async () => {
    const { digests, parts, db } = await post({});
    const { id } = await db.selectFrom('digests').select('id').executeTakeFirstOrThrow();
    await digests.remove(ORDER.guildId, id);
    expect((await digests.storiesOfPart(parts[0]?.key ?? ''))[0]?.isKept).toBe(false);
  });
});

describe('the manner of an edition', () => {
  test('GIVEN a forum THEN the first part opens a post under the edition’s title', async () => {
    const { posted, parts } = await post({ channelType: 15, language: 'fr' });
    expect(posted[0]?.form).toBe('forum-post');
    expect(JSON.parse(posted[0]?.body ?? '{}')).toMatchObject({ name: 'L’actualité du lundi 23 novembre 2026' });
    expect(parts[0]?.form).toBe('forum-post');
  });

  test('GIVEN a role THEN the first part calls it and nobody else; GIVEN none THEN nobody is called', async () => {
    const { posted } = await post({ roleId: '555000000000000001' }, { count: 10, text: LONG });
    const mentions = posted.map(({ body }) => JSON.parse(body).allowed_mentions);
    expect(mentions[0]).toEqual({ parse: [], roles: ['555000000000000001'] });
    expect(mentions.slice(1).every((one) => JSON.stringify(one) === '{"parse":[]}')).toBe(true);
    const plain = await post({});
    expect(JSON.parse(plain.posted[0]?.body ?? '{}').allowed_mentions).toEqual({ parse: [] });
  });

  test.each([
    [{ publish: true, channelType: 5 }, 'wanted'],
    [{ publish: true, channelType: 0 }, 'no'],
    [{ publish: false, channelType: 5 }, 'no'],
  ] as const)('GIVEN %o THEN its messages are to be published: %s', async (order, state) => {
    const { parts } = await post(order);
    expect(parts.map((part) => part.publish_state)).toEqual([state]);
  });

  test('GIVEN a second language a press away THEN its button says so in that language, and only where there is something to show', async () => {
    const told: Summaries = {
      async summarize({ article, language, length }) {
        const points = [{ text: `Said in ${language}.`, evidence: [] }];
        const summary = { headline: null, points };
        return { article, summary, origin: 'model', language, length, model: 'tester', dropped: 0 };
      },
    };
    const order = { secondLanguage: 'de', secondShown: 'press' } as const;
    const { posted, digests, parts } = await post(order, { summaries: told });
    expect(posted[0]?.body).toContain('"label":"Auf Deutsch"');
    expect(posted[0]?.body).toContain(`k1.digest.other.${parts[0]?.key}.de`);
    expect((await post(order)).posted[0]?.body).not.toContain('digest.other');
    const asker = { command: 'digest', guildId: '1', userId: 'u' };
    const reply = await digests.partIn(parts[0]?.key ?? '', {
      language: 'de',
      asker,
      signal: new AbortController().signal,
    });
    expect(JSON.stringify(reply)).toContain('Said in de.');
  });
});
