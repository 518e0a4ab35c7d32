import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { GUILD_ID, type Overrides, press, runInteraction, type Seen, slash } from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const PLACES = [
  'State-controlled outlets…',
  'Language of new digests…',
  'Time zone of new digests…',
  'Who may add articles…',
];

async function startServer() {
  const newsroom = await testReading();
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services: newsroom.services, payload });
  const open = (options = {}, overrides: Overrides = {}) =>
    run(slash('settings', options, { manager: true, ...overrides }));
  const choose = (seen: Seen, place: number, value: string, overrides: Overrides = { manager: true }) =>
    run(press(seen.selects[place]?.customId ?? '', { values: [value], onEphemeral: true, ...overrides }));
  const undo = (seen: Seen) =>
    run(
      press(seen.buttons.find(({ label }) => label === 'Undo')?.customId ?? '', { onEphemeral: true, manager: true }),
    );
  const read = () => newsroom.services.settings.read(GUILD_ID);
  return { ...newsroom, run, open, choose, undo, read };
}

describe('/settings', () => {
  test('GIVEN a server that never chose THEN the defaults stand with a select for each, and no undo', async () => {
    const { open, read } = await startServer();
    const seen = await open();
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('**State-controlled outlets:** Shown with a label');
    expect(seen.text).toContain('**Who may add articles:** Everybody');
    expect(seen.selects).toHaveLength(PLACES.length);
    expect(seen.buttons).toEqual([]);
    expect(await read()).toEqual({ sourcePolicy: 'labeled', language: null, zone: null, adders: 'everybody' });
  });

  test.each([
    [0, 'blocked', 'sourcePolicy', 'blocked', 'labeled'],
    [1, 'fr', 'language', 'fr', null],
    [2, 'UTC', 'zone', 'UTC', null],
    [3, 'managers', 'adders', 'managers', 'everybody'],
  ] as const)(
    'GIVEN a choice in select %i THEN it holds at once, is shown, and Undo takes it back',
    async (place, value, setting, after, before) => {
      const { open, choose, undo, read } = await startServer();
      const changed = await choose(await open(), place, value);
      expect(changed.text).toContain('Changed.');
      expect((await read())[setting]).toBe(after);
      const undone = await undo(changed);
      expect(undone.text).toContain('Undone.');
      expect((await read())[setting]).toBe(before);
    },
  );

  test('GIVEN the value that holds already THEN nothing is said to have changed', async () => {
    const { open, choose } = await startServer();
    const seen = await choose(await open(), 0, 'labeled');
    expect(seen.text).not.toContain('Changed.');
    expect(seen.buttons).toEqual([]);
  });

  test('GIVEN a city THEN its zone becomes the default in its own spelling; an unknown one is refused in a sentence', async () => {
    const { open, read } = await startServer();
    expect((await open({ timezone: 'america/new york' })).text).toContain(
      '**Time zone of new digests:** America/New York',
    );
    expect((await read()).zone).toBe('America/New_York');
    expect((await open({ timezone: 'Atlantis' })).text).toContain('“Atlantis” is not a time zone I know');
  });

  test('GIVEN a member without the right THEN neither the command nor a forged choice does anything', async () => {
    const { run, read } = await startServer();
    expect((await run(slash('settings'))).text).toContain('Manage Server');
    const forged = await run(press('k1.settings.set.sourcePolicy', { values: ['allowed'], onEphemeral: true }));
    expect(forged.text).toContain('Manage Server');
    expect((await read()).sourcePolicy).toBe('labeled');
  });

  test('GIVEN a value of another version THEN it is refused, and nothing changes', async () => {
    const { run, read } = await startServer();
    const seen = await run(
      press('k1.settings.set.sourcePolicy', { values: ['hidden'], onEphemeral: true, manager: true }),
    );
    expect(seen.text).toContain('/settings');
    expect((await read()).sourcePolicy).toBe('labeled');
  });

  test('GIVEN settings that a later version wrote THEN what is not understood has its default', async () => {
    const { db, read } = await startServer();
    await db
      .insertInto('guilds')
      .values({ id: GUILD_ID, settings_json: '{"sourcePolicy":"whispered","zone":"Asia/Tokyo","more":1}' })
      .execute();
    expect(await read()).toEqual({ sourcePolicy: 'labeled', language: null, zone: 'Asia/Tokyo', adders: 'everybody' });
  });

  test('GIVEN another server THEN it keeps its own choices', async () => {
    const { open, choose, services } = await startServer();
    await choose(await open(), 0, 'blocked');
    expect((await services.settings.read('999')).sourcePolicy).toBe('labeled');
  });

  test('GIVEN a reader in French THEN the settings speak French', async () => {
    const { open } = await startServer();
    const seen = await open({}, { locale: 'fr' });
    expect(seen.text).toContain('**Médias contrôlés par un État :** Montrés avec une mention');
    expect(seen.text).toContain('tapez une ville dans /réglages');
  });

  test('GIVEN a Discord language that I do not offer THEN the server’s default is read in', async () => {
    const { run, services, ...newsroom } = await startServer();
    const { id } = await storeArticle(newsroom, FERRY);
    const labels = async (locale: string) =>
      (await run(slash('article', { article: id }, { locale }))).buttons.map(({ label }) => label);
    expect(await labels('ja')).not.toContain('In French');
    await services.settings.change(GUILD_ID, { language: 'fr' });
    expect(await labels('ja')).toContain('In French');
    expect(await labels('de')).toContain('Auf Deutsch');
  });
});
