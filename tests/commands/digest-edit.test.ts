import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestChanges } from '../../src/services/digests/digests.ts';
import { CREATE, NEWS, startServer } from '../support/digest-server.ts';
import { GUILD_ID, MEMBER_PERMISSIONS, type RawRole, type RawValues } from '../support/interactions.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';

const OTHER = '800000000000000002';
const HOUR_MS = 3_600_000;
const READERS: RawRole = { roleId: '900000000000000001', mentionable: true };
const FRENCH = { manager: true, locale: 'fr' };

/** A server with one digest, and the digest as it is. */
async function startWithDigest(values: RawValues = {}, ...server: Parameters<typeof startServer>) {
  const started = await startServer(...server);
  await started.type('create', { ...CREATE, ...values });
  const find = async () => {
    const [digest] = await started.digests.list(GUILD_ID);
    if (!digest) throw new Error('No digest');
    return digest;
  };
  const rows = () => started.db.selectFrom('digests').selectAll().execute();
  return { ...started, find, rows };
}

describe('/digest edit', () => {
  test.each<[RawValues, object, string, string]>([
    [
      { time: '18:30' },
      { times: ['18:30'], days: [1, 2, 3, 4, 5, 6, 7] },
      '**When**: 08:00, every day → 18:30, every day',
      '**Quand** :',
    ],
    [
      { days: 'weekdays' },
      { times: ['08:00'], days: [1, 2, 3, 4, 5] },
      '→ 08:00, Monday to Friday',
      'du lundi au vendredi',
    ],
    [
      { time: '18:30, 7:00', days: 'mon wed fri' },
      { times: ['07:00', '18:30'], days: [1, 3, 5] },
      '→ 07:00 and 18:30, Mon, Wed, and Fri',
      '07:00 et 18:30, lun., mer. et ven.',
    ],
    [{ cron: '0 6 * * 1' }, { cron: '0 6 * * 1', times: [], days: [] }, '→ cron 0 6', 'cron 0 6'],
    [{ timezone: 'atlantis' }, {}, '“atlantis” is not a time zone', '« atlantis »'],
    [{ timezone: 'Europe/Paris' }, { zone: 'Europe/Paris' }, '**Time zone**: UTC → Europe/Paris', '**Fuseau** : UTC'],
    [{ language: 'German' }, { language: 'de' }, '**Language**: English → German', 'anglais → allemand'],
    [{ 'second-language': 'fr' }, { secondLanguage: 'fr' }, '**Second language**: none → French', 'aucune → français'],
    [
      { 'second-shown': 'both' },
      { secondShown: 'both' },
      'the other behind a button → both in one post',
      'l’autre par un bouton',
    ],
    [
      { quiet: 'skip' },
      { quiet: 'skip' },
      '**Quiet days**: say so in one line → post nothing',
      'le dire en une ligne → ne',
    ],
    [
      { 'catch-up': 'skip' },
      { catchUp: 'skip' },
      '**Missed editions**: post late → leave out',
      'publier en retard → laisser de côté',
    ],
    [
      { 'late-hours': 3 },
      { lateLimitMs: 3 * HOUR_MS },
      '**Longest delay**: 24 h → 3 h',
      '**Retard maximal** : 24 h → 3 h',
    ],
    [
      { topics: 'Larne, ferry' },
      { topics: ['Larne', 'ferry'] },
      '**Topics**: none → Larne, ferry',
      '**Thèmes** : aucun',
    ],
    [{ muted: 'golf' }, { muted: ['golf'] }, '**Muted topics**: none → golf', '**Thèmes écartés** :'],
    [{ role: READERS }, { roleId: READERS.roleId }, `none → <@&${READERS.roleId}>`, '**Rôle mentionné** :'],
    [
      { channel: { channelId: OTHER, type: 5, botPermissions: MEMBER_PERMISSIONS } },
      { channelId: OTHER, channelType: 5, publish: true },
      `<#${NEWS}> → <#${OTHER}>`,
      '**Salon** :',
    ],
  ])(
    'GIVEN %o THEN that alone changes, told from what to what, in both languages',
    async (values, expected, en, fr) => {
      const english = await startWithDigest();
      const before = await english.find();
      expect((await english.type('edit', values)).text).toContain(en);
      const after = await english.find();
      expect({ ...after, nextAt: 0 }).toEqual({ ...before, ...expected, nextAt: 0 });
      const french = await startWithDigest();
      expect((await french.type('edit', values, FRENCH)).text).toContain(fr);
    },
  );

  test.each<[RawValues, RawValues, object]>([
    [{ topics: 'a, b' }, { topics: '-' }, { topics: [] }],
    [{ topics: 'a, b' }, { topics: 'aucun' }, { topics: [] }],
    [{ topics: 'a' }, { clear: 'topics' }, { topics: [] }],
    [{ 'second-language': 'fr' }, { 'second-language': 'none' }, { secondLanguage: null }],
    [{ 'second-language': 'fr' }, { clear: 'secondLanguage' }, { secondLanguage: null }],
    [{ role: READERS }, { clear: 'role' }, { roleId: null }],
    [{ time: '', cron: '0 8 * * *' }, { time: '9h' }, { cron: null, times: ['09:00'], days: [1, 2, 3, 4, 5, 6, 7] }],
    [
      { channel: { channelId: NEWS, type: 5, botPermissions: MEMBER_PERMISSIONS } },
      { publish: false },
      { publish: false },
    ],
    [
      { channel: { channelId: NEWS, type: 5, botPermissions: MEMBER_PERMISSIONS } },
      { channel: { channelId: OTHER, botPermissions: MEMBER_PERMISSIONS } },
      { publish: false, channelType: 0 },
    ],
  ])('GIVEN a digest with %o and the edit %o THEN it is %o', async (made, values, expected) => {
    const { type, find } = await startWithDigest(made);
    await type('edit', values);
    expect(await find()).toMatchObject(expected);
  });

  test.each<[RawValues, RawValues, string]>([
    [{}, {}, 'Give at least one option'],
    [{}, { time: '8:00' }, 'Nothing was changed'],
    [{}, { time: '09:00', cron: '0 9 * * *' }, 'Give either “time”'],
    [{ time: '', cron: '0 8 * * *' }, { days: 'monday' }, 'Give either “time”'],
    [{}, { publish: true }, 'is not an announcement channel'],
    [{}, { 'second-language': 'en' }, 'is already English'],
    [{}, { digest: 'nosuch', time: '09:00' }, 'no longer exists here'],
    [{}, { channel: { channelId: OTHER, type: 2 } }, 'Choose a text, announcement or forum channel'],
  ])(
    'GIVEN a digest with %o and the edit %o THEN nothing changes, and one sentence says why',
    async (made, values, sentence) => {
      const { type, rows } = await startWithDigest(made);
      const before = await rows();
      expect((await type('edit', values)).text).toContain(sentence);
      expect((await rows()).map(withoutPlan)).toEqual(before.map(withoutPlan));
    },
  );

  test('GIVEN a role that only some may mention THEN the bot’s own permissions in the digest’s channel are asked for', async () => {
    const quiet = { role: { ...READERS, mentionable: false } };
    const { type, find } = await startWithDigest();
    expect((await type('edit', quiet)).text).toContain('I may not mention');
    const all = MEMBER_PERMISSIONS | (1n << 17n);
    const open = await startWithDigest({}, { botMay: all });
    expect((await open.type('edit', quiet)).text).toContain('You may not mention');
    expect((await find()).roleId).toBeNull();
  });

  test('GIVEN a model THEN the new cost is told', async () => {
    const price = { in: 1, cached: 0.1, out: 2 };
    const { type } = await startWithDigest({}, { model: scriptedModel(honestSummary), price });
    expect((await type('edit', { 'second-language': 'fr' })).text).toMatch(/an edition, .*a month/);
  });

  test('GIVEN two digests and none named THEN asks which, and changes none', async () => {
    const { type, rows } = await startWithDigest();
    await type('create', { ...CREATE, time: '18:30' });
    const before = await rows();
    expect((await type('edit', { quiet: 'skip' })).text).toContain('Which digest?');
    expect(await rows()).toEqual(before);
  });
});

