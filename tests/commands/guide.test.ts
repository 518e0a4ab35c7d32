import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { commands } from '../../src/commands/index.ts';
import { MAX_DIGESTS } from '../../src/services/digests/digests.ts';
import { wordsFor } from '../../src/words/words.ts';
import { CREATE, NEWS, startServer } from '../support/digest-server.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';
import {
  CHANNEL_ID,
  chooseChannel,
  flatten,
  GUILD_ID,
  MANAGE_GUILD,
  MEMBER_PERMISSIONS,
  type Overrides,
  press,
  type RawValues,
  runInteraction,
  type Seen,
  slash,
  submit,
} from '../support/interactions.ts';

const SEND = 1n << 11n;
const MENTION_EVERYONE = 1n << 17n;
const DAY_MS = 86_400_000;
const form = z.object({ custom_id: z.string() });
const OTHER = {
  member: {
    user: { id: '400000000000000002', username: 'other' },
    permissions: String(MEMBER_PERMISSIONS | MANAGE_GUILD),
    roles: [],
  },
} as const;
const MONDE = 'https://www.lemonde.fr/rss/une.xml';
const BBC = 'https://feeds.bbci.co.uk/news/rss.xml';

/** The guide as a manager works with it: selects by the action that they call. */
async function startGuide(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  const { run, tap, services } = server;
  const open = (given = {}, overrides: Overrides = {}) =>
    run(slash('digest create', given, { manager: true, ...overrides }));
  const idOf = (seen: Seen, action: string) => {
    const ids = flatten(seen.reply).map(({ custom_id: id = '' }) => id);
    const found = ids.find((id) => id.startsWith(`k1.digest.${action}.`));
    if (found === undefined) throw new Error(`No ${action} among ${ids.join(', ')}`);
    return found;
  };
  const choose = (seen: Seen, action: string, values: string[], overrides: Overrides = {}) =>
    run(press(idOf(seen, action), { values, onEphemeral: true, manager: true, ...overrides }));
  const chooseIn = (seen: Seen, channel: Parameters<typeof chooseChannel>[1], overrides: Overrides = {}) =>
    run(chooseChannel(idOf(seen, 'guide-channel'), channel, { manager: true, ...overrides }));
  /** Opens the form of a button and sends it. */
  const fill = async (seen: Seen, label: string, text: string) => {
    const opened = await tap(seen, label);
    const { custom_id: id } = form.parse(opened.calls[0]?.body['data']);
    return run(submit(id, [text], { manager: true }));
  };
  const ready = async () => choose(await open(), 'guide-zone', ['Europe/Paris']);
  const feedTitles = async () => (await services.feeds.list(GUILD_ID)).map(({ title }) => title);
  return { ...server, open, choose, chooseIn, fill, ready, feedTitles };
}

const selected = (seen: Seen, action: string) =>
  flatten(seen.reply)
    .filter(({ custom_id: id = '' }) => id.startsWith(`k1.digest.${action}.`))
    .flatMap(({ options = [] }) => options)
    .flatMap((option) => ('default' in option && option.default === true ? [option.value] : []));
const isDisabled = (seen: Seen, label: string) => seen.buttons.find((one) => one.label === label)?.disabled;

