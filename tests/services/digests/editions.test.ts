import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addToStory } from '../../../src/data/story-store.ts';
import { renderParts } from '../../../src/discord/render-parts.ts';
import type { ImportedArticle } from '../../../src/services/import.ts';
import { closingOf } from '../../../src/services/digests/compose-slot.ts';
import { askerOf, type EditionDigest, type EditionNews, gatherNews } from '../../../src/services/digests/editions.ts';
import { chooseStories } from '../../../src/services/digests/editions-choice.ts';
import { type ComposedDigest, composeEdition } from '../../../src/services/digests/editions-view.ts';
import { mergeStories, pickLead } from '../../../src/services/digests/stories.ts';
import type { Summaries } from '../../../src/services/summaries.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { testDatabaseWithOutlets } from '../../support/database.ts';
import { flatten } from '../../support/interactions.ts';
import { textOf } from './rig.ts';

const AT = Date.parse('2026-11-23T07:00:00Z');
const HOUR = 3_600_000;

type Digest = EditionDigest & ComposedDigest & { id: string; guild_id: string };

const DIGEST: Digest = {
  id: 'd00000000000',
  guild_id: '1',
  language: 'en',
  second_language: null,
  second_shown: 'press',
  zone: 'Europe/Paris',
  covered_seq: null,
  topics_json: '[]',
  muted_json: '[]',
};

/** A newsroom with the outlets that come with Kiosque; `store` gives an article's id. */
async function openDesk() {
  const newsroom = await testDatabaseWithOutlets('2026-11-23T06:00:00Z');
  let count = 0;
  const store = async (given: Partial<ImportedArticle> = {}): Promise<string> => {
    count += 1;
    const text = `Sentence number ${count} of this archive says what happened there.`;
    return (await storeArticle(newsroom, importedArticle({ title: `Title ${count}`, text, ...given }))).id;
  };
  const group = (id: string, ...articleIds: string[]) => addToStory(newsroom.db, { id, startedAt: AT }, articleIds);
  return { ...newsroom, store, group };
}

const leadsOf = async (db: Parameters<typeof chooseStories>[0], digest: Partial<Digest> = {}) =>
  (await chooseStories(db, { ...DIGEST, ...digest })).stories.map(({ lead }) => lead.id);

describe('what an edition holds', () => {
  test('GIVEN articles of one group THEN they are one story; one without a group is a story alone', async () => {
    const { db, store, group } = await openDesk();
    const [a, b, c] = [await store(), await store(), await store()];
    await group('s1', a, c);
    const { stories, more, coversSeq } = await chooseStories(db, DIGEST);
    expect(stories.map(({ lead }) => lead.id)).toEqual([a, b]);
    expect({ more, coversSeq }).toEqual({ more: 0, coversSeq: 3 });
  });

  test('GIVEN an article in two groups THEN it is in the first of them, and told once', async () => {
    const { db, store, group } = await openDesk();
    const [a, b] = [await store(), await store()];
    await group('s2', a);
    await group('s1', a, b);
    expect(await leadsOf(db)).toEqual([a]);
  });

  test('GIVEN what a posted edition covered THEN only later articles count, and a story goes on with those alone', async () => {
    const { db, store, group } = await openDesk();
    const old = await store({ outlet: 'RFI' });
    const fresh = await store({ outlet: 'BBC News' });
    await group('s1', old, fresh);
    const { stories } = await chooseStories(db, { ...DIGEST, covered_seq: 1 });
    expect(stories.map(({ lead }) => lead.id)).toEqual([fresh]);
    // The outlets of the whole story: that it has only one would be wrong.
    expect(stories[0]?.others.map(({ id }) => id)).toEqual([old]);
    expect(stories[0]?.isSoleSource).toBe(false);
  });

  test('GIVEN more than ten stories THEN ten are shown and the articles of the others counted', async () => {
    const { db, store, group } = await openDesk();
    const ids: string[] = [];
    for (let n = 0; n < 14; n++) ids.push(await store());
    await group('s1', ids[0] ?? '', ids[1] ?? '');
    const { stories, more } = await chooseStories(db, DIGEST);
    expect(stories).toHaveLength(10);
    expect(more).toBe(4);
  });

  test('GIVEN more than 500 new articles THEN the newest are ranked, all are counted and covered', async () => {
    const { db, store } = await openDesk();
    const first = await store();
    await db
      .insertInto('articles')
      .values(
        Array.from({ length: 520 }, (_, n) => ({
          id: `many${n}`,
          outlet_id: null,
          url: null,
          language: 'en',
          published_at: null,
          published_on: null,
          inferred_json: '[]',
          revision: 1,
          content_hash: `${n}`,
          stored_at: AT + n,
        })),
      )
      .execute();
    await db
      .insertInto('revisions')
      .values(
        Array.from({ length: 520 }, (_, n) => ({
          article_id: `many${n}`,
          revision: 1,
          title: `Many ${n}`,
          body_json: '[]',
          content_hash: `${n}`,
          stored_at: AT + n,
        })),
      )
      .execute();
    const choice = await chooseStories(db, DIGEST);
    expect(choice.stories[0]?.lead.id).toBe('many519');
    expect(choice.more).toBe(511);
    expect(choice.coversSeq).toBe(521);
    expect(choice.stories.map(({ lead }) => lead.id)).not.toContain(first);
  });

  test('GIVEN an archive that was imported at once THEN the newest published come first', async () => {
    const { db, store } = await openDesk();
    const old = await store({ publishedOn: '2021-05-31' });
    const fresh = await store({ publishedAt: AT - 2 * HOUR });
    const older = await store({ publishedAt: AT - 8 * HOUR });
    expect(await leadsOf(db)).toEqual([fresh, older, old]);
  });
});

