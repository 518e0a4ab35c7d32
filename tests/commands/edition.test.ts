import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { commands } from '../../src/commands/index.ts';
import { deleteArticles } from '../../src/data/keeping-store.ts';
import { addToStory } from '../../src/data/story-store.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { createDigests } from '../../src/services/digests/create-digests.ts';
import { type DigestOrder, ORDER_DEFAULTS } from '../../src/services/digests/digests.ts';
import type { SourcePolicy } from '../../src/services/settings.ts';
import { FERRY, importedArticle, LIBRARY, storeArticle } from '../support/articles.ts';
import {
  flatten,
  GUILD_ID,
  type Overrides,
  pointAt,
  press,
  type RawInteraction,
  recordingLog,
  runInteraction,
  type Seen,
} from '../support/interactions.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const ORDER: DigestOrder = {
  ...ORDER_DEFAULTS,
  guildId: GUILD_ID,
  channelId: '800000000000000001',
  times: ['08:00'],
  days: [1, 2, 3, 4, 5, 6, 7],
  zone: 'Europe/Paris',
  language: 'en',
  quiet: 'say',
};

const RFI = importedArticle({
  title: 'Le ferry de nuit revient sur la Larne',
  text: 'Le ferry de nuit reprendra ses traversées le 6 avril, a annoncé l’autorité portuaire vendredi.\n\nIl transportera 180 passagers.',
  language: 'fr',
  outlet: 'RFI',
  url: 'https://rfi.example/ferry',
});

/** A posted edition of two stories, one of them told by two outlets; before the real router. */
async function postEdition(order: Partial<DigestOrder> = {}, reading: Parameters<typeof testReading>[0] = {}) {
  const newsroom = await testReading({ ...reading, outlets: true });
  newsroom.clock.setWall(Date.parse('2026-11-23T06:30:00Z'));
  const library = await storeArticle(newsroom, LIBRARY);
  const rfi = await storeArticle(newsroom, RFI);
  const ferry = await storeArticle(newsroom, FERRY);
  await addToStory(newsroom.db, { id: 'ferry0000000', startedAt: 1 }, [ferry.id, rfi.id]);
  const posted: string[] = [];
  const { digests, planner } = createDigests({
    ...newsroom,
    ...newsroom.services,
    log: recordingLog().log,
    renderParts,
    office: {
      post: async ({ body, channelId }) => ({
        kind: 'sent',
        messageId: `${posted.push(body)}`,
        channelId,
        found: false,
      }),
      find: async () => ({ kind: 'absent' }),
      publish: async () => ({ kind: 'published' }),
      mayPost: async () => true,
    },
    tellAdmin: async () => undefined,
    tick: () => () => undefined,
  });
  const digest = await digests.create({ ...ORDER, ...order }, 'u1');
  newsroom.clock.setWall(Date.parse('2026-11-23T07:00:01Z'));
  await planner.runOnce();
  const services = { ...newsroom.services, digests };
  const run = (payload: RawInteraction) => runInteraction({ commands, services, payload, clock: newsroom.clock });
  const shown = flatten(JSON.parse(posted[0] ?? '{}'));
  const text = shown.flatMap((part) => (part.type === 10 ? [part.content ?? ''] : [])).join('\n');
  const select = shown.find((part) => part.type === 3);
  const open = (articleId: string, overrides: Overrides = {}) =>
    run(press(select?.custom_id ?? '', { values: [articleId], ...overrides }));
  const tap = (seen: Seen, label: string, overrides: Overrides = {}) =>
    run(press(seen.buttons.find((one) => one.label === label)?.customId ?? '', { onEphemeral: true, ...overrides }));
  const choose = (seen: Seen, value: string, overrides: Overrides = {}) => {
    const holder = seen.selects.find((one) => one.options.some((option) => option.value === value));
    return run(press(holder?.customId ?? '', { values: [value], onEphemeral: true, ...overrides }));
  };
  return {
    ...newsroom,
    digests,
    planner,
    digest,
    posted,
    run,
    shown,
    text,
    select,
    open,
    tap,
    choose,
    ferry,
    rfi,
    library,
  };
}

