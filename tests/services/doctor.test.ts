import { describe, expect, test } from 'vitest';
import { askOnce } from '../../src/services/doctor/ask-model.ts';
import { rememberErrors } from '../../src/services/doctor/error-memory.ts';
import { createDoctor, type DiscordFacts, type DoctorOptions } from '../../src/services/doctor/doctor.ts';
import {
  type ExaminedDigest,
  type ExaminedFeed,
  judgeBudget,
  judgeChannel,
  judgeDiscord,
  judgeDisk,
  judgeModel,
  judgeSlot,
} from '../../src/services/doctor/judge.ts';
import { createLedger, type LedgerLimits } from '../../src/services/ledger.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { explainFinding } from '../../src/words/explain-finding.ts';
import { wordsFor } from '../../src/words/words.ts';
import { MEMBER_PERMISSIONS, recordingLog } from '../support/interactions.ts';
import { scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const KNOWN: DiscordFacts = {
  kind: 'known',
  name: 'Kiosque',
  hasEndpoint: false,
  needsCodeGrant: false,
  hasUserInstall: true,
};
const NO_LIMITS = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
const CHANNEL = '800000000000000001';

const digestOf = (given: Partial<ExaminedDigest> = {}): ExaminedDigest => ({
  channelId: CHANNEL,
  channelType: 0,
  state: 'active',
  nextAt: 1_800_000_000_000,
  zone: 'Europe/Paris',
  ...given,
});

async function examine(given: Partial<DoctorOptions> = {}) {
  const newsroom = await testReading();
  const doctor = createDoctor({
    ...newsroom,
    databasePath: ':memory:',
    spending: newsroom.services.spending,
    model: undefined,
    writer: undefined,
    ledger: createLedger({ ...newsroom, model: '', memberKey: 'test', limits: NO_LIMITS }),
    inspectDiscord: async () => KNOWN,
    permissionsIn: async () => MEMBER_PERMISSIONS,
    digests: async () => [digestOf()],
    feeds: async () => [],
    lastErrors: () => [],
    ...given,
  });
  const findings = await doctor.examine('200000000000000001');
  return { findings, codes: findings.map(({ code, state }) => `${code} ${state}`) };
}

describe('an examination', () => {
  test('GIVEN a bot that works THEN each check is fine, and each says so in a sentence in each language', async () => {
    const { findings } = await examine();
    expect(findings.filter(({ state }) => state !== 'fine')).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual([
      'token-fine',
      'application-fine',
      'database-fine',
      'model-none',
      'channel-fine',
      'slot-next',
      'feeds-none',
      'errors-none',
    ]);
    for (const locale of ['en', 'fr'] as const)
      for (const finding of findings) expect(explainFinding(finding, wordsFor(locale)).md).toMatch(/\.$/);
  });

  test('GIVEN a file on a disk THEN its last backup is said to be unknown', async () => {
    expect((await examine({ databasePath: '/tmp/kiosque.db' })).codes).toContain('backup-unknown look');
  });

  test('GIVEN a channel that was closed, one without history and one out of reach THEN each is named with its mend', async () => {
    expect((await examine({ permissionsIn: async () => 0n })).codes).toContain('channel-closed broken');
    expect((await examine({ permissionsIn: async () => (1n << 10n) | (1n << 11n) })).codes).toContain(
      'channel-history look',
    );
    const failing = async () => Promise.reject(new Error('offline'));
    expect((await examine({ permissionsIn: failing })).codes).toContain('channel-unknown look');
  });

  test('GIVEN a model whose address is asked THEN its word is judged, and its budget', async () => {
    const { codes } = await examine({ model: { name: 'm', ask: async () => ({ kind: 'refused', status: 401 }) } });
    expect(codes).toContain('model-refused broken');
    expect(codes).toContain('budget-none look');
  });

  test('GIVEN feeds that fail or ended THEN they are named, the others counted', async () => {
    const feed = (state: ExaminedFeed['state']): ExaminedFeed => ({
      title: `A ${state} feed`,
      state,
      problem: null,
      addedAt: 5,
    });
    const { codes } = await examine({ feeds: async () => [feed('active'), feed('failing'), feed('gone')] });
    expect(codes).toEqual(expect.arrayContaining(['feeds-fine fine', 'feed-failing look', 'feed-gone look']));
  });

  test('GIVEN errors that the log noted THEN the latest are told by name alone', async () => {
    const { log } = recordingLog();
    const errors = rememberErrors(log, { now: () => 7 });
    for (let n = 0; n < 25; n++) errors.log.error(`event ${n}`, { token: 'secret' });
    expect(errors.last()).toHaveLength(20);
    const { findings } = await examine({ lastErrors: errors.last });
    expect(findings.filter(({ code }) => code === 'error-last')).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toContain('secret');
    expect(JSON.stringify(findings)).toContain('event 24');
  });

  test('GIVEN no digest THEN says how to make one', async () => {
    expect((await examine({ digests: async () => [] })).codes).toContain('digests-none fine');
  });
});

/** Asks a model that gives this answer, within these limits; `calls` are those that the ledger holds. */
async function askModel(answer: unknown, limits: Partial<LedgerLimits> = {}) {
  const newsroom = await testReading();
  const model = scriptedModel(() => answer, { name: 'tiny' });
  const ledger = createLedger({
    ...newsroom,
    model: 'tiny',
    memberKey: 'test',
    limits: { ...NO_LIMITS, ...limits },
  });
  const finding = await askOnce(
    { model: { ...model, form: () => 'json_object' }, ledger, clock: newsroom.clock },
    { asker: { command: 'doctor', guildId: '2', userId: '4' }, signal: new AbortController().signal },
  );
  return { finding, asked: model.asked, calls: await newsroom.db.selectFrom('calls').selectAll().execute() };
}

describe('asking the model', () => {
  test('GIVEN a model that writes THEN one request of at most 20 tokens is sent and charged, and the finding says how it went', async () => {
    const { finding, asked, calls } = await askModel({ ok: true });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ maxOutputTokens: 20, rounds: 1 });
    expect(finding).toMatchObject({
      code: 'model-answered',
      state: 'fine',
      details: { form: 'json_object', tokens: 150 },
    });
    expect(calls).toMatchObject([
      { command: 'doctor', task: 'check', state: 'settled', tokens_in: 100, tokens_out: 50 },
    ]);
  });

  test.each([
    ['truncated', 'model-cut look'],
    ['unauthorized', 'model-failed broken'],
    ['wrong-shape', 'model-failed broken'],
  ] as const)('GIVEN a model that fails with %s THEN %s, and the call stands in the ledger', async (kind, wanted) => {
    const usage = { tokensIn: 9, tokensCached: 0, tokensOut: 20 };
    const { finding, calls } = await askModel(new ModelError(kind, { usage }));
    expect(`${finding.code} ${finding.state}`).toBe(wanted);
    expect(calls).toMatchObject([{ state: 'failed', error: kind, tokens_out: 20 }]);
    for (const locale of ['en', 'fr', 'de', 'es'] as const)
      expect(explainFinding(finding, wordsFor(locale)).md).toContain('tiny');
  });

  test('GIVEN a budget or a pace without room THEN it is not asked', async () => {
    const spent = await askModel({ ok: true }, { serverDailyTokens: 10 });
    expect(spent.finding).toMatchObject({ code: 'model-not-asked', details: { paced: false } });
    expect(spent.asked).toEqual([]);
    expect(spent.calls).toEqual([]);
  });
});