describe('topics of a digest', () => {
  test('GIVEN a topic THEN its stories come first, those that name it in the title before those that mention it', async () => {
    const { db, store } = await openDesk();
    const mentions = await store({ text: 'One.\n\nTwo.\n\nThree.\n\nThe night ferry sails.' });
    const names = await store({ title: 'Night ferries return' });
    const plain = await store();
    expect(await leadsOf(db)).toEqual([plain, names, mentions]);
    expect(await leadsOf(db, { topics_json: '["night ferry"]' })).toEqual([names, mentions, plain]);
    expect(await leadsOf(db, { topics_json: '["ferry night", ""]' })).toEqual([plain, names, mentions]);
  });

  test('GIVEN a muted topic THEN the stories with it in a title or opening are left out whole and not counted; a mention stays', async () => {
    const { db, store, group } = await openDesk();
    const inTitle = await store({ title: 'Night ferries return' });
    const sameStory = await store();
    const inOpening = await store({ text: 'The night ferry sails.' });
    const mentioned = await store({ text: 'One.\n\nTwo.\n\nThree.\n\nThe night ferry sails.' });
    await group('s1', inTitle, sameStory);
    const choice = await chooseStories(db, { ...DIGEST, muted_json: '["NIGHT FERRY"]' });
    expect(choice.stories.map(({ lead }) => lead.id)).toEqual([mentioned]);
    expect(choice).toMatchObject({ more: 0, coversSeq: 4 });
    expect(inOpening).not.toBe(mentioned);
  });
});

describe('the article that leads a story', () => {
  test('GIVEN an outlet that a state controls and another THEN the other leads, though it came later', async () => {
    const { db, store, group } = await openDesk();
    const state = await store({ outlet: 'TASS' });
    const free = await store({ outlet: 'BBC News' });
    const later = await store({ outlet: 'RFI' });
    await group('s1', state, free, later);
    const { stories } = await chooseStories(db, DIGEST);
    expect(stories[0]?.lead.id).toBe(free);
    expect(stories[0]?.others.map(({ id }) => id)).toEqual([state, later]);
  });

  test('GIVEN only outlets of the state THEN the first stored leads', async () => {
    const { db, store, group } = await openDesk();
    const ids = [await store({ outlet: 'TASS' }), await store({ outlet: 'Sputnik' })];
    await group('s1', ...ids);
    expect(await leadsOf(db)).toEqual([ids[0]]);
  });

  test('GIVEN any order of the same articles THEN the lead and the stories are the same', async () => {
    const { db, store } = await openDesk();
    for (const outlet of ['TASS', 'BBC News', 'RFI', 'Sputnik', null]) await store({ outlet });
    const articles = (await chooseStories(db, DIGEST)).stories.map(({ lead }) => lead);
    const groups = new Map(articles.map(({ id, seq }) => [id, seq % 2 === 0 ? 'even' : 'odd']));
    fc.assert(
      fc.property(fc.shuffledSubarray(articles, { minLength: articles.length }), (shuffled) => {
        expect(pickLead(shuffled)).toEqual(pickLead(articles));
        const lead = (id: string) => mergeStories(shuffled, groups).find((story) => story.id === id)?.lead.id;
        expect(lead('even')).toBe(mergeStories(articles, groups).find((story) => story.id === 'even')?.lead.id);
        expect(lead('odd')).toBe(mergeStories(articles, groups).find((story) => story.id === 'odd')?.lead.id);
      }),
    );
  });
});

