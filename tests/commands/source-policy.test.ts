import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { gatherNews } from '../../src/services/digests/editions.ts';
import { deleteArticles } from '../../src/data/keeping-store.ts';
import { composeEdition } from '../../src/services/digests/editions-view.ts';
import { chooseStories } from '../../src/services/digests/editions-choice.ts';
import type { OutletKind } from '../../src/services/articles.ts';
import type { SourcePolicy } from '../../src/services/settings.ts';
import { importedArticle, storeArticle } from '../support/articles.ts';
import {
  complete,
  GUILD_ID,
  type Overrides,
  pointAt,
  press,
  runInteraction,
  type Seen,
  slash,
  USER_ID,
} from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const TEXT = 'The dam near Ostley holds 40 million tonnes of water, the ministry said on Friday.';
const KINDS: readonly (readonly [OutletKind, boolean])[] = [
  ['state-controlled', true],
  ['captured-public', true],
  ['captured-private', true],
  ['state-funded-and-managed', false],
  ['state-funded', false],
  ['state-managed', false],
  ['independent-public', false],
  ['private', false],
  ['agency', false],
  ['unknown', false],
];

const DIGEST = { guild_id: GUILD_ID, covered_seq: null, topics_json: '[]', muted_json: '[]' };

/** A server with one article of an outlet of that kind, and one of no outlet. */
async function startServer(kind: OutletKind, policy: SourcePolicy) {
  const newsroom = await testReading();
  const { db, services } = newsroom;
  const other = await storeArticle(newsroom, importedArticle());
  const article = await storeArticle(
    newsroom,
    importedArticle({ title: 'The dam holds', text: TEXT, outlet: 'The Herald of Ostley' }),
  );
  const stated = {
    kind,
    citation: 'A list of outlets',
    citation_url: 'https://list.example/2025',
    owner: 'The ministry',
  };
  await db.updateTable('outlets').set(stated).where('name', '=', 'The Herald of Ostley').execute();
  await services.settings.change(GUILD_ID, { sourcePolicy: policy });
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services, payload });
  const tap = (seen: Seen, label: string, overrides: Overrides = {}) =>
    run(press(seen.buttons.find((one) => one.label === label)?.customId ?? '', { onEphemeral: true, ...overrides }));
  const say = (name: string, options = {}) => run(slash(name, { article: article.id, ...options }));
  const choices = async (typed: string) => (await run(complete('article', 'article', { article: typed }))).choices;
  const digest = DIGEST;
  const stories = async () => (await chooseStories(db, digest)).stories;
  return { ...newsroom, article, other, run, tap, say, choices, stories };
}

const READING = ['article', 'summary', 'who-says', 'translate'] as const;

describe('which outlets a source policy is about', () => {
  test.each(KINDS)('GIVEN an outlet of kind %s THEN blocking such outlets concerns it: %s', async (kind, isMeant) => {
    const { say, stories, choices } = await startServer(kind, 'blocked');
    const seen = await say('article');
    expect(seen.text.includes('shows nothing from The Herald of Ostley')).toBe(isMeant);
    expect(seen.text.includes('40 million')).toBe(!isMeant);
    expect(await stories()).toHaveLength(isMeant ? 1 : 2);
    expect((await choices('dam')).length).toBe(isMeant ? 0 : 1);
  });

  test.each(KINDS)('GIVEN an outlet of kind %s THEN it is shown on request alone: %s', async (kind, isMeant) => {
    const { say, stories } = await startServer(kind, 'opt-in');
    const seen = await say('summary');
    expect(seen.text.includes('40 million')).toBe(!isMeant);
    expect((await stories()).some(({ isHeld }) => isHeld)).toBe(isMeant);
  });

  test('GIVEN an article of no outlet THEN no policy concerns it', async () => {
    const { run, other } = await startServer('state-controlled', 'blocked');
    expect((await run(slash('article', { article: other.id }))).text).toContain('The bakery on Mill Lane opened');
  });
});