describe('an edit and its hour', () => {
  test('GIVEN a slot that fell due before the edit THEN it keeps its outcome; the new hours count from now on', async () => {
    const { type, find, planner, posted, clock } = await startWithDigest();
    clock.setWall(Date.parse('2026-11-23T08:00:30Z'));
    await type('edit', { time: '07:00, 08:30' });
    await planner.runOnce();
    expect(posted).toHaveLength(1);
    expect((await find()).nextAt).toBe(Date.parse('2026-11-23T08:30:00Z'));
    clock.setWall(Date.parse('2026-11-23T08:30:01Z'));
    await planner.runOnce();
    expect(posted).toHaveLength(2);
  });

  test('GIVEN an hour that is over today THEN it is due tomorrow, not caught up', async () => {
    const { type, find, planner, posted } = await startWithDigest();
    await type('edit', { time: '06:00' });
    await planner.runOnce();
    expect(posted).toEqual([]);
    expect((await find()).nextAt).toBe(Date.parse('2026-11-24T06:00:00Z'));
  });

  test('GIVEN a zone further west after the hour THEN the same local time has no second edition, and the next one is named right', async () => {
    const { type, find, planner, posted, clock } = await startWithDigest({ timezone: 'Europe/Paris' });
    clock.setWall(Date.parse('2026-11-23T07:00:10Z'));
    await planner.runOnce();
    await type('edit', { timezone: 'America/New_York' });
    expect((await find()).nextAt).toBe(Date.parse('2026-11-24T13:00:00Z'));
    clock.setWall(Date.parse('2026-11-23T13:00:10Z'));
    await planner.runOnce();
    expect(posted).toHaveLength(1);
    clock.setWall(Date.parse('2026-11-24T13:00:10Z'));
    await planner.runOnce();
    expect(posted).toHaveLength(2);
  });

  test('GIVEN a paused digest THEN an edit leaves it paused', async () => {
    const { type, find } = await startWithDigest();
    await type('pause');
    expect((await type('edit', { time: '09:00' })).text).toContain('Paused');
    expect(await find()).toMatchObject({ state: 'paused', nextAt: null, times: ['09:00'] });
  });
});