describe('an edition whose article a manager removed here', () => {
  test('GIVEN a story or the list of articles THEN it is said, and neither shows the article; another server still has it', async () => {
    const { db, open, library, ferry, rfi, run, posted } = await postEdition();
    expect((await open(rfi.id)).text).toContain('The Harbor Courier');
    const hidden = [library, ferry].map(({ id }) => ({
      article_id: id,
      guild_id: GUILD_ID,
      hidden_by: 'u1',
      hidden_at: 1,
    }));
    await db.insertInto('hidden_articles').values(hidden).execute();
    expect((await open(library.id)).text).toContain('a manager removed it here');
    const story = await open(rfi.id);
    expect(story.text).not.toContain('The Harbor Courier');
    expect(story.selects.flatMap(({ options }) => options.map(({ value }) => value))).not.toContain(ferry.id);
    const [key = ''] = /[0-9a-z]{25}/.exec(posted[0] ?? '') ?? [];
    const list = await run(press(`k1.digest.read.${key}`));
    expect(list.selects[0]?.options.map(({ value }) => value)).toEqual([rfi.id]);
    expect((await open(library.id, { guild_id: '200000000000000009' })).text).not.toContain('removed it here');
  });
});

describe('an edition with an outlet that a state controls', () => {
  /** The server's policy was changed after the edition was posted. */
  async function postThenChoose(policy: SourcePolicy, outlet: 'rfi' | 'ferry') {
    const posted = await postEdition();
    const { db, services } = posted;
    const id = posted[outlet].outlet?.id ?? '';
    await db.updateTable('outlets').set({ kind: 'state-controlled' }).where('id', '=', id).execute();
    await services.settings.change(GUILD_ID, { sourcePolicy: policy });
    const [key = ''] = /[0-9a-z]{25}/.exec(posted.posted[0] ?? '') ?? [];
    return { ...posted, read: () => posted.run(press(`k1.digest.read.${key}`)) };
  }

  test('GIVEN a server that shows nothing of it since THEN neither its story nor the list of articles shows it, nor a story’s other outlets', async () => {
    const { open, read, rfi, library, ferry } = await postThenChoose('blocked', 'rfi');
    const story = await open(rfi.id);
    expect(story.text).toContain('This server shows nothing from RFI');
    expect(JSON.stringify(story.reply)).not.toMatch(/ferry de nuit|rfi\.example|Harbor/);
    const list = await read();
    expect(list.selects[0]?.options.map(({ value }) => value)).toEqual([library.id]);
    expect(list.text).not.toContain('ferry');
    const other = await postThenChoose('blocked', 'ferry');
    const seen = await other.open(other.rfi.id);
    expect(seen.text).toContain('Le ferry de nuit');
    expect(JSON.stringify(seen.reply)).not.toMatch(/Harbor Courier|courier\.example/);
    expect(seen.selects.flatMap(({ options }) => options.map(({ value }) => value))).not.toContain(ferry.id);
  });

  test('GIVEN a server that shows it on request THEN its story is its card until it is asked for, and another outlet’s choice too', async () => {
    const { open, tap, rfi, read } = await postThenChoose('opt-in', 'rfi');
    const story = await open(rfi.id);
    expect(story.text).toContain('### Le ferry de nuit revient');
    expect(story.text).not.toContain('reprendra');
    expect((await read()).text).not.toContain('reprendra');
    expect((await tap(story, 'Show it anyway')).text).toContain('reprendra');
    const other = await postThenChoose('opt-in', 'ferry');
    const seen = await other.open(other.rfi.id);
    expect(seen.text).toContain('The Harbor Courier');
    const chosen = await other.choose(seen, other.ferry.id);
    expect(chosen.text).toContain('Night ferry across the Larne');
    expect(chosen.text).not.toContain('14 crossings');
  });
});

describe('an edition whose article is no longer kept', () => {
  test('GIVEN a story or the list of articles THEN both lead to the original', async () => {
    const { db, open, library, rfi, run, posted } = await postEdition();
    await deleteArticles(db, [library.id], { reason: 'age', at: 1, guildIds: [] });
    const seen = await open(library.id);
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('is no longer kept: it was older than I keep articles');
    expect(seen.text).toContain('(<https://bote.example/kultur/buecherei>)');
    const [key = ''] = /[0-9a-z]{25}/.exec(posted[0] ?? '') ?? [];
    const list = await run(press(`k1.digest.read.${key}`));
    expect(list.text).toContain('-# No longer kept: [Stadtbücherei Ahrenfeld');
    expect(list.selects[0]?.options.map(({ value }) => value)).toContain(rfi.id);
    expect((await open('gone00000000')).text).toContain('no longer stored');
  });
});

