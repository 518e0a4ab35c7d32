import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { createDownload, type Download } from '../../src/discord/download.ts';
import { ADD_PACE } from '../../src/services/add-pace.ts';
import type { Added } from '../../src/services/adding.ts';
import { storeArticle } from '../support/articles.ts';
import { fakeAdding } from '../support/fake-feeds.ts';
import { GUILD_ID, type Overrides, type RawValues, runInteraction, slash, USER_ID } from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const ADDRESS = { address: 'courier.example/news/night-ferry' };

async function startServer(
  answer?: Extract<Added, { outcome: 'refused' }>,
  outcome: 'stored' | 'revised' | 'unchanged' = 'stored',
) {
  const newsroom = await testReading();
  const article = await storeArticle(newsroom);
  const { adding, given } = fakeAdding(answer ?? { outcome, article });
  const services = { ...newsroom.services, adding };
  const type = (options: RawValues, overrides: Overrides = {}, download: Download = async () => new Uint8Array([65])) =>
    runInteraction({ commands, services, payload: slash('add', options, overrides), clock: newsroom.clock, download });
  const fill = async (count: number, by: { guildId?: string; memberId?: string; ageMs?: number } = {}) => {
    const { guildId = GUILD_ID, memberId = USER_ID, ageMs = 60_000 } = by;
    for (let n = 0; n < count; n++) {
      const one = await storeArticle(newsroom, {
        ...IMPORTED,
        title: `No. ${n} of ${guildId} by ${memberId} ${ageMs}`,
      });
      const added = { article_id: one.id, guild_id: guildId, added_by: memberId };
      await newsroom.db
        .insertInto('article_guilds')
        .values({ ...added, added_at: newsroom.clock.now() - ageMs })
        .execute();
    }
  };
  return { ...newsroom, article, given, type, fill };
}

const IMPORTED = {
  text: 'A short text.',
  language: 'en',
  outlet: null,
  url: null,
  publishedAt: null,
  publishedOn: null,
  inferred: [],
  translations: [],
};

describe('/add', () => {
  test.each([
    ['stored', 'Stored for this server:'],
    ['revised', 'this is its new version'],
    ['unchanged', 'already stored'],
  ] as const)(
    'GIVEN an address whose article is %s THEN says so and shows it with its buttons',
    async (outcome, said) => {
      const { type, given } = await startServer(undefined, outcome);
      const seen = await type(ADDRESS);
      expect(seen.isEphemeral).toBe(true);
      expect(seen.text).toContain(said);
      expect(seen.text).toContain('### Night ferry across the Larne returns after nine years');
      expect(seen.buttons.map(({ label }) => label)).toContain('Summarize');
      const by = { guildId: GUILD_ID, memberId: USER_ID };
      expect(given).toEqual([{ address: 'https://courier.example/news/night-ferry', by }]);
    },
  );

  test('GIVEN a file THEN its name, type and bytes are handed on', async () => {
    const { type, given } = await startServer();
    await type({ file: { fileName: 'ferry.md', contentType: 'text/markdown' } });
    expect(given).toMatchObject([
      { file: { name: 'ferry.md', contentType: 'text/markdown', bytes: new Uint8Array([65]) } },
    ]);
  });

  test('GIVEN a file of 25 MB THEN one sentence, and it is not fetched', async () => {
    const { type, given } = await startServer();
    const { text } = await type({ file: { fileName: 'a.txt', size: 25_000_000 } }, {}, createDownload({}));
    expect(text).toBe('That file has 25 MB; I read up to 2 MB. Attach a smaller one.');
    const inFrench = await type(
      { file: { fileName: 'a.txt', size: 25_000_000 } },
      { locale: 'fr' },
      createDownload({}),
    );
    expect(inFrench.text).toContain('j’en lis 2\u202fMo au plus');
    expect(given).toEqual([]);
  });

  test.each([
    [{ kind: 'no-text' }, 'I found no article in it'],
    [{ kind: 'file-kind' }, 'not text, whatever its name says'],
    [{ kind: 'file-empty' }, 'That file is empty'],
    [{ kind: 'file-size', bytes: 3_000_000, max: 2_000_000 }, 'That file has 3 MB; I read up to 2 MB'],
    [{ kind: 'source', problem: { what: 'login', status: 200 } }, 'asks for a login'],
    [{ kind: 'source', problem: { what: 'status', status: 451 } }, 'legal reasons (451)'],
  ] as const)('GIVEN %o THEN refuses in one kind sentence', async (why, sentence) => {
    const { type } = await startServer({ outcome: 'refused', why });
    const seen = await type(ADDRESS);
    expect(seen.text).toContain(sentence);
    expect(seen.buttons).toEqual([]);
  });

  test('GIVEN nothing, both, no address or no server THEN refuses and stores nothing', async () => {
    const { type, given } = await startServer();
    expect((await type({})).text).toContain('either an address or a file');
    expect((await type({ ...ADDRESS, file: { fileName: 'a.txt' } })).text).toContain('either an address or a file');
    expect((await type({ address: 'the ferry' })).text).toContain('“the ferry” is not a web address');
    expect((await type(ADDRESS, { direct: true })).text).toContain('inside a server');
    expect(given).toEqual([]);
  });

  test('GIVEN a member who added as many as an hour takes THEN waits; a manager, another server and an hour later do not', async () => {
    const { type, fill, clock } = await startServer();
    await fill(ADD_PACE.member - 1);
    await fill(3, { guildId: '200000000000000009' });
    await fill(3, { ageMs: 3_600_000 });
    expect((await type(ADDRESS)).text).toContain('Stored');
    await fill(1, { ageMs: 1 });
    expect((await type(ADDRESS)).text).toContain('10 articles were added within an hour');
    expect((await type(ADDRESS, { manager: true })).text).toContain('Stored');
    clock.setWall(clock.now() + 3_600_000);
    expect((await type(ADDRESS)).text).toContain('Stored');
  });

  test('GIVEN a server that is full for the hour THEN its managers wait too', async () => {
    const { type, fill } = await startServer();
    await fill(ADD_PACE.server, { memberId: '400000000000000009' });
    expect((await type(ADDRESS, { manager: true })).text).toContain('100 articles were added within an hour');
  });
});

test('GIVEN a server that keeps /add to its managers THEN a member is told so, and a manager adds', async () => {
  const { type, given, services } = await startServer();
  await services.settings.change(GUILD_ID, { adders: 'managers' });
  expect((await type(ADDRESS)).text).toContain('only managers add articles');
  expect(given).toEqual([]);
  expect((await type(ADDRESS, { manager: true })).text).toContain('Stored for this server:');
});