describe('opening the guide', () => {
  test('GIVEN /digest create alone THEN this channel and 08:00 are chosen, no zone is guessed, and Next waits for one', async () => {
    const { open, digests } = await startGuide();
    const seen = await open({}, { locale: 'fr' });
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('Une nouvelle revue');
    expect(JSON.stringify(seen.reply)).toContain(`"default_values":[{"id":"${CHANNEL_ID}","type":"channel"}]`);
    expect(selected(seen, 'guide-time')).toEqual(['08:00']);
    expect(selected(seen, 'guide-zone')).toEqual([]);
    expect(seen.selects[1]?.options[0]?.value).toBe('Europe/Paris');
    expect(seen.selects[2]?.options[0]).toMatchObject({ label: 'Le Monde', value: MONDE });
    expect(isDisabled(seen, 'Suite')).toBe(true);
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });

  test('GIVEN the server’s zone, or else its latest digest’s THEN it is chosen', async () => {
    const { open, services, type } = await startGuide();
    await type('create', { ...CREATE, timezone: 'Asia/Tokyo' });
    expect(selected(await open(), 'guide-zone')).toEqual(['Asia/Tokyo']);
    await services.settings.change(GUILD_ID, { zone: 'America/Lima' });
    const seen = await open();
    expect(selected(seen, 'guide-zone')).toEqual(['America/Lima']);
    expect(isDisabled(seen, 'Next')).toBe(false);
  });

  test('GIVEN some options THEN they are chosen, those that no list has too, and come into the digest', async () => {
    const { open, tap, digests } = await startGuide();
    const given = {
      time: '07:05, 19:00',
      timezone: 'Marseille',
      days: 'mon, wed',
      topics: 'ferries',
      language: 'French',
    };
    const seen = await open(given);
    expect(selected(seen, 'guide-time')).toEqual(['given']);
    expect(selected(seen, 'guide-zone')).toEqual(['Europe/Paris']);
    await tap(await tap(seen, 'Next'), 'Start');
    expect(await digests.list(GUILD_ID)).toMatchObject([
      {
        times: ['07:05', '19:00'],
        days: [1, 3],
        zone: 'Europe/Paris',
        topics: ['ferries'],
        language: 'fr',
        channelId: CHANNEL_ID,
      },
    ]);
  });

  test('GIVEN a channel alone THEN the guide opens with it; with a time, too, the digest is made at once', async () => {
    const { open, type, digests } = await startGuide();
    expect(JSON.stringify((await open({ channel: { channelId: NEWS } })).reply)).toContain(`"id":"${NEWS}"`);
    expect(await digests.list(GUILD_ID)).toEqual([]);
    expect((await type('create', CREATE)).text).toContain('Done');
    expect(await digests.list(GUILD_ID)).toHaveLength(1);
  });

  test.each<[string, RawValues, string]>([
    ['a zone that is none', { timezone: 'Mars/Olympus' }, 'Mars/Olympus'],
    ['a cron that is none', { cron: 'tomorrow' }, 'cron'],
    ['topics without a letter', { topics: '***' }, 'letter or digit'],
    ['a language that is none', { language: 'Klingon' }, 'Klingon'],
    [
      'a channel where the bot may not send',
      { channel: { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS & ~SEND } },
      'Send Messages',
    ],
  ])('GIVEN %s THEN it is refused as it is with all options', async (_name, given, said) => {
    const { open, db } = await startGuide();
    const seen = await open(given);
    expect(seen.text).toContain(said);
    expect(await db.selectFrom('digest_drafts').selectAll().execute()).toEqual([]);
  });

  test('GIVEN a channel where the bot may not post THEN it is not chosen, and what is missing is named', async () => {
    const { open } = await startGuide();
    const seen = await open({}, { app_permissions: String(MEMBER_PERMISSIONS & ~SEND) });
    expect(seen.text).toContain('Send Messages');
    expect(JSON.stringify(seen.reply)).not.toContain('default_values');
  });
});