describe('the select that ends a part', () => {
  test('GIVEN a posted edition THEN it lists its stories by their lead article, and carries the part’s key', async () => {
    const { select, rfi, library, text } = await postEdition();
    expect(select?.options?.map(({ value }) => value)).toEqual([rfi.id, library.id]);
    expect(select?.custom_id).toMatch(/^k1\.digest\.story\.[0-9a-z]{25}$/);
    expect(text).toContain('Also: **The Harbor Courier**');
    expect(text).toContain('Only one source');
  });

  test('GIVEN a story that is chosen THEN the presser alone gets its summary, outlets with cards, voices and translation', async () => {
    const { open, rfi, tap, choose, ferry } = await postEdition();
    const seen = await open(rfi.id);
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('### Le ferry de nuit revient sur la Larne');
    expect(seen.text).toContain('these are extracts');
    expect(seen.text).toContain('**2 outlets on this story**');
    expect(seen.text).toContain('According to');
    expect(seen.text).toContain(
      '[Night ferry across the Larne returns after nine years](<https://courier.example/news/night-ferry>)',
    );
    expect(seen.buttons.map(({ label }) => label)).toEqual([
      'Evidence',
      'Original',
      'In English',
      'Share here',
      'Who says what',
    ]);
    expect((await tap(seen, 'Evidence')).text).toContain('> Le ferry de nuit reprendra');
    expect((await choose(seen, ferry.id)).text).toContain('Two boats will make 14 crossings');
    expect(seen.selects).toHaveLength(1);
  });

  test('GIVEN a reader of French THEN the answer is in French, whatever the edition is in', async () => {
    const { open, rfi } = await postEdition();
    const seen = await open(rfi.id, { locale: 'fr' });
    expect(seen.text).toContain('**2 médias sur ce sujet**');
    expect(seen.buttons.map(({ label }) => label)).not.toContain('En français');
  });

  test('GIVEN a story with one outlet THEN it says so', async () => {
    const { open, library } = await postEdition();
    expect((await open(library.id)).text).toContain('**Only one source**');
  });

  test('GIVEN an article that is gone THEN a kind line says so; GIVEN an edition that is not known any more THEN the article alone', async () => {
    const { open, run, library, rfi } = await postEdition();
    expect((await open('000000000000')).text).toBe('This article is no longer stored. /search finds others.');
    const seen = await run(press(`k1.digest.story.${'0'.repeat(25)}`, { values: [rfi.id] }));
    expect(seen.text).toContain('Le ferry de nuit revient');
    expect(seen.text).not.toContain('Harbor Courier');
    expect(library.id).not.toBe(rfi.id);
  });
});

describe('muting a topic', () => {
  test('GIVEN a manager THEN topics of the title are offered; a choice keeps them out of the next edition until it is undone', async () => {
    const { open, rfi, choose, tap, digests, digest } = await postEdition();
    const seen = await open(rfi.id, { manager: true });
    const topics = seen.selects.at(-1)?.options.map(({ value }) => value) ?? [];
    expect(topics[0]).toBe('Larne');
    const muted = await choose(seen, 'Larne', { manager: true });
    expect(muted.text).toContain('“Larne”');
    expect((await digests.find(GUILD_ID, digest.id))?.muted).toEqual(['Larne']);
    expect((await choose(seen, 'Larne', { manager: true })).text).toContain('“Larne”');
    expect((await digests.find(GUILD_ID, digest.id))?.muted).toEqual(['Larne']);
    expect((await tap(muted, 'Undo', { manager: true })).text).toContain('is no longer muted');
    expect((await digests.find(GUILD_ID, digest.id))?.muted).toEqual([]);
    expect((await tap(muted, 'Undo', { manager: true })).text).toContain('is no longer muted');
  });

  test('GIVEN a member who does not manage the server, or another server THEN nothing is offered, and a forged press is refused', async () => {
    const { open, rfi, choose, digests, digest } = await postEdition();
    expect((await open(rfi.id)).selects).toHaveLength(1);
    const elsewhere = { manager: true, guild_id: '200000000000000009' };
    expect((await open(rfi.id, elsewhere)).selects).toHaveLength(1);
    const seen = await open(rfi.id, { manager: true });
    expect((await choose(seen, 'Larne')).text).toContain('Manage Server');
    expect((await choose(seen, 'Larne', elsewhere)).text).toContain('no longer exists here');
    expect((await digests.find(GUILD_ID, digest.id))?.muted).toEqual([]);
  });

  test('GIVEN twenty muted topics THEN one more is refused in a sentence', async () => {
    const { open, rfi, choose, digests, digest } = await postEdition();
    for (let n = 0; n < 20; n++) await digests.muteTopic(GUILD_ID, digest.id, `topic ${n}`);
    const seen = await open(rfi.id, { manager: true });
    expect((await choose(seen, 'Larne', { manager: true })).text).toContain('keeps 20 topics');
  });
});