describe('a server that blocks', () => {
  test('GIVEN each reading command THEN it says so, and never a word of the text', async () => {
    const { say } = await startServer('captured-private', 'blocked');
    for (const name of READING) {
      const seen = await say(name);
      expect(seen.text).toContain('This server shows nothing from The Herald of Ostley');
      expect(seen.text).not.toContain('40 million');
    }
    expect((await say('ask', { question: 'How much water?' })).text).toContain('shows nothing from');
  });

  test('GIVEN a search and a question to the archive THEN neither finds it', async () => {
    const { run } = await startServer('state-controlled', 'blocked');
    expect((await run(slash('search', { words: 'dam' }))).text).toContain('No stored article matches');
    expect((await run(slash('ask', { question: 'How much water does the dam hold?' }))).text).not.toContain(
      '40 million',
    );
  });

  test('GIVEN no name THEN the latest article of another outlet is read', async () => {
    const { run } = await startServer('state-controlled', 'blocked');
    expect((await run(slash('article'))).text).toContain('The bakery on Mill Lane');
  });

  test('GIVEN a button from before THEN it is refused like the command', async () => {
    const { say, tap, services } = await startServer('state-controlled', 'allowed');
    const before = await say('article');
    await services.settings.change(GUILD_ID, { sourcePolicy: 'blocked' });
    for (const label of ['Summarize', 'Who says what', 'Share here'])
      expect((await tap(before, label)).text).toContain('shows nothing from');
  });

  test('GIVEN letters of its name, or an article with the same text THEN neither names the outlet', async () => {
    const { run, db, article, other } = await startServer('state-controlled', 'blocked');
    expect((await run(complete('search', 'outlet', { outlet: 'Herald' }))).choices).toEqual([]);
    await db.updateTable('articles').set({ same_text_as: article.id }).where('id', '=', other.id).execute();
    const seen = await run(slash('article', { article: other.id }));
    expect(JSON.stringify(seen.reply)).not.toContain('Ostley');
    const elsewhere = { guild_id: '200000000000000009' };
    expect((await run(slash('article', { article: other.id }, elsewhere))).text).toContain('Ostley');
    expect((await run(complete('search', 'outlet', { outlet: 'Herald' }, elsewhere))).choices).toHaveLength(1);
  });

  test('GIVEN one that is no longer kept THEN its title and address are not given either', async () => {
    const { run, db, say, article } = await startServer('state-controlled', 'blocked');
    const { outlet_id } = await db
      .selectFrom('articles')
      .select('outlet_id')
      .where('id', '=', article.id)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('outlet_domains')
      .values({ outlet_id: outlet_id ?? '', domain: 'herald.example' })
      .execute();
    await db.updateTable('articles').set({ url: 'https://herald.example/dam' }).where('id', '=', article.id).execute();
    await deleteArticles(db, [article.id], { reason: 'age', at: 1, guildIds: [] });
    const seen = await say('article');
    expect(seen.text).toContain('This server shows nothing from The Herald of Ostley');
    expect(seen.text).not.toMatch(/dam/i);
    const elsewhere = slash('article', { article: article.id }, { guild_id: '200000000000000009' });
    expect((await run(elsewhere)).text).toContain('The dam holds');
  });

  test('GIVEN a message of ours that offers its articles alone THEN the menu says why, with none of their titles', async () => {
    const { run, services } = await startServer('state-controlled', 'allowed');
    const list = await run(slash('search', { words: 'dam' }));
    await services.settings.change(GUILD_ID, { sourcePolicy: 'blocked' });
    const seen = await run(pointAt('Summarize link', { components: list.reply?.['components'] }));
    expect(seen.text).toContain('shows nothing from The Herald of Ostley');
    expect(seen.text).not.toContain('dam');
  });

  test('GIVEN a private conversation or another server THEN the article is there', async () => {
    const { run, article } = await startServer('state-controlled', 'blocked');
    const elsewhere = { guild_id: '200000000000000009' };
    expect((await run(slash('article', { article: article.id }, { direct: true }))).text).toContain('40 million');
    expect((await run(slash('article', { article: article.id }, elsewhere))).text).toContain('40 million');
  });
});