describe('choosing', () => {
  test('GIVEN a channel where something is missing THEN it is said, and the one before stays', async () => {
    const { open, chooseIn } = await startGuide();
    const seen = await open();
    const refused = await chooseIn(seen, { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS & ~SEND });
    expect(refused.text).toContain('Send Messages');
    expect(JSON.stringify(refused.reply)).toContain(`"id":"${CHANNEL_ID}"`);
    const chosen = await chooseIn(seen, { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS });
    expect(JSON.stringify(chosen.reply)).toContain(`"id":"${NEWS}"`);
  });

  test('GIVEN a role that not everybody may mention THEN the chosen channel is asked whether the member may there', async () => {
    const { open, chooseIn } = await startGuide();
    const all = MEMBER_PERMISSIONS | MENTION_EVERYONE;
    const role = { roleId: '900000000000000001', mentionable: false };
    const seen = await open({ role }, { app_permissions: String(all) });
    expect(JSON.stringify(seen.reply)).not.toContain('default_values');
    const refused = await chooseIn(seen, { channelId: NEWS, botPermissions: all });
    expect(JSON.stringify(refused.reply)).not.toContain('default_values');
    const chosen = await chooseIn(seen, { channelId: NEWS, botPermissions: all, memberPermissions: all });
    expect(JSON.stringify(chosen.reply)).toContain(`"id":"${NEWS}"`);
  });

  test('GIVEN an announcement channel THEN its messages are published, unless the manager said no', async () => {
    const { open, chooseIn, choose, tap, digests } = await startGuide();
    for (const publish of [undefined, false]) {
      const given = { timezone: 'UTC', ...(publish !== undefined && { publish }) };
      const seen = await chooseIn(await open(given), { channelId: NEWS, type: 5, botPermissions: MEMBER_PERMISSIONS });
      await tap(await tap(await choose(seen, 'guide-time', ['06:30']), 'Next'), 'Start');
    }
    expect((await digests.list(GUILD_ID)).map(({ publish }) => publish)).toEqual([true, false]);
  });

  test('GIVEN feeds THEN all that are chosen are followed, and only what is chosen last', async () => {
    const { ready, choose, tap, feedTitles } = await startGuide();
    const two = await choose(await ready(), 'guide-feeds', [MONDE, BBC]);
    expect(selected(two, 'guide-feeds').toSorted()).toEqual([BBC, MONDE]);
    const none = await choose(two, 'guide-feeds', []);
    expect(selected(none, 'guide-feeds')).toEqual([]);
    const one = await choose(none, 'guide-feeds', [MONDE]);
    const done = await tap(await tap(one, 'Next'), 'Start');
    expect(done.text).toContain('Followed: Le Monde.');
    expect(await feedTitles()).toEqual(['Le Monde']);
  });

  test('GIVEN a feed that is followed already THEN it is said and not offered again', async () => {
    const { open, services } = await startGuide();
    await services.feeds.followAll([{ url: BBC, title: 'BBC' }], { guildId: GUILD_ID, memberId: '1' });
    const seen = await open();
    expect(seen.text).toContain('Followed already: BBC.');
    expect(seen.selects.at(-1)?.options.map(({ value }) => value)).not.toContain(BBC);
  });

  test('GIVEN days, a language and a source policy THEN they are in the digest and the settings', async () => {
    const { ready, choose, tap, digests, services } = await startGuide();
    let seen = await tap(await ready(), 'More…');
    seen = await choose(seen, 'guide-days', ['1-2-3-4-5']);
    seen = await choose(seen, 'guide-language', ['de']);
    seen = await choose(seen, 'guide-policy', ['blocked']);
    expect(['guide-days', 'guide-language', 'guide-policy'].flatMap((one) => selected(seen, one))).toEqual([
      '1-2-3-4-5',
      'de',
      'blocked',
    ]);
    const main = await tap(seen, 'Back');
    expect(main.selects.at(-1)?.options[0]?.label).toBe('Tagesschau');
    await tap(await tap(main, 'Next'), 'Start');
    expect(await digests.list(GUILD_ID)).toMatchObject([{ days: [1, 2, 3, 4, 5], language: 'de' }]);
    expect((await services.settings.read(GUILD_ID)).sourcePolicy).toBe('blocked');
  });

  test('GIVEN a second language that becomes the first THEN there is no second one', async () => {
    const { open, choose, tap, digests } = await startGuide();
    const given = { timezone: 'UTC', language: 'English', 'second-language': 'French' };
    const more = await choose(await tap(await open(given), 'More…'), 'guide-language', ['fr']);
    await tap(await tap(await tap(more, 'Back'), 'Next'), 'Start');
    expect(await digests.list(GUILD_ID)).toMatchObject([{ language: 'fr', secondLanguage: null }]);
  });

  test('GIVEN a cron expression THEN it stays as it was given and has no days, until an hour is chosen', async () => {
    const { open, choose, tap, digests } = await startGuide();
    const seen = await open({ timezone: 'UTC', cron: '30 7 * * MON-FRI' });
    expect(selected(seen, 'guide-time')).toEqual(['given']);
    expect(JSON.stringify((await tap(seen, 'More…')).reply)).not.toContain('guide-days');
    await tap(await tap(await choose(seen, 'guide-time', ['given']), 'Next'), 'Start');
    const other = await choose(await open({ timezone: 'UTC', cron: '30 7 * * MON-FRI' }), 'guide-time', ['09:30']);
    await tap(await tap(other, 'Next'), 'Start');
    expect(await digests.list(GUILD_ID)).toMatchObject([
      { cron: '30 7 * * MON-FRI', times: [] },
      { cron: null, times: ['09:30'], days: [1, 2, 3, 4, 5, 6, 7] },
    ]);
  });

  test('GIVEN a value that the guide never offered THEN nothing is changed by it', async () => {
    const { open, choose, db } = await startGuide();
    const seen = await open();
    const before = await db.selectFrom('digest_drafts').select('draft_json').execute();
    for (const [action, value] of [
      ['guide-zone', 'Mars/Olympus'],
      ['guide-time', 'soon'],
      ['guide-feeds', 'https://example.org/other.xml'],
    ] as const)
      await choose(seen, action, [value]);
    expect(await db.selectFrom('digest_drafts').select('draft_json').execute()).toEqual(before);
  });
});