/** A model that says the same of every article, in the language asked for. */
function fluent(said: Readonly<Record<string, { headline: string; text: string; toCheck?: true }>>): Summaries {
  return {
    async summarize({ article, language, length }) {
      const { headline, text, toCheck } = said[language] ?? { headline: '', text: '' };
      const point = { text, evidence: [], ...(toCheck && { toCheck }) };
      const summary = { headline: headline === '' ? null : headline, points: text === '' ? [] : [point] };
      return { article, summary, origin: 'model', language, length, model: 'tester', dropped: 0 };
    },
  };
}

const SAID = {
  en: { headline: 'The night ferry returns', text: 'The night ferry sails again from April 6.' },
  fr: { headline: 'Le ferry de nuit revient', text: 'Le ferry de nuit reprend le 6 avril.' },
};

async function gather(db: Parameters<typeof chooseStories>[0], digest: Partial<Digest>, summaries: Summaries) {
  const signal = new AbortController().signal;
  const row = { ...DIGEST, ...digest };
  return gatherNews({ db, summaries }, row, { asker: askerOf(row), signal, onFailure: async () => undefined });
}

describe('how a story is told', () => {
  const RFI = { title: 'La nuit, le ferry', outlet: 'RFI', language: 'fr', publishedAt: AT - 9 * HOUR };

  test('GIVEN an edition in English and one in French THEN each reads like this', async () => {
    const { db, store, group } = await openDesk();
    const rfi = await store({ ...RFI, url: 'https://rfi.example/ferry' });
    const bbc = await store({ title: 'Ferry to sail at night', outlet: 'BBC News', publishedAt: AT - HOUR });
    await group('s1', rfi, bbc);
    await store({ title: 'A second story', outlet: 'TASS', publishedOn: '2026-11-22' });
    const compose = async (digest: Partial<Digest>) => {
      const row = { ...DIGEST, ...digest };
      const news = await gather(db, digest, fluent(SAID));
      return textOf(composeEdition(row, { news, dueAt: AT, late: false }));
    };
    expect(await compose({ second_language: 'fr', second_shown: 'both' })).toMatchInlineSnapshot(`
      "## News of Monday, November 23, 2026

      **[The night ferry returns](<https://rfi.example/ferry>)**
      -# La nuit, le ferry
      -# **RFI**, state-funded and state-managed, independent editorially (France) · Nov 22, 11:00 PM · French
      The night ferry sails again from April 6.
      **Français** · Le ferry de nuit reprend le 6 avril.
      -# Also: **BBC**, independent public media (United Kingdom)

      **A second story**
      -# **TASS**, state-controlled media (Russia) · Nov 22 · Only one source
      The night ferry sails again from April 6.
      **Français** · Le ferry de nuit reprend le 6 avril.

      -# Sentences without quotation marks are by tester, each checked against its article.
      -# Who says that a state controls an outlet: [State Media Monitor, in the State Media Matrix of the Alliance for Securing Democracy](<https://github.com/ASD-at-GMF/state-media-profiles>) (August 24, 2023)"
    `);
    expect(await compose({ language: 'fr' })).toMatchInlineSnapshot(`
      "## L’actualité du lundi 23 novembre 2026

      **[La nuit, le ferry](<https://rfi.example/ferry>)**
      -# **RFI**, financé et géré par l’État, rédaction indépendante (France) · 22 nov., 23:00
      Le ferry de nuit reprend le 6 avril.
      -# Aussi : **BBC**, média public indépendant (Royaume-Uni)

      **Le ferry de nuit revient**
      -# A second story
      -# **TASS**, média contrôlé par l’État (Russie) · 22 nov. · anglais · Une seule source
      Le ferry de nuit reprend le 6 avril.

      -# Les phrases sans guillemets sont de tester, chacune vérifiée face à son article.
      -# Qui dit qu’un État contrôle un média : [State Media Monitor, in the State Media Matrix of the Alliance for Securing Democracy](<https://github.com/ASD-at-GMF/state-media-profiles>) (24 août 2023)"
    `);
  });

  test('GIVEN a sentence that code could not confirm THEN the edition says so below it', async () => {
    const { db, store } = await openDesk();
    await store();
    const news = await gather(db, {}, fluent({ en: { ...SAID.en, toCheck: true } }));
    const text = textOf(composeEdition(DIGEST, { news, dueAt: AT, late: false }));
    expect(text).toContain('April 6.\n-# To check');
  });

  test('GIVEN an article that has no sentence but its title THEN the title is not said twice', async () => {
    const { db, store } = await openDesk();
    await store({ title: 'Only a title' });
    const news = await gather(db, {}, fluent({ en: { headline: '', text: 'Only a title' } }));
    const text = textOf(composeEdition(DIGEST, { news, dueAt: AT, late: false }));
    expect(text.match(/Only a title/g)).toHaveLength(1);
    expect(text).not.toContain('tester');
  });

  test('GIVEN a second language that can say nothing else THEN nothing is said twice', async () => {
    const { db, store } = await openDesk();
    await store(RFI);
    const own: Summaries = {
      async summarize({ article, length }) {
        const points = [{ text: 'Le ferry.', evidence: [] }];
        const summary = { headline: null, points };
        return { article, summary, origin: 'offline', language: 'fr', length, model: '', dropped: 0 };
      },
    };
    const seconds = async (language: string, second: string) =>
      (await gather(db, { language, second_language: second }, own)).stories.map(({ second: told }) => told);
    expect(await seconds('en', 'fr')).toEqual([null]);
    expect(await seconds('fr', 'en')).toEqual([null]);
    expect(await seconds('fr', 'fr-CA')).toEqual([null]);
  });

  test('GIVEN an article that cannot be summarized in one language THEN the other stands, and the failure is told', async () => {
    const { db, store } = await openDesk();
    const id = await store(RFI);
    const failed: string[] = [];
    const summaries: Summaries = {
      async summarize(request) {
        if (request.language === 'en') throw new Error('no English');
        return fluent(SAID).summarize(request);
      },
    };
    const telling = { asker: askerOf(DIGEST), signal: new AbortController().signal };
    const onFailure = async (article: string) => void failed.push(article);
    const row = { ...DIGEST, second_language: 'fr' };
    const { stories } = await gatherNews({ db, summaries }, row, { ...telling, onFailure });
    expect(stories[0]).toMatchObject({ told: null, second: { language: 'fr' } });
    expect(failed).toEqual([id]);
  });

  test('GIVEN an abort THEN gathering throws its reason', async () => {
    const { db, store } = await openDesk();
    await store();
    const signal = AbortSignal.abort(new Error('enough'));
    const telling = { asker: askerOf(DIGEST), signal, onFailure: async () => undefined };
    await expect(gatherNews({ db, summaries: fluent(SAID) }, DIGEST, telling)).rejects.toThrow('enough');
  });
});