describe('the other language', () => {
  const both = { language: 'fr', secondLanguage: 'en' };
  const model = () => scriptedModel(honestSummary);

  test('GIVEN a second language a press away THEN the button names it in it and answers the presser alone', async () => {
    const { shown, run } = await postEdition(both, { model: model() });
    const button = shown.find((part) => part.type === 2);
    expect(button?.label).toBe('In English');
    const seen = await run(press(button?.custom_id ?? '', { locale: 'fr' }));
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('### Articles of this edition');
    expect(seen.text).toContain('Only one source');
  });

  test('GIVEN both in one post THEN the second stands below the first under its own name, and there is no button', async () => {
    const { shown, text } = await postEdition({ ...both, secondShown: 'both' }, { model: model() });
    expect(shown.some((part) => part.type === 2)).toBe(false);
    expect(text).toMatch(/\*\*English\*\* · /);
  });

  test('GIVEN no model THEN there is nothing to say in another language, and no button promises it', async () => {
    const { shown } = await postEdition(both);
    expect(shown.some((part) => part.type === 2)).toBe(false);
  });

  test('GIVEN what a manager removed, or an outlet that the server shows nothing from since THEN it is not there in the other language either', async () => {
    const { shown, run, db, library, rfi, services } = await postEdition(both, { model: model() });
    const id = shown.find((part) => part.type === 2)?.custom_id ?? '';
    const hidden = { article_id: library.id, guild_id: GUILD_ID, hidden_by: 'u1', hidden_at: 1 };
    await db.insertInto('hidden_articles').values(hidden).execute();
    const seen = await run(press(id));
    expect(seen.text).not.toContain('Ahrenfeld');
    expect(seen.text).toContain('RFI');
    await db
      .updateTable('outlets')
      .set({ kind: 'state-controlled' })
      .where('id', '=', rfi.outlet?.id ?? '')
      .execute();
    await services.settings.change(GUILD_ID, { sourcePolicy: 'opt-in' });
    const held = await run(press(id));
    expect(held.text).toContain('Shown on request');
    expect(held.text).not.toContain('the harbor authority');
    await services.settings.change(GUILD_ID, { sourcePolicy: 'blocked' });
    expect((await run(press(id))).text).toBe('I no longer know what this edition held. /search finds stored articles.');
    expect((await run(press(id, { guild_id: '200000000000000009' }))).text).toContain('Ahrenfeld');
  });

  test('GIVEN “Translate” in the menu of an edition THEN all of it comes in the language of whoever points, for them alone', async () => {
    const { posted, run, services } = await postEdition({}, { model: model() });
    const { components } = z.looseObject({ components: z.unknown() }).parse(JSON.parse(posted[0] ?? ''));
    const point = (locale: string) => run(pointAt('Translate', { components }, { locale }));
    const german = await point('de');
    expect(german.isEphemeral).toBe(true);
    expect(german.text).toContain('### Artikel dieser Ausgabe');
    expect(german.text).toContain('Nur eine Quelle');
    expect((await point('fr')).text).toContain('### Articles de cette édition');
    // Who reads the edition's own language is asked which of its articles to translate.
    expect((await point('en-US')).text).toContain('several articles');
    // What the server shows nothing from is not told in any language.
    await services.settings.change(GUILD_ID, { sourcePolicy: 'blocked' });
    expect((await point('es-ES')).text).toContain('Ahrenfelder Bote');
  });

  test('GIVEN no model THEN the menu of an edition asks which article', async () => {
    const { posted, run } = await postEdition();
    const { components } = z.looseObject({ components: z.unknown() }).parse(JSON.parse(posted[0] ?? ''));
    expect((await run(pointAt('Translate', { components }, { locale: 'de' }))).text).toContain('mehrere Artikel');
  });

  test('GIVEN a part that is not known any more THEN says so', async () => {
    const { run } = await postEdition();
    const seen = await run(press(`k1.digest.other.${'0'.repeat(25)}.en`));
    expect(seen.text).toBe('I no longer know what this edition held. /search finds stored articles.');
  });
});

test('GIVEN a button of an edition of before THEN its articles are still listed, to read or to summarize', async () => {
  const { run, db, rfi, library, select } = await postEdition();
  const key = select?.custom_id?.split('.').at(-1) ?? '';
  for (const isOld of [false, true]) {
    if (isOld) await db.deleteFrom('edition_articles').execute();
    const seen = await run(press(`k1.digest.read.${key}`));
    expect(seen.selects[0]?.options.map(({ value }) => value)).toEqual([rfi.id, library.id]);
    const story = await run(press(select?.custom_id ?? '', { values: [library.id] }));
    expect(story.text).toContain('Stadtbücherei');
  }
  const unknown = await run(press(`k1.digest.read.${'0'.repeat(25)}`));
  expect(unknown.text).toContain('### Latest articles');
});