describe('forms', () => {
  test('GIVEN a city THEN its zone is chosen; sent twice, it still is', async () => {
    const { open, fill } = await startGuide();
    const seen = await open();
    for (let i = 0; i < 2; i++)
      expect(selected(await fill(seen, 'Search a city…', 'Marseille'), 'guide-zone')).toEqual(['Europe/Paris']);
  });

  test('GIVEN a name of several places THEN those are offered; of none, that is said', async () => {
    const { open, fill, choose } = await startGuide();
    const seen = await open();
    const several = await fill(seen, 'Search a city…', 'san');
    expect(several.selects[1]?.options.map(({ label }) => label)).toContain('San Francisco');
    expect(selected(await choose(several, 'guide-zone', ['America/Los_Angeles']), 'guide-zone')).toEqual([
      'America/Los_Angeles',
    ]);
    expect((await fill(seen, 'Search a city…', 'Atlantis')).text).toContain('“Atlantis”');
  });

  test('GIVEN an address that cannot be reached THEN why is said, the guide stays, and nothing is followed', async () => {
    const { ready, fill, tap, feedTitles } = await startGuide();
    const more = await tap(await ready(), 'More…');
    const refused = await fill(more, 'Another feed…', 'https://example.org');
    expect(refused.text).toContain('I could not follow that feed');
    expect(refused.buttons.map(({ label }) => label)).toContain('Back');
    expect((await fill(more, 'Another feed…', 'no address')).text).toContain('no address');
    await tap(await tap(await tap(refused, 'Back'), 'Next'), 'Start');
    expect(await feedTitles()).toEqual([]);
  });

  test('GIVEN a page with several feeds THEN one of them is chosen, and it is followed with the others', async () => {
    const { ready, fill, tap, choose, services, feedTitles } = await startGuide();
    const found = [
      { url: 'https://example.org/a.xml', title: 'First' },
      { url: 'https://example.org/b.xml', title: 'Second' },
    ];
    services.feeds.discover = async () => ({ kind: 'feeds', feeds: found });
    const offered = await fill(await tap(await ready(), 'More…'), 'Another feed…', 'example.org');
    expect(offered.selects[0]?.options.map(({ label }) => label)).toEqual(['First', 'Second']);
    const chosen = await choose(offered, 'guide-found', ['1']);
    expect(chosen.selects.map(({ options }) => options[0]?.label)).not.toContain('First');
    const main = await tap(chosen, 'Back');
    expect(main.text).toContain('Also to be followed: Second.');
    await tap(await tap(await choose(main, 'guide-feeds', [MONDE]), 'Next'), 'Start');
    expect(await feedTitles()).toEqual(['Le Monde', 'Second']);
  });
});