describe('an edition as messages', () => {
  const titles = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('*_~`|<>[]#@'.repeat(60), 'word '.repeat(200), ''),
  );
  const told = fc.option(
    fc.record({
      headline: fc.option(titles),
      sentences: fc.array(titles, { maxLength: 2 }),
      quotes: fc.constant([]),
      language: fc.constantFrom('en', 'fr', 'de'),
      model: fc.constantFrom('', 'tester'),
      isDoubtful: fc.boolean(),
    }),
  );

  test('GIVEN any stories THEN every part lists what it shows, each story once, and carries its key', async () => {
    const { db, store } = await openDesk();
    for (let n = 0; n < 10; n++)
      await store({
        outlet: ['RFI', 'TASS', null][n % 3] ?? null,
        url: n % 2 ? `https://x.example/${'a'.repeat(300 * n)}` : null,
      });
    const base = await gather(db, {}, fluent(SAID));
    const story = fc.record({ title: titles, told, second: told, others: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(story, { minLength: 1, maxLength: 10 }),
        fc.constantFrom('both', 'press'),
        (given, shown) => {
          const stories = given.flatMap(({ title, told: first, second, others }, i) => {
            const from = base.stories[i];
            if (!from) return [];
            const more = base.stories.slice(0, others).map(({ lead }) => lead);
            return [{ ...from, lead: { ...from.lead, title }, told: first, second, others: more }];
          });
          const news: EditionNews = { stories, more: 3, coversSeq: 1 };
          const row = { ...DIGEST, language: 'fr', second_language: 'en', second_shown: shown };
          const reply = composeEdition(row, { news, dueAt: AT, late: true });
          const manner = { forumTitle: 'Title', mentionRole: '1'.repeat(19) };
          const parts = renderParts(reply, closingOf(row, '2026-11-23T08:00', news), manner);
          expect(parts.flatMap(({ entries }) => entries)).toEqual(stories.map(({ lead }) => lead.id));
          for (const { body, key, entries } of parts) {
            expect(entries.length).toBeGreaterThan(0);
            const { message = {}, ...post } = JSON.parse(body);
            const select = flatten('components' in post ? post : message).find((part) => part.type === 3);
            expect(select?.custom_id).toBe(`k1.digest.story.${key}`);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
