import { describe, expect, test } from 'vitest';
import { MAX_DIGESTS } from '../../src/services/digests/digests.ts';
import { CREATE, NEWS, startServer } from '../support/digest-server.ts';
import { CHANNEL_ID, GUILD_ID, MEMBER_PERMISSIONS, press } from '../support/interactions.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';

const SEND_MESSAGES = 1n << 11n;

describe('/digest create', () => {
  test('GIVEN a channel and an hour THEN says where and when it posts next, to the member alone', async () => {
    const { type, digests } = await startServer();
    const seen = await type('create', { ...CREATE, timezone: 'Europe/Paris', days: 'weekdays', language: 'French' });
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain(`will be posted in <#${NEWS}>`);
    expect(seen.text).toContain('08:00, Monday to Friday · Europe/Paris · French');
    expect(seen.text).toContain(`<t:${Date.parse('2026-11-23T07:00:00Z') / 1000}:F>`);
    expect(await digests.list(GUILD_ID)).toMatchObject([
      { channelId: NEWS, times: ['08:00'], days: [1, 2, 3, 4, 5], zone: 'Europe/Paris', language: 'fr', quiet: 'say' },
    ]);
  });

  test('GIVEN a model THEN creating and previewing say what an edition and a month cost at most, in dollars where the price is known', async () => {
    const price = { in: 1, cached: 0.1, out: 2 };
    const { type } = await startServer({ model: scriptedModel(honestSummary), price });
    expect((await type('create', CREATE)).text).toMatch(
      /About \d+ summaries an edition: up to \$[\d.]+ an edition, \$[\d.]+ a month\./,
    );
    expect((await type('preview')).text).toMatch(/up to \$[\d.]+ an edition/);
    const unpriced = await startServer({ model: scriptedModel(honestSummary) });
    expect((await unpriced.type('create', CREATE)).text).toMatch(/up to [\d,]+ tokens an edition, [\d,]+ a month\./);
    const bare = await startServer();
    expect((await bare.type('create', CREATE)).text).not.toContain('an edition:');
  });

  test('GIVEN only what is required THEN it is every day, in UTC, in the member’s language', async () => {
    const { type, digests } = await startServer();
    await type('create', CREATE, { manager: true, locale: 'fr' });
    const [digest] = await digests.list(GUILD_ID);
    expect(digest).toMatchObject({ days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC', language: 'fr' });
  });

  test.each([
    [{ time: '25:00' }, 'is not a time of day'],
    [{ time: ' , ' }, 'is not a time of day'],
    [{ days: 'someday' }, 'I cannot read the days “someday”'],
    [{ timezone: 'Mars/Olympus' }, '“Mars/Olympus” is not a time zone'],
    [{ language: 'Klingon' }, 'I do not know the language “Klingon”'],
    [
      { channel: { channelId: NEWS, type: 2, botPermissions: MEMBER_PERMISSIONS } },
      'Choose a text, announcement or forum channel',
    ],
    [
      { channel: { channelId: NEWS, memberPermissions: 1n << 10n, botPermissions: MEMBER_PERMISSIONS } },
      'You cannot see or write',
    ],
    [{ channel: { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS & ~SEND_MESSAGES } }, 'I lack Send Messages'],
    [{ channel: { channelId: NEWS, botPermissions: 0n } }, 'View Channel, Send Messages, and Read Message History'],
  ])('GIVEN %o THEN refuses in one sentence and keeps nothing', async (values, sentence) => {
    const { type, digests } = await startServer();
    expect((await type('create', { ...CREATE, ...values })).text).toContain(sentence);
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });

  test('GIVEN a member without Manage Server THEN refuses; and in a direct message too', async () => {
    const { type } = await startServer();
    expect((await type('create', CREATE, {})).text).toContain('Manage Server');
    expect((await type('list', {}, { direct: true })).text).toContain('inside a server');
  });

  test('GIVEN as many digests as are kept THEN refuses one more', async () => {
    const { type, digests } = await startServer();
    for (let n = 0; n < MAX_DIGESTS; n++) await type('create', CREATE);
    expect((await type('create', CREATE)).text).toContain(`${MAX_DIGESTS} digests`);
    expect(await digests.list(GUILD_ID)).toHaveLength(MAX_DIGESTS);
  });
});

describe('a digest that exists', () => {
  test('GIVEN no digest THEN list and preview say how to make one', async () => {
    const { type } = await startServer();
    expect((await type('list')).text).toContain('/digest create');
    expect((await type('preview')).text).toContain('/digest create');
  });

  test('GIVEN one THEN preview shows its next edition and posts nothing', async () => {
    const { type, posted, db } = await startServer();
    await type('create', CREATE);
    const seen = await type('preview');
    expect(seen.text).toContain('Night ferry across the Larne');
    expect(seen.text).toContain('nothing was posted');
    expect(posted).toEqual([]);
    expect(await db.selectFrom('slots').selectAll().execute()).toEqual([]);
  });

  test('GIVEN pause THEN it has no next edition until start, in the same message', async () => {
    const { type, tap, digests } = await startServer();
    const created = await type('create', CREATE);
    const paused = await tap(await tap(created, 'More…'), 'Pause');
    expect(paused.text).toContain('Paused');
    expect((await digests.list(GUILD_ID))[0]).toMatchObject({ state: 'paused', nextAt: null });
    const started = await tap(paused, 'Start');
    expect(started.text).toContain('in the meantime is not posted');
    expect((await digests.list(GUILD_ID))[0]?.nextAt).toBe(Date.parse('2026-11-23T08:00:00Z'));
  });

  test.each(['active', 'paused'] as const)(
    'GIVEN one that is %s and removed THEN Undo brings it back so',
    async (state) => {
      const { type, tap, digests } = await startServer();
      await type('create', CREATE);
      if (state === 'paused') await type('pause');
      const removed = await type('remove');
      expect(await digests.list(GUILD_ID)).toEqual([]);
      await tap(removed, 'Undo');
      expect(await digests.list(GUILD_ID)).toMatchObject([{ state }]);
    },
  );

  test('GIVEN run THEN an edition is posted at once; the hour still has its own', async () => {
    const { type, planner, posted, clock } = await startServer();
    await type('create', CREATE);
    expect((await type('run')).text).toContain(`on its way to <#${NEWS}>`);
    await planner.runOnce();
    expect(posted).toHaveLength(1);
    clock.setWall(Date.parse('2026-11-23T08:00:01Z'));
    await planner.runOnce();
    expect(posted).toHaveLength(2);
    expect(posted[1]).toContain('Nothing new since the last edition.');
  });

  test('GIVEN two and none named THEN asks which; the select opens one', async () => {
    const { type, run } = await startServer();
    await type('create', CREATE);
    await type('create', { ...CREATE, time: '18:30' });
    const seen = await type('pause');
    expect(seen.text).toContain('Which digest?');
    const [select] = seen.selects;
    expect(select?.options).toHaveLength(2);
    const option = select?.options.find(({ label }) => label.startsWith('18:30'));
    const shown = await run(press(select?.customId ?? '', { values: [option?.value ?? ''], manager: true }));
    expect(shown.text).toContain('18:30');
    expect(shown.buttons.map((button) => button.label)).toEqual(['Preview', 'Post now', 'More…']);
  });

  test('GIVEN a digest of another server THEN it is as absent as one that never was', async () => {
    const { type, digests } = await startServer();
    await type('create', CREATE);
    const [digest] = await digests.list(GUILD_ID);
    const elsewhere = { manager: true, guild_id: '200000000000000009' };
    for (const deed of ['preview', 'pause', 'start', 'remove', 'run'])
      expect((await type(deed, { digest: digest?.id ?? '' }, elsewhere)).text).toContain('no longer exists here');
    expect((await digests.list(GUILD_ID))[0]?.state).toBe('active');
  });

  test('GIVEN a member who may not manage the server THEN no button of it works for them', async () => {
    const { type, tap, digests } = await startServer();
    const created = await type('create', CREATE);
    for (const label of ['More…', 'Post now', 'Preview'])
      expect((await tap(created, label, { manager: false })).text).toContain('Manage Server');
    const more = await tap(created, 'More…');
    expect(more.buttons.map((button) => button.label)).toEqual(['Why?', 'Pause', 'Remove']);
    for (const label of ['Why?', 'Pause', 'Remove'])
      expect((await tap(more, label, { manager: false })).text).toContain('Manage Server');
    expect((await digests.list(GUILD_ID))[0]?.state).toBe('active');
  });
});

describe('what is offered while typing', () => {
  test('GIVEN a place THEN the time zones that begin with it come first; given nothing, those of the member’s country', async () => {
    const { choose } = await startServer();
    expect((await choose('create', 'timezone', 'paris'))[0]?.value).toBe('Europe/Paris');
    expect((await choose('create', 'timezone', 'new y'))[0]?.value).toBe('America/New_York');
    expect((await choose('create', 'timezone', '', { locale: 'fr' }))[0]?.value).toBe('Europe/Paris');
    expect(await choose('create', 'timezone', 'nowhere at all')).toEqual([]);
  });

  test('GIVEN days and languages THEN both are offered in the member’s words', async () => {
    const { choose } = await startServer();
    expect((await choose('create', 'days', '', { locale: 'fr' })).slice(0, 3)).toEqual([
      { name: 'tous les jours', value: 'tous les jours' },
      { name: 'du lundi au vendredi', value: 'du lundi au vendredi' },
      { name: 'chaque lundi', value: 'lundi' },
    ]);
    expect((await choose('create', 'language', 'fre'))[0]).toEqual({ name: 'French', value: 'fr' });
  });

  test('GIVEN digests THEN they are offered by hour and zone, to managers only', async () => {
    const { type, choose } = await startServer();
    await type('create', CREATE);
    await type('create', { ...CREATE, time: '18:30', timezone: 'Europe/Paris' });
    const choices = await choose('pause', 'digest', 'paris');
    expect(choices.map(({ name }) => name)).toEqual(['18:30, every day · Europe/Paris · English']);
    expect(await choose('pause', 'digest', '', { manager: false })).toEqual([]);
  });
});

test('GIVEN the channel that a member is in THEN the command’s own channel is not confused with the one named', async () => {
  const { type, digests } = await startServer();
  await type('create', { ...CREATE, channel: { channelId: CHANNEL_ID } });
  expect((await digests.list(GUILD_ID))[0]?.channelId).toBe(CHANNEL_ID);
});

test('GIVEN an edition without news THEN its button leads to the latest articles', async () => {
  const { type, planner, posted, run, clock } = await startServer();
  await type('create', { ...CREATE, timezone: 'UTC' });
  for (const day of ['2026-11-23', '2026-11-24']) {
    clock.setWall(Date.parse(`${day}T08:00:01Z`));
    await planner.runOnce();
  }
  expect(posted).toHaveLength(2);
  const quiet = posted[1] ?? '';
  expect(quiet).toContain('Nothing new since the last edition');
  expect(quiet).toContain('"label":"Latest articles"');
  const opened = await run(press(/"custom_id":"(k1\.digest\.read\.[^"]+)"/.exec(quiet)?.[1] ?? ''));
  expect(opened.text).toContain('### Latest articles');
  expect(opened.text).toContain('Night ferry across the Larne');
});