describe('the last step', () => {
  test('GIVEN a complete draft THEN it says when it is first posted and what is stored, and shows the whole on request', async () => {
    const { ready, tap, digests } = await startGuide();
    const check = await tap(await ready(), 'Next');
    expect(check.text).toContain('08:00, every day · Paris · English');
    expect(check.text).toMatch(/First edition: <t:\d+:F> \(<t:\d+:R>\)/);
    expect(check.text).toMatch(/^- .+/m);
    const preview = await tap(check, 'Preview');
    expect(preview.text).toContain('A preview: nothing was posted');
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });

  test('GIVEN more feeds than a phone shows at a glance THEN the first are named and the others counted', async () => {
    const { ready, choose, tap } = await startGuide();
    const main = await ready();
    const offered = main.selects[2]?.options.slice(0, 7) ?? [];
    const chosen = await choose(
      main,
      'guide-feeds',
      offered.map(({ value }) => value),
    );
    const [a, b, c, d] = offered.map(({ label }) => label);
    expect((await tap(chosen, 'Next')).text).toContain(`Feeds: ${a}, ${b}, ${c}, ${d}, and 3 more.`);
  });

  test('GIVEN a model with a price THEN the last step says what an edition and a month cost at most, and asks it nothing', async () => {
    const model = scriptedModel(honestSummary);
    const { ready, tap, db } = await startGuide({ model, price: { in: 1, cached: 0.1, out: 2 } });
    expect((await tap(await ready(), 'Next')).text).toMatch(/up to \$[\d.]+ an edition, \$[\d.]+ a month/);
    expect(await db.selectFrom('calls').selectAll().execute()).toEqual([]);
  });

  test('GIVEN nothing stored that the server would be shown THEN it says so, and there is no preview', async () => {
    const { ready, tap, db } = await startGuide();
    await db.deleteFrom('articles').execute();
    const check = await tap(await ready(), 'Next');
    expect(check.text).toContain('Nothing is stored yet');
    expect(check.buttons.map(({ label }) => label)).toEqual(['Start', 'Back']);
  });

  test('GIVEN Start twice THEN there is one digest; GIVEN Undo twice THEN none, nor a feed', async () => {
    const { ready, choose, tap, digests, feedTitles } = await startGuide();
    const check = await tap(await choose(await ready(), 'guide-feeds', [MONDE]), 'Next');
    const [first, second] = [await tap(check, 'Start'), await tap(check, 'Start')];
    expect(second.text).toBe(first.text);
    expect(await digests.list(GUILD_ID)).toHaveLength(1);
    expect((await tap(first, 'Undo')).text).toContain('Undone');
    expect((await tap(second, 'Undo')).text).toContain('Undone');
    expect(await digests.list(GUILD_ID)).toEqual([]);
    expect(await feedTitles()).toEqual([]);
  });

  test('GIVEN a server that keeps as many digests as it may THEN the last step says so, and stays', async () => {
    const { ready, tap, type, digests, feedTitles } = await startGuide();
    for (let i = 0; i < MAX_DIGESTS; i++) await type('create', CREATE);
    const refused = await tap(await tap(await ready(), 'Next'), 'Start');
    expect(refused.text).toContain(String(MAX_DIGESTS));
    expect(refused.buttons.map(({ label }) => label)).toContain('Start');
    expect(await digests.list(GUILD_ID)).toHaveLength(MAX_DIGESTS);
    expect(await feedTitles()).toEqual([]);
  });

  test('GIVEN a channel where the bot may not post any more, or that is gone THEN Start says so, and nothing is done', async () => {
    const { ready, tap, chooseIn, digests, feedTitles } = await startGuide({ botMay: 0n });
    const here = await tap(await ready(), 'Next');
    const refused = await tap(here, 'Start', { app_permissions: String(MEMBER_PERMISSIONS & ~SEND) });
    expect(refused.text).toContain('I lack Send Messages');
    const gone = await tap(
      await chooseIn(await tap(refused, 'Back'), { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS }),
      'Next',
    );
    expect((await tap(gone, 'Start')).text).toContain(`I cannot post in <#${NEWS}>`);
    expect(await digests.list(GUILD_ID)).toEqual([]);
    expect(await feedTitles()).toEqual([]);
    const back = await chooseIn(await tap(gone, 'Back'), { channelId: CHANNEL_ID, botPermissions: MEMBER_PERMISSIONS });
    expect((await tap(await tap(back, 'Next'), 'Start')).text).toContain('The digest is set up');
  });

  test('GIVEN Discord that does not say what the bot may in the chosen channel THEN Start starts', async () => {
    const { ready, tap, chooseIn, run, services, clock } = await startGuide();
    const chosen = await chooseIn(await ready(), { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS });
    const check = await tap(chosen, 'Next');
    const start = check.buttons.find(({ label }) => label === 'Start')?.customId ?? '';
    const payload = press(start, { manager: true, onEphemeral: true });
    const botPermissions = () => Promise.reject(new Error('503'));
    const seen = await runInteraction({ commands, services, payload, clock, botPermissions });
    expect(seen.text).toContain('The digest is set up');
    expect((await run(slash('digest list', {}, { manager: true }))).text).toContain(NEWS);
  });

  test('GIVEN a digest that was removed meanwhile THEN Start again says so', async () => {
    const { ready, tap, digests } = await startGuide();
    const check = await tap(await ready(), 'Next');
    await tap(check, 'Start');
    const [digest] = await digests.list(GUILD_ID);
    await digests.remove(GUILD_ID, digest?.id ?? '');
    expect((await tap(check, 'Start')).text).toContain('This digest was removed');
  });
});

