import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import type { Article } from '../../src/data/article-store.ts';
import { FERRY, importedArticle, LIBRARY, storeArticle } from '../support/articles.ts';
import type { TestNewsroom } from '../support/database.ts';
import { complete, type Overrides, runInteraction, slash, USER_ID } from '../support/interactions.ts';
import { type ScriptedModel, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const OTHER_ID = '400000000000000077';
const STRANGE_GUILD = '200000000000000009';
const QUESTION = 'What will a single ticket for the night ferry cost?';

/** Where a member has the bot for themselves alone: a server without it, a direct message, a group. */
const PRIVATE_PLACES: readonly (readonly [string, (userId: string) => Overrides])[] = [
  [
    'a server that the bot is not in',
    (id) => ({
      guild_id: STRANGE_GUILD,
      member: { user: { id, username: 'reader' }, permissions: '0', roles: [] },
      authorizing_integration_owners: { '1': id },
      context: 0,
    }),
  ],
  [
    'a direct message with the bot',
    (id) => ({
      direct: true,
      user: { id, username: 'reader' },
      authorizing_integration_owners: { '0': '0' },
      context: 1,
    }),
  ],
  [
    'a group',
    (id) => ({
      direct: true,
      user: { id, username: 'reader' },
      authorizing_integration_owners: { '1': id },
      context: 2,
    }),
  ],
];

/** Makes a stored article that of one holder alone. */
async function giveTo({ db }: TestNewsroom, { id, seq }: Article, holder: string): Promise<void> {
  await db.updateTable('articles').set({ scope: 'some' }).where('id', '=', id).execute();
  const held = { article_id: id, guild_id: holder, added_by: USER_ID, added_at: 1, news_seq: seq };
  await db.insertInto('article_guilds').values(held).execute();
}

/** How often the ferry's article was read to the model. */
function readFerry(model: ScriptedModel): number {
  return model.asked.filter(({ lines }) => lines.some(({ text }) => text.includes('Port Larne'))).length;
}

/** Every server has the library's article; the ferry's is the member's own. */
async function startReaders(reading: Parameters<typeof testReading>[0] = {}) {
  const newsroom = await testReading(reading);
  await storeArticle(newsroom, LIBRARY);
  const ferry = await storeArticle(newsroom, FERRY);
  await giveTo(newsroom, ferry, `dm:${USER_ID}`);
  const { services } = newsroom;
  const type = (name: string, options: Record<string, string>, overrides: Overrides) =>
    runInteraction({ commands, services, payload: slash(name, options, overrides) });
  const offer = async (command: string, option: string, overrides: Overrides) =>
    (await runInteraction({ commands, services, payload: complete(command, option, { [option]: '' }, overrides) }))
      .choices;
  return { ...newsroom, ferry, type, offer };
}

describe.each(PRIVATE_PLACES)('in %s', (_, place) => {
  const [mine, theirs] = [place(USER_ID), place(OTHER_ID)];

  test('GIVEN a question to the archive THEN what the member added answers them, and nobody else', async () => {
    const { type } = await startReaders();
    expect((await type('ask', { question: QUESTION }, mine)).text).toContain('4.50 dollars');
    const other = await type('ask', { question: QUESTION }, theirs);
    expect(other.text).not.toContain('4.50');
    expect(JSON.stringify(other.reply)).not.toContain('Larne');
  });

  test('GIVEN a model THEN another’s article is never read to it for somebody else', async () => {
    const model = scriptedModel(() => ({ answered: false, sentences: [] }));
    const { type } = await startReaders({ model });
    await type('ask', { question: QUESTION }, theirs);
    expect(readFerry(model)).toBe(0);
    await type('ask', { question: QUESTION }, mine);
    expect(readFerry(model)).toBe(1);
  });

  test('GIVEN a search, letters of a title or an outlet, or no name at all THEN each sees their own', async () => {
    const { type, offer } = await startReaders();
    expect((await type('search', { words: 'ferry' }, mine)).text).toContain('Night ferry across the Larne');
    expect((await type('search', { words: 'ferry' }, theirs)).text).toContain('No stored article matches');
    expect((await offer('article', 'article', mine)).map(({ name }) => name)).toHaveLength(2);
    expect((await offer('article', 'article', theirs)).map(({ name }) => name)).toEqual([
      'Stadtbücherei Ahrenfeld öffnet künftig auch sonntags · Ahrenfelder Bote',
    ]);
    expect((await offer('search', 'outlet', mine)).map(({ name }) => name)).toEqual([
      'Ahrenfelder Bote',
      'The Harbor Courier',
    ]);
    expect((await offer('search', 'outlet', theirs)).map(({ name }) => name)).toEqual(['Ahrenfelder Bote']);
    expect((await type('summary', {}, mine)).text).toContain('Night ferry');
    expect((await type('summary', {}, theirs)).text).toContain('Stadtbücherei');
  });

  test('GIVEN what the member was shown last THEN it stands for no name, for them alone', async () => {
    const newsroom = await startReaders();
    const { type, ferry } = newsroom;
    await storeArticle(newsroom, importedArticle());
    await type('summary', { article: ferry.id }, mine);
    expect((await type('summary', {}, mine)).text).toContain('Night ferry');
    expect((await type('summary', {}, theirs)).text).toContain('The bakery on Mill Lane');
  });

  test('GIVEN a public article with the same text THEN it does not name the other’s, from which it came first', async () => {
    const newsroom = await startReaders();
    const { db, ferry, type } = newsroom;
    const copy = await storeArticle(newsroom, importedArticle({ outlet: 'The Echo', url: 'https://echo.example/1' }));
    await db.updateTable('articles').set({ same_text_as: ferry.id }).where('id', '=', copy.id).execute();
    expect((await type('article', { article: copy.id }, mine)).text).toContain('The Harbor Courier');
    const other = await type('article', { article: copy.id }, theirs);
    expect(JSON.stringify(other.reply)).not.toMatch(/Harbor Courier|courier\.example/);
    expect(other.text).toContain('bakery');
  });
});