describe('a server that shows on request', () => {
  test.each(READING)(
    'GIVEN /%s THEN title and card first, the text after a press, and then no second question',
    async (name) => {
      const { say, tap } = await startServer('state-controlled', 'opt-in');
      const gate = await say(name);
      expect(gate.text).toContain('### The dam holds');
      expect(gate.text).toContain('state-controlled media');
      expect(gate.text).toContain(
        'Owner: The ministry. According to [A list of outlets](<https://list.example/2025>).',
      );
      expect(gate.text).not.toContain('40 million');
      const opened = await tap(gate, 'Show it anyway');
      expect(opened.text).toMatch(/40 million|already/);
      expect((await say('article')).text).toContain('40 million');
    },
  );

  test('GIVEN another member, and the same a day later THEN they are asked again', async () => {
    const { say, tap, run, article, clock } = await startServer('state-controlled', 'opt-in');
    await tap(await say('article'), 'Show it anyway');
    const user = { id: '400000000000000077', username: 'another' };
    const other = await run(
      slash('article', { article: article.id }, { member: { user, permissions: '0', roles: [] } }),
    );
    expect(other.text).not.toContain('40 million');
    clock.setWall(clock.now() + 24 * 3_600_000 + 1);
    expect((await say('article')).text).not.toContain('40 million');
  });

  test('GIVEN who shares it THEN everybody sees the card alone, and presses for themselves', async () => {
    const { say, tap } = await startServer('state-controlled', 'opt-in');
    const opened = await tap(await say('summary'), 'Show it anyway');
    const shared = await tap(opened, 'Share here');
    expect(shared.isEphemeral).toBe(false);
    expect(shared.text).toContain('### The dam holds');
    expect(shared.text).toContain('Shared by <@');
    expect(shared.text).not.toContain('40 million');
    const pressed = await tap(shared, 'Show it anyway', { onEphemeral: false });
    expect(pressed.isEphemeral).toBe(true);
    expect(pressed.text).toContain('40 million');
  });

  test('GIVEN a search THEN its title is found, and a question to the archive leaves its text out', async () => {
    const { run } = await startServer('state-controlled', 'opt-in');
    expect((await run(slash('search', { words: 'dam' }))).text).toContain('The dam holds');
    expect((await run(slash('ask', { question: 'How much water does the dam hold?' }))).text).not.toContain(
      '40 million',
    );
  });

  test('GIVEN what was opened THEN it is kept under a hash, and can be forgotten', async () => {
    const { say, tap, db, services } = await startServer('state-controlled', 'opt-in');
    await tap(await say('article'), 'Show it anyway');
    const rows = await db.selectFrom('opened_articles').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.member_hash).toMatch(/^[0-9a-z]{26}$/);
    await services.members.forget(USER_ID);
    expect(await db.selectFrom('opened_articles').selectAll().execute()).toEqual([]);
  });
});

describe('an edition of a server that shows on request', () => {
  test('GIVEN a story of such an outlet alone THEN title and source stand there, and no model was asked for its sentences', async () => {
    const { db, services } = await startServer('state-controlled', 'opt-in');
    const asked: string[] = [];
    const summaries: typeof services.summaries = {
      ...services.summaries,
      summarize(request) {
        asked.push(request.article.title);
        return services.summaries.summarize(request);
      },
    };
    const row = { ...DIGEST, language: 'en', second_language: null, second_shown: 'press', zone: 'UTC' } as const;
    const signal = new AbortController().signal;
    const asker = { command: 'digest', guildId: GUILD_ID, userId: '' };
    const news = await gatherNews({ db, summaries }, row, { asker, signal, onFailure: async () => undefined });
    const text = JSON.stringify(composeEdition(row, { news, dueAt: 0, late: false }));
    expect(asked).toEqual(['The bakery on Mill Lane opens again']);
    expect(text).toContain('The dam holds');
    expect(text).toContain('Shown on request');
    expect(text).not.toContain('40 million');
  });
});

describe('an edition of a server that labels', () => {
  test.each([
    ['labeled', 'state-controlled', true],
    ['opt-in', 'captured-private', true],
    ['allowed', 'state-controlled', false],
    ['labeled', 'independent-public', false],
    ['labeled', 'unknown', false],
  ] as const)(
    'GIVEN the policy %s and an outlet that is %s THEN who says so stands below, once: %s',
    async (policy, kind, isSaid) => {
      const { db, services } = await startServer(kind, policy);
      const { summaries } = services;
      const row = { ...DIGEST, language: 'en', second_language: null, second_shown: 'press', zone: 'UTC' } as const;
      const { signal } = new AbortController();
      const asker = { command: 'digest', guildId: GUILD_ID, userId: '' };
      const news = await gatherNews({ db, summaries }, row, { asker, signal, onFailure: async () => undefined });
      const text = JSON.stringify(composeEdition(row, { news, dueAt: 0, late: false }));
      const line = 'Who says that a state controls an outlet: [A list of outlets](<https://list.example/2025>)';
      expect(text.split(line)).toHaveLength(isSaid ? 2 : 1);
    },
  );
});

describe('labels', () => {
  test.each([
    ['labeled', true],
    ['allowed', false],
  ] as const)('GIVEN the policy %s THEN a summary says who calls the outlet so: %s', async (policy, isSaid) => {
    const { say } = await startServer('state-controlled', policy);
    const { text } = await say('summary');
    expect(text).toContain('**The Herald of Ostley**, state-controlled media');
    expect(text.includes('According to [A list of outlets]')).toBe(isSaid);
    expect(text).toContain('40 million');
  });

  test('GIVEN the first page of an article THEN the statement stands there once', async () => {
    for (const policy of ['labeled', 'allowed'] as const) {
      const { say } = await startServer('state-controlled', policy);
      expect((await say('article')).text.match(/According to/g)).toHaveLength(1);
    }
  });

  test('GIVEN an outlet of another kind THEN no label is added', async () => {
    const { say } = await startServer('independent-public', 'labeled');
    expect((await say('summary')).text).not.toContain('According to');
  });
});
