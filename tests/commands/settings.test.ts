import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { GUILD_ID, type Overrides, press, runInteraction, type Seen, slash, submit } from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const SELECTS = ['sourcePolicy', 'adders', 'language', 'zone'];

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

/** The option that stands chosen in each select. */
function chosen(seen: Seen): (string | undefined)[] {
  const isDefault = (option: { label: string; value: string }) => 'default' in option && option.default === true;
  return seen.selects.map(({ options }) => options.find(isDefault)?.label);
}

describe('/settings', () => {
  test('GIVEN the form with a city THEN its one zone holds at once, of several one is chosen, and for none there is a word', async () => {
    const { open, run, choose, undo, read } = await startServer();
    const find = (typed: string) => run(submit('k1.settings.find-zone', [typed], { manager: true }));
    const search = (await open()).buttons.find(({ label }) => label === 'Search a city…');
    const form = await run(press(search?.customId ?? '', { manager: true, onEphemeral: true }));
    expect(form.calls[0]?.body).toMatchObject({ type: 9, data: { custom_id: 'k1.settings.find-zone' } });
    const found = await find('munchen');
    expect(found.text).toContain('Europe/Berlin');
    expect((await read()).zone).toBe('Europe/Berlin');
    expect((await undo(found)).text).toContain('Undone.');
    const several = await find('san');
    expect(several.text).toContain('Which place is “san”?');
    expect((await read()).zone).toBeNull();
    expect(several.selects[0]?.options.map(({ value }) => value)).toContain('America/Santiago');
    expect((await choose(several, 0, 'America/Santiago')).text).toContain('America/Santiago');
    expect((await find('Atlantis')).text).toContain('no place called “Atlantis”');
    expect((await run(submit('k1.settings.find-zone', ['Tokyo']))).text).toContain('Manage Server');
    expect((await read()).zone).toBe('America/Santiago');
  });

  test('GIVEN a choice that somebody made anew since THEN an older Undo leaves it, and says so; pressed twice it is undone once', async () => {
    const { open, choose, undo, read } = await startServer();
    const first = await choose(await open(), 0, 'blocked');
    await choose(await open(), 0, 'opt-in');
    const kept = await undo(first);
    expect(kept.text).toContain(
      'Not undone: somebody has changed it since. **State-controlled outlets:** Shown on request',
    );
    expect((await read()).sourcePolicy).toBe('opt-in');
    const zone = await choose(await open(), 3, 'Asia/Tokyo');
    expect((await undo(zone)).text).toContain('Undone.');
    expect((await undo(zone)).text).toContain('Undone.');
    expect(await read()).toMatchObject({ zone: null, sourcePolicy: 'opt-in' });
  });

  test('GIVEN readers elsewhere THEN the zones begin with the chosen one and theirs, none of them by the alphabet', async () => {
    const { open, choose } = await startServer();
    const zones = async (locale: string) => (await open({}, { locale })).selects[3]?.options.map(({ label }) => label);
    expect((await zones('de'))?.slice(0, 3)).toEqual(['Für jede Presseschau gewählt', 'Berlin', 'Wien']);
    expect(await zones('en-US')).not.toContain('Adak');
    await choose(await open(), 3, 'Asia/Tokyo');
    expect((await zones('fr'))?.slice(0, 3)).toEqual(['Choisi pour chaque revue', 'Tokyo', 'Paris']);
    expect((await zones('fr'))?.length).toBeLessThanOrEqual(25);
  });

  test('GIVEN a server that never chose THEN the defaults stand with a select for each, and no undo', async () => {
    const { open, read } = await startServer();
    const seen = await open();
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toMatch(/State-controlled outlets[^]*Who may add articles[^]*Language[^]*Time zone/);
    expect(seen.selects.map(({ customId }) => customId.split('.').at(-1))).toEqual(SELECTS);
    expect(chosen(seen)).toEqual([
      'Shown with a label',
      'Everybody',
      'That of whoever makes it',
      'Chosen for each digest',
    ]);
    expect(seen.buttons.map(({ label }) => label)).toEqual(['Search a city…']);
    expect(await read()).toEqual({ sourcePolicy: 'labeled', language: null, zone: null, adders: 'everybody' });
  });

  test.each([
    [0, 'blocked', 'sourcePolicy', 'blocked', 'labeled'],
    [1, 'managers', 'adders', 'managers', 'everybody'],
    [2, 'fr', 'language', 'fr', null],
    [3, 'UTC', 'zone', 'UTC', null],
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
    expect(seen.buttons.map(({ label }) => label)).not.toContain('Undo');
  });

  test('GIVEN a city THEN its zone becomes the default in its own spelling; an unknown one is refused in a sentence', async () => {
    const { open, read } = await startServer();
    expect((await open({ timezone: 'america/new york' })).text).toContain(
      '**Time zone of new digests:** America/New York',
    );
    expect((await read()).zone).toBe('America/New_York');
    const unknown = await open({ timezone: 'Atlantis' });
    expect(unknown.text).toContain('I know no place called “Atlantis”');
    expect(unknown.selects).toHaveLength(SELECTS.length);
    expect((await read()).zone).toBe('America/New_York');
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
    expect(seen.text).toContain('**Médias contrôlés par un État**');
    expect(chosen(seen)[0]).toBe('Montrés avec une mention');
    expect(seen.buttons[0]?.label).toBe('Chercher une ville…');
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