describe('who and how long', () => {
  test('GIVEN another manager, or a member THEN the choices are not theirs to change', async () => {
    const { ready, tap, choose, db } = await startGuide();
    const seen = await ready();
    const before = await db.selectFrom('digest_drafts').select('draft_json').execute();
    expect((await choose(seen, 'guide-time', ['09:00'], OTHER)).text).toContain('begins again');
    expect((await tap(seen, 'More…', { manager: false })).text).toContain('Manage Server');
    expect(await db.selectFrom('digest_drafts').select('draft_json').execute()).toEqual(before);
  });

  test('GIVEN two managers at once THEN each has a guide of their own', async () => {
    const { open, choose, tap, digests } = await startGuide();
    const [mine, theirs] = [await open(), await open({}, OTHER)];
    const [a, b] = await Promise.all([
      choose(mine, 'guide-zone', ['Europe/Paris']),
      choose(theirs, 'guide-zone', ['Asia/Tokyo'], OTHER),
    ]);
    await tap(await tap(a, 'Next'), 'Start');
    await tap(await tap(b, 'Next', OTHER), 'Start', OTHER);
    const zones = (await digests.list(GUILD_ID)).map(({ zone, createdBy }) => `${createdBy.slice(-1)} ${zone}`);
    expect(zones.toSorted()).toEqual(['1 Europe/Paris', '2 Asia/Tokyo']);
  });

  test.each(['en', 'fr', 'de', 'es'] as const)(
    'GIVEN a guide of the day before yesterday THEN its button says kindly in %s how to begin again',
    async (locale) => {
      const { open, tap, clock } = await startGuide();
      const { guide } = wordsFor(locale);
      const overrides = { locale: locale === 'es' ? 'es-ES' : locale };
      const seen = await open({}, overrides);
      clock.setWall(clock.now() + DAY_MS + 1);
      const late = await tap(seen, guide.buttons.more, overrides);
      expect(late.text).toContain(guide.forgotten({ md: '' }).md.split('.')[0]);
    },
  );
});
