import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { FERRY, importedArticle, storeArticle } from '../support/articles.ts';
import { GUILD_ID, type Overrides, press, runInteraction, type Seen, slash, USER_ID } from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

async function startServer() {
  const newsroom = await testReading();
  const { db } = newsroom;
  const article = await storeArticle(newsroom, { ...FERRY, title: 'A [ferry] returns' });
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services: newsroom.services, payload });
  const type = (name: string, overrides: Overrides = {}) => run(slash(name, { article: article.id }, overrides));
  const tap = (seen: Seen, label: string, overrides: Overrides = { manager: true }) =>
    run(press(seen.buttons.find((one) => one.label === label)?.customId ?? '', { onEphemeral: true, ...overrides }));
  const makeOwn = async () => {
    await db.updateTable('articles').set({ scope: 'some' }).where('id', '=', article.id).execute();
    const added = { article_id: article.id, guild_id: GUILD_ID, added_by: USER_ID, added_at: 1 };
    await db.insertInto('article_guilds').values(added).execute();
  };
  return { ...newsroom, article, run, type, tap, makeOwn };
}

describe('an article that a manager removes', () => {
  test('GIVEN a manager THEN the article has the button, which asks once more; a member has none', async () => {
    const { type, tap, db } = await startServer();
    expect((await type('article')).buttons.map(({ label }) => label)).not.toContain('Remove…');
    const asked = await tap(await type('article', { manager: true }), 'Remove…');
    expect(asked.text).toContain('Remove “A \\[ferry\\] returns” from this server?');
    expect(asked.isEphemeral).toBe(true);
    expect(await db.selectFrom('hidden_articles').selectAll().execute()).toEqual([]);
  });

  test('GIVEN an article of every server THEN this one shows it no more, until Undo', async () => {
    const { type, tap, db } = await startServer();
    const asked = await tap(await type('article', { manager: true }), 'Remove…');
    const gone = await tap(asked, 'Remove it');
    expect(gone.text).toContain('is no longer shown in this server');
    expect(await db.selectFrom('hidden_articles').select('guild_id').execute()).toEqual([{ guild_id: GUILD_ID }]);
    expect((await type('summary')).text).toContain('is not shown in this server: a manager removed it here');
    expect((await tap(gone, 'Show it again')).text).toContain('is shown here again');
    expect(await db.selectFrom('hidden_articles').selectAll().execute()).toEqual([]);
  });

  test('GIVEN one that only this server has THEN it is gone for good, and each old button leads to the original', async () => {
    const { type, tap, makeOwn } = await startServer();
    await makeOwn();
    const shown = await type('article', { manager: true });
    const gone = await tap(await tap(shown, 'Remove…'), 'Remove it');
    expect(gone.text).toContain('is removed for good');
    for (const label of ['Summarize', 'Who says what', 'Share here', 'Remove…']) {
      const seen = shown.buttons.some((one) => one.label === label) ? await tap(shown, label) : gone;
      if (seen === gone) continue;
      expect(seen.text).toContain('is no longer kept: a manager removed it');
      expect(seen.text).toContain('[A \\[ferry\\] returns](<https://courier.example/news/night-ferry>)');
    }
    for (const name of ['article', 'summary', 'translate', 'who-says'])
      expect((await type(name)).text).toContain('is no longer kept');
    const inFrench = await type('article', { locale: 'fr' });
    expect(inFrench.text).toContain('n’est plus conservé : un gestionnaire l’a retiré');
  });

  test('GIVEN a member without the right THEN a forged press removes nothing', async () => {
    const { run, db, article } = await startServer();
    const seen = await run(press(`k1.article.remove-now.${article.id}`, { onEphemeral: true }));
    expect(seen.text).toContain('Manage Server');
    expect(await db.selectFrom('hidden_articles').selectAll().execute()).toEqual([]);
  });
});

describe('what an article brings along', () => {
  test('GIVEN author, change and an excerpt behind a paywall THEN quiet lines say so, with the original', async () => {
    const { type, db, article } = await startServer();
    const changed = { author: 'Ines *Moll*', modified_at: Date.parse('2026-03-15T09:00:00Z') };
    await db
      .updateTable('articles')
      .set({ ...changed, extent: 'excerpt', access: 'paywall' })
      .where('id', '=', article.id)
      .execute();
    const { text } = await type('article');
    expect(text).toContain(
      '-# By Ines \\*Moll\\* · changed on Mar 15, 2026 · [the original](<https://courier.example/news/night-ferry>)',
    );
    expect(text).toContain('-# An excerpt: the rest is for the outlet’s subscribers.');
  });

  test('GIVEN the text of another outlet THEN names it', async () => {
    const { type, db, article, ...newsroom } = await startServer();
    const first = await storeArticle({ db, ...newsroom }, importedArticle({ outlet: 'The Agency', title: 'First' }));
    await db.updateTable('articles').set({ same_text_as: first.id }).where('id', '=', article.id).execute();
    expect((await type('article')).text).toContain('-# The same text as in The Agency.');
  });
});