describe('Undo', () => {
  test('GIVEN an edit THEN Undo brings the old values back and tells so; and Undo again the new ones', async () => {
    const { type, tap, find } = await startWithDigest({ topics: 'Larne' });
    const before = await find();
    const edited = await type('edit', { time: '18:30', topics: 'ferry', quiet: 'skip' });
    const undone = await tap(edited, 'Undo');
    expect(undone.text).toContain('Back as it was:');
    expect(undone.text).toContain('**Topics**: ferry → Larne');
    expect(await find()).toEqual(before);
    await tap(undone, 'Undo');
    expect(await find()).toMatchObject({ times: ['18:30'], topics: ['ferry'], quiet: 'skip' });
    expect((await tap(edited, 'Undo', { manager: false })).text).toContain('Manage Server');
  });

  test('GIVEN another edit of the same since THEN an older Undo leaves it, and says so; pressed twice it is undone once', async () => {
    const { digests, type, tap } = await startServer();
    await type('create', CREATE);
    const first = await type('edit', { time: '09:00' });
    const other = await type('edit', { quiet: 'skip' });
    await type('edit', { time: '10:00' });
    expect((await tap(first, 'Undo')).text).toContain('Nothing is undone');
    expect(await digests.list(GUILD_ID)).toMatchObject([{ times: ['10:00'], quiet: 'skip' }]);
    expect((await tap(other, 'Undo')).text).toContain('Back as it was:');
    expect((await tap(other, 'Undo')).text).toContain('Nothing is undone');
    expect(await digests.list(GUILD_ID)).toMatchObject([{ times: ['10:00'], quiet: 'say' }]);
  });

  test('GIVEN an edit of another digest THEN its number undoes nothing here', async () => {
    const { type, rows, digests } = await startWithDigest();
    await type('create', { ...CREATE, time: '18:30' });
    const [one, two] = await digests.list(GUILD_ID);
    const { undo } = await digests.edit(GUILD_ID, one?.id ?? '', { quiet: 'skip' });
    const before = await rows();
    await expect(digests.undoEdit(GUILD_ID, two?.id ?? '', undo ?? '')).rejects.toThrow('unknown-digest');
    await expect(digests.undoEdit('200000000000000009', one?.id ?? '', undo ?? '')).rejects.toThrow('unknown-digest');
    expect(await rows()).toEqual(before);
  });

  test('GIVEN any edits, one after the other, and each undone THEN the row is as it was', async () => {
    const { digests, find, rows, clock } = await startWithDigest();
    const { id } = await find();
    await fc.assert(
      fc.asyncProperty(fc.array(anyChanges(), { minLength: 1, maxLength: 3 }), async (edits) => {
        const before = await rows();
        const undos: string[] = [];
        for (const changes of edits) {
          const { undo } = await digests.edit(GUILD_ID, id, changes);
          if (undo !== null) undos.push(undo);
          clock.setWall(clock.now() + 1000);
        }
        for (const undo of undos.toReversed()) await digests.undoEdit(GUILD_ID, id, undo);
        expect((await rows()).map(withoutPlan)).toEqual(before.map(withoutPlan));
      }),
      { numRuns: 60 },
    );
  });
});