describe('what is judged how', () => {
  test.each([
    [{ kind: 'no-token' }, 'token-missing look'],
    [{ kind: 'refused' }, 'token-refused broken'],
    [{ kind: 'unreachable', reason: 'x' }, 'discord-unreachable broken'],
    [{ ...KNOWN, hasEndpoint: true }, 'application-endpoint broken'],
    [{ ...KNOWN, needsCodeGrant: true }, 'application-code-grant broken'],
    [{ ...KNOWN, hasUserInstall: false }, 'application-servers-only look'],
  ] as const)('GIVEN Discord says %o THEN %s', (facts, said) => {
    expect(judgeDiscord(facts).map(({ code, state }) => `${code} ${state}`)).toContain(said);
  });

  test.each([
    [{ kind: 'offered', shutdownOn: null }, ['model-fine fine', 'model-date-unknown fine']],
    [{ kind: 'offered', shutdownOn: '2027-01-14' }, ['model-fine fine', 'model-retires look']],
    [{ kind: 'offered', shutdownOn: '2026-11-23' }, ['model-retired broken']],
    [{ kind: 'unlisted' }, ['model-unlisted broken']],
    [{ kind: 'no-list' }, ['model-no-list look']],
    [{ kind: 'unreachable', reason: 'network' }, ['model-unreachable broken']],
  ] as const)('GIVEN an endpoint that says %o on 2026-11-23 THEN %o', (offer, said) => {
    expect(judgeModel('m', offer, '2026-11-23').map(({ code, state }) => `${code} ${state}`)).toEqual(said);
  });

  test('GIVEN budgets THEN the one with the least left counts', () => {
    const left = (amount: number) => ({ max: 1_000, left: amount });
    expect(judgeBudget([left(900), left(500)])).toMatchObject([{ code: 'budget-left', details: { percent: 50 } }]);
    expect(judgeBudget([left(900), left(199)])).toMatchObject([{ code: 'budget-low', state: 'look' }]);
    expect(judgeBudget([left(900), left(0)])).toMatchObject([{ code: 'budget-spent' }]);
  });

  test('GIVEN little room on the disk THEN says so in time', () => {
    expect(judgeDisk(600_000_000)).toEqual([]);
    expect(judgeDisk(400_000_000)).toMatchObject([{ state: 'look' }]);
    expect(judgeDisk(40_000_000)).toMatchObject([{ state: 'broken' }]);
  });

  test('GIVEN a thread THEN writing in threads is what counts there', () => {
    const held = (1n << 10n) | (1n << 11n) | (1n << 16n);
    expect(judgeChannel({ channelId: CHANNEL, type: 11, held })).toMatchObject({ code: 'channel-closed' });
    expect(judgeChannel({ channelId: CHANNEL, type: 0, held })).toMatchObject({ code: 'channel-fine' });
  });

  test('GIVEN a paused digest and one without a next time THEN each is said', () => {
    expect(judgeSlot(digestOf({ state: 'paused' }))).toMatchObject({ code: 'digest-paused', state: 'fine' });
    expect(judgeSlot({ ...digestOf(), nextAt: null })).toMatchObject({ code: 'slot-none', state: 'look' });
  });
});
