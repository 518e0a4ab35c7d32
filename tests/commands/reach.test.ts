import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { FERRY, LIBRARY, storeArticle } from '../support/articles.ts';
import { type Overrides, press, type RawValues, runInteraction, slash, USER_ID } from '../support/interactions.ts';
import { pretendTranslation, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const USER_ONLY = { authorizing_integration_owners: { '1': USER_ID } };

async function startReaders(limits: Parameters<typeof testReading>[0] = {}) {
  const model = scriptedModel(pretendTranslation);
  const newsroom = await testReading({ model, ...limits });
  const ferry = await storeArticle(newsroom, FERRY);
  const library = await storeArticle(newsroom, LIBRARY);
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services: newsroom.services, payload, clock: newsroom.clock });
  const type = (name: string, options: RawValues = {}, overrides: Overrides = {}) =>
    run(slash(name, options, overrides));
  return { ...newsroom, model, ferry, library, run, type };
}

/** Another member of a server. */
const member = (n: number, guildId: string, locale = 'de'): Overrides => ({
  guild_id: guildId,
  member: { user: { id: `80000000000000${1000 + n}` }, permissions: '3072', roles: [] },
  authorizing_integration_owners: { '0': guildId },
  locale,
});

describe('the article last shown', () => {
  test('GIVEN none THEN /translate is of the latest; GIVEN one shared here THEN of that one, for everybody', async () => {
    const { type, ferry, clock } = await startReaders();
    expect((await type('translate', {}, { locale: 'de' })).text).toContain('schon auf Deutsch');
    await type('article', { article: ferry.id, share: true });
    await clock.move(1000);
    const seen = await type('translate', {}, member(1, '200000000000000001'));
    expect(seen.text).toContain('Night');
    expect(seen.text).toContain('Englisch → Deutsch');
  });

  test('GIVEN one read alone THEN it is the last for that reader; in another channel the latest is', async () => {
    const { type, ferry } = await startReaders();
    await type('article', { article: ferry.id });
    expect((await type('who-says')).text).toContain('Night ferry');
    expect((await type('who-says', {}, member(1, '200000000000000001', 'en-US'))).text).not.toContain('Night ferry');
    const elsewhere = { channel_id: '300000000000000009', channel: { id: '300000000000000009', type: 0 } };
    expect((await type('who-says', {}, elsewhere)).text).not.toContain('Night ferry');
  });

  test('GIVEN a reply that was not shown THEN it is not the last', async () => {
    const { services, clock, ferry, type } = await startReaders();
    const fail = ({ method }: { method: string }) => (method === 'PATCH' ? new Error('no network') : undefined);
    await runInteraction({
      commands,
      services,
      clock: clock,
      payload: slash('article', { article: ferry.id, share: true }),
      fail,
    });
    expect((await type('who-says')).text).not.toContain('Night ferry');
  });

  test('GIVEN the last one removed from the server since THEN the latest serves', async () => {
    const { type, ferry, db } = await startReaders();
    await type('article', { article: ferry.id, share: true });
    await db
      .insertInto('hidden_articles')
      .values({ guild_id: '200000000000000001', article_id: ferry.id, hidden_by: 'u', hidden_at: 1 })
      .execute();
    expect((await type('who-says')).text).not.toContain('Night ferry');
  });
});

test('GIVEN 20 readers of one language in five servers THEN one call serves them all', async () => {
  const { type, ferry, model } = await startReaders();
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      type('translate', { article: ferry.id }, member(n, `20000000000000000${n % 5}`)),
    ),
  );
  expect(seen.filter(({ text }) => text.includes('Englisch → Deutsch'))).toHaveLength(20);
  expect(model.asked).toHaveLength(1);
});

describe('a user who alone installed the bot', () => {
  test('GIVEN a translation THEN they pay for it under a hash, whatever the server', async () => {
    const { type, ferry, db } = await startReaders();
    await type('translate', { article: ferry.id, language: 'de' }, USER_ONLY);
    const [call] = await db.selectFrom('calls').select(['payer', 'state']).execute();
    expect(call).toEqual({ payer: expect.stringMatching(/^user:[0-9a-z]{26}$/), state: 'settled' });
  });

  test('GIVEN their cap used up THEN the reply says whose it is', async () => {
    const { type, ferry } = await startReaders({ limits: { serverDailyTokens: 5 } });
    const own = await type('translate', { article: ferry.id, language: 'de' }, USER_ONLY);
    expect(own.text).toContain('You have used up your language model budget');
    const french = await type('translate', { article: ferry.id, language: 'de' }, { ...USER_ONLY, locale: 'fr' });
    expect(french.text).toContain('Vous avez épuisé votre budget');
  });

  test('GIVEN a private conversation of others THEN commands work and nothing is shared', async () => {
    const { type, run, ferry } = await startReaders();
    const place = { ...USER_ONLY, direct: true, context: 2, channel: { id: '300000000000000007', type: 3 } };
    const seen = await type('article', { article: ferry.id }, place);
    expect(seen.text).toContain('Night ferry');
    expect(seen.buttons.map(({ label }) => label)).not.toContain('Share here');
    const forced = await run(press(`k1.article.share.${ferry.id}.1`, place));
    expect(forced.text).toContain('I am not installed in this place');
    expect(forced.isEphemeral).toBe(true);
    for (const name of ['usage', 'digest list'])
      expect((await type(name, {}, place)).text).toContain('inside a server only');
  });

  test('GIVEN any command or press THEN no message follows the answer, but at most one for a problem', async () => {
    const { type, run, ferry, services } = await startReaders();
    const seen = await Promise.all([
      type('article', { article: ferry.id }, USER_ONLY),
      type('translate', { article: ferry.id, language: 'de' }, USER_ONLY),
      type('search', { words: 'ferry' }, USER_ONLY),
      run(press(`k1.article.page.${ferry.id}.1`, { ...USER_ONLY, onEphemeral: true })),
      run(press('k1.article.page.zzzzzzzzzzzz.1', { ...USER_ONLY, onEphemeral: true })),
    ]);
    const followUps = seen.map(({ calls }) =>
      calls.filter(({ method, route }) => method === 'POST' && route.startsWith('/webhooks')),
    );
    expect(followUps.map((one) => one.length)).toEqual([0, 0, 0, 0, 1]);
    expect(services.model).toBe('scripted');
  });
});

describe('forgetting', () => {
  test('GIVEN a chosen language THEN a press forgets it, and Discord’s language counts again', async () => {
    const { type, run } = await startReaders();
    await type('translate', { language: 'es' });
    const said = await run(press('k1.translate.forget'));
    expect(said.text).toContain('From now on you read in English');
    expect(said.isEphemeral).toBe(true);
    expect((await run(press('k1.translate.forget'))).text).toContain('You have not chosen a language');
    expect((await type('article')).buttons.map(({ label }) => label)).toContain('In English');
  });
});