/** What is planned until moves on with the clock. */
function withoutPlan<Row extends object>(row: Row) {
  return { ...row, planned_until: 0, next_due_at: 0 };
}

function anyChanges(): fc.Arbitrary<DigestChanges> {
  const phrase = fc.constantFrom('Larne', 'ferry', 'Élections', 'lac Léman');
  const when = fc.oneof(
    fc.record({
      times: fc.array(fc.constantFrom('00:00', '07:15', '23:59'), { minLength: 1, maxLength: 3 }),
      days: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
      cron: fc.constant(null),
    }),
    fc.record({ cron: fc.constantFrom('0 8 * * *', '30 7 1,15 * *'), times: fc.constant([]), days: fc.constant([]) }),
  );
  const where = fc.constantFrom(
    { channelId: NEWS, channelType: 0, publish: false },
    { channelId: OTHER, channelType: 5, publish: true },
    { channelId: OTHER, channelType: 15, publish: false },
  );
  const rest = fc.record(
    {
      zone: fc.constantFrom('UTC', 'Europe/Paris', 'Pacific/Apia'),
      language: fc.constantFrom('en', 'de'),
      secondLanguage: fc.constantFrom(null, 'fr', 'es'),
      secondShown: fc.constantFrom('both', 'press'),
      quiet: fc.constantFrom('say', 'skip'),
      catchUp: fc.constantFrom('late', 'fold', 'skip'),
      lateLimitMs: fc.integer({ min: 1, max: 72 }).map((hours) => hours * HOUR_MS),
      topics: fc.array(phrase, { maxLength: 4 }),
      muted: fc.array(phrase, { maxLength: 4 }),
      roleId: fc.constantFrom(null, '900000000000000001'),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(rest, fc.option(when, { nil: {} }), fc.option(where, { nil: {} }))
    .map(([one, two, three]) => ({ ...one, ...two, ...three }));
}
