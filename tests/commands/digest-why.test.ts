import { describe, expect, test } from 'vitest';
import type { PostOutcome } from '../../src/services/digests/outbox.ts';
import { CREATE, NEWS, startServer } from '../support/digest-server.ts';
import { GUILD_ID, type RawValues, press } from '../support/interactions.ts';

const FRENCH = { manager: true, locale: 'fr' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const EIGHT = Date.parse('2026-11-23T08:00:00Z');
const REFUSED: PostOutcome = { kind: 'refused', reason: 'missing-permission', detail: 'code 50013' };
const UNCERTAIN: PostOutcome = { kind: 'uncertain', detail: 'no history' };
const NETWORK: PostOutcome = { kind: 'retry', reason: 'network', afterMs: null, detail: 'reset' };

/** A digest at 08:00 UTC; `workAt` lets the planner look at a moment. */
async function startDaily(values: RawValues = {}) {
  const started = await startServer();
  await started.type('create', { ...CREATE, ...values });
  const workAt = async (moment: number) => {
    started.clock.setWall(moment);
    await started.planner.runOnce();
  };
  const stateOf = async () =>
    (await started.db.selectFrom('slots').select('state').execute()).map(({ state }) => state);
  return { ...started, workAt, stateOf };
}

function stamp(moment: number, style: string): string {
  return `<t:${moment / 1000}:${style}>`;
}

describe('/digest why', () => {
  test('GIVEN a digest that was never due THEN says so, in both languages', async () => {
    const { type } = await startDaily();
    expect((await type('why')).text).toContain('No edition has fallen due yet.');
    expect((await type('why', {}, FRENCH)).text).toContain('L’heure d’aucune édition n’est encore venue.');
  });

  test('GIVEN editions that were punctual and late THEN a line each, newest first, with the reader’s hour and its own', async () => {
    const { type, workAt } = await startDaily({ timezone: 'Europe/Paris', time: '09:00' });
    await workAt(EIGHT + 3_000);
    await workAt(EIGHT + 24 * HOUR_MS + 12 * MINUTE_MS);
    const seen = await type('why');
    expect(seen.isEphemeral).toBe(true);
    const lines = seen.text.split('\n');
    expect(lines[0]).toBe('### 09:00, every day · Europe/Paris · English');
    expect(lines[1]).toBe(
      `${stamp(EIGHT + 24 * HOUR_MS, 'f')} (09:00): posted 12 min late: I was not running at its hour`,
    );
    expect(lines[2]).toBe(`${stamp(EIGHT, 'f')} (09:00): posted 3 sec after its hour`);
    const french = await type('why', {}, FRENCH);
    // Intl puts a no-break space between number and unit.
    expect(french.text).toMatch(/\(09:00\) : publiée avec 12\smin de retard : j’étais à l’arrêt à cette heure/);
    expect(french.text).toMatch(/\(09:00\) : publiée 3\ss après l’heure/);
  });

  test('GIVEN corrections of its messages THEN a line each: when, what was said there before, what became of it', async () => {
    const { type, workAt, db, run } = await startDaily();
    await workAt(EIGHT + 3_000);
    const slot = await db.selectFrom('slots').select(['id', 'digest_id']).executeTakeFirstOrThrow();
    const before = `The ferry sails ${'at night '.repeat(30)}`;
    const changes = JSON.stringify([{ before, was: '', now: '', instead: '', note: '', unsaid: '' }]);
    const row = { slot_id: slot.id, part: 1, body: '{}', channel_id: NEWS, message_id: '1', made_at: EIGHT + HOUR_MS };
    const ended = { ended_at: EIGHT + 2 * HOUR_MS, changes_json: changes };
    const states = [
      { state: 'done', ...ended },
      { state: 'refused', reason: 'thread-closed', ...ended },
      { state: 'uncertain', reason: 'gave-up', ...ended },
      { state: 'due', changes_json: null, retry_at: EIGHT + 3 * HOUR_MS },
    ] as const;
    for (const [n, state] of states.entries())
      await db
        .insertInto('corrections')
        .values({ ...row, n: n + 1, article_id: `a${n}`, revision: 2, ...state })
        .execute();
    expect((await type('why')).text).toContain('posted 3 sec after its hour · corrected once');
    const open = (overrides: object) =>
      run(press(`k1.digest.slot.${slot.digest_id}`, { values: [slot.id], ...overrides }));
    const { text } = await open({ manager: true, onEphemeral: true });
    const at = stamp(EIGHT + 2 * HOUR_MS, 'T');
    expect(text).toMatch(new RegExp(`${at} message 1 corrected; it said “The ferry sails at night [^”]{20,70}…”`));
    expect(text).toMatch(
      /message 1 not corrected; it said “The ferry .*” · the thread is closed or locked\. Open it again/,
    );
    expect(text).toMatch(/message 1 perhaps corrected: Discord did not answer for a day; it said “The ferry/);
    expect(text).toContain(`message 1 is about to be corrected; next try ${stamp(EIGHT + 3 * HOUR_MS, 'T')}`);
    const french = await open({ ...FRENCH, onEphemeral: true });
    expect(french.text).toContain('message 1 corrigé ; il disait « The ferry');
  });

  test.each<[string, RawValues, (daily: Awaited<ReturnType<typeof startDaily>>) => Promise<unknown>, string, string]>([
    [
      'a quiet day',
      { quiet: 'skip' },
      ({ workAt }) => workAt(EIGHT).then(() => workAt(EIGHT + 24 * HOUR_MS)),
      'nothing was new',
      'rien de nouveau',
    ],
    [
      'two days missed',
      {},
      ({ workAt }) => workAt(EIGHT + 24 * HOUR_MS + MINUTE_MS),
      'its articles went into the edition of 08:00',
      'ses articles sont passés dans l’édition de 08:00',
    ],
    [
      'one missed and folded',
      { 'catch-up': 'fold' },
      ({ workAt }) => workAt(EIGHT + HOUR_MS),
      'its articles go into the next edition, as chosen',
      'ses articles passent dans la suivante, comme choisi',
    ],
    [
      'one missed for too long',
      { 'late-hours': 1 },
      ({ workAt }) => workAt(EIGHT + 2 * HOUR_MS),
      'longer than it may be late',
      'trop longtemps',
    ],
    [
      'one missed and left out',
      { 'catch-up': 'skip' },
      ({ workAt }) => workAt(EIGHT + HOUR_MS),
      'missed, and left out as chosen',
      'manquée et laissée de côté, comme choisi',
    ],
    [
      'a refusal',
      {},
      ({ workAt, outcomes }) => (outcomes.push(REFUSED), workAt(EIGHT)),
      'not posted: I may not write there.',
      'non publiée : je ne peux pas y écrire.',
    ],
    [
      'an answer that nobody can find',
      {},
      ({ workAt, outcomes }) => (outcomes.push(UNCERTAIN), workAt(EIGHT)),
      'perhaps posted',
      'peut-être publiée',
    ],
    [
      'an answer that is waited for',
      {},
      ({ workAt, outcomes }) => (outcomes.push(NETWORK), workAt(EIGHT)),
      `is being sent; next try ${stamp(EIGHT + 5_000, 'f')}`,
      `est en cours d’envoi ; prochain essai ${stamp(EIGHT + 5_000, 'f')}`,
    ],
    [
      'a run on demand',
      {},
      ({ type, planner }) => type('run').then(() => planner.runOnce()),
      '(asked for): posted',
      '(demandée) : publiée',
    ],
    [
      'two local times on one instant',
      { timezone: 'Europe/Paris', time: '02:15, 02:30' },
      async ({ workAt, db }) => {
        const before = Date.parse('2027-03-28T00:30:00Z');
        await db.updateTable('digests').set({ planned_until: before }).execute();
        await workAt(Date.parse('2027-03-28T01:00:01Z'));
      },
      'one edition with 02:30',
      'une seule édition avec 02:30',
    ],
  ])('GIVEN %s THEN it is told in words, in both languages', async (_, values, happen, en, fr) => {
    const daily = await startDaily(values);
    await happen(daily);
    expect((await daily.type('why')).text).toContain(en);
    const french = await daily.type('why', {}, FRENCH);
    expect(french.text).toContain(fr);
    // No code of ours ever shows.
    expect(french.text).not.toMatch(/missing-permission|not-running|no-news|past-limit|undefined/);
  });

  test('GIVEN more than fit a page THEN eight a page, with a way on and back', async () => {
    const { type, tap, workAt } = await startDaily({ time: '08:00, 09:00, 10:00' });
    for (let hour = 0; hour < 3 * 24; hour++) await workAt(EIGHT + hour * HOUR_MS);
    const first = await type('why');
    expect(first.text.match(/posted/g)).toHaveLength(8);
    expect(first.text).toContain('Page 1 of 2');
    expect(first.selects[0]?.options).toHaveLength(8);
    const second = await tap(first, 'Next');
    expect(second.text).toContain('Page 2 of 2');
    expect(second.text).toContain(stamp(EIGHT, 'f'));
    expect((await tap(second, 'Back')).text).toContain('Page 1 of 2');
  });

  test('GIVEN a member without Manage Server THEN neither the command nor its buttons tell anything', async () => {
    const { type, run } = await startDaily();
    expect((await type('why', {}, {})).text).toContain('Manage Server');
    expect((await run(press('k1.digest.why.anything.1'))).text).toContain('Manage Server');
    expect((await run(press('k1.digest.settle.anything.send'))).text).toContain('Manage Server');
  });
});

describe('one edition in full', () => {
  test('GIVEN a retried edition THEN each step stands in order, to the second, with a link to the message', async () => {
    const { type, run, workAt, outcomes } = await startDaily();
    outcomes.push(NETWORK);
    await workAt(EIGHT);
    await workAt(EIGHT + 5_000);
    const [select] = (await type('why')).selects;
    const value = select?.options[0]?.value ?? '';
    expect(select?.options[0]?.label).toBe('Nov 23, 2026, 08:00');
    const choice = { values: [value], onEphemeral: true, manager: true };
    const seen = await run(press(select?.customId ?? '', choice));
    const steps = [
      'fell due',
      'taken up',
      'put together: 2 stories, 1 message',
      'message 1, try 1: Discord did not answer; next try',
    ];
    const places = [...steps, 'message 1 sent', 'posted 5 sec after its hour'].map((step) =>
      seen.text.lastIndexOf(step),
    );
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
    expect(seen.text).toContain(`${stamp(EIGHT + 5_000, 'T')} message 1 sent`);
    expect(seen.text).toContain(`[message](<https://discord.com/channels/${GUILD_ID}/${NEWS}/1>)`);
    const french = await run(press(select?.customId ?? '', { ...choice, locale: 'fr' }));
    expect(french.text).toContain('message 1, essai 1 : Discord n’a pas répondu ; prochain essai');
    expect(french.text).toContain('composée : 2 sujets, 1 message');
  });

  test('GIVEN what is typed for an edition THEN the newest are offered with their digests, and one opens', async () => {
    const { type, choose, workAt } = await startDaily();
    await workAt(EIGHT);
    await workAt(EIGHT + 24 * HOUR_MS);
    const choices = await choose('why', 'edition', '');
    expect(choices.map(({ name }) => name)).toEqual([
      'Nov 24, 2026, 08:00 · 08:00, every day · UTC · English',
      'Nov 23, 2026, 08:00 · 08:00, every day · UTC · English',
    ]);
    expect(await choose('why', 'edition', 'nov 23')).toHaveLength(1);
    expect((await type('why', { edition: choices[1]?.value ?? '' })).text).toContain(stamp(EIGHT, 'f'));
    const elsewhere = { manager: true, guild_id: '200000000000000009' };
    expect((await type('why', { edition: choices[1]?.value ?? '' }, elsewhere)).text).toContain(
      'no longer exists here',
    );
    expect((await type('why', { edition: 'yesterday' })).text).toContain('I no longer know that edition');
    expect((await type('why', { edition: `${choices[1]?.value.split(' ')[0]} nosuch` })).text).toContain(
      'I no longer know',
    );
  });
});

describe('an edition that did not arrive', () => {
  test('GIVEN a refusal THEN list, the digest and why say why, and “Try again now” sends it', async () => {
    const { type, tap, run, workAt, outcomes, posted, planner, stateOf } = await startDaily();
    outcomes.push(REFUSED);
    await workAt(EIGHT);
    const list = await type('list');
    expect(list.text).toContain(`⚠ The last edition, due ${stamp(EIGHT, 'f')}, was not posted: I may not write there.`);
    expect((await type('list', {}, FRENCH)).text).toContain('n’a pas été publiée : je ne peux pas y écrire.');
    expect((await type('why')).buttons.map(({ label }) => label)).toContain('Try again now');
    const [select] = list.selects;
    const shown = await run(
      press(select?.customId ?? '', { values: [select?.options[0]?.value ?? ''], manager: true }),
    );
    expect(shown.buttons.map(({ label }) => label)).toContain('Try again now');
    const settled = await tap(list, 'Try again now');
    expect(settled.text).toContain('is on its way again');
    await planner.runOnce();
    expect(posted).toHaveLength(1);
    expect(await stateOf()).toEqual(['late']);
    expect((await tap(list, 'Try again now')).text).toContain('is settled already');
    expect((await type('list')).text).not.toContain('⚠');
    expect((await type('why')).text).toContain('an administrator had it sent again');
  });

  test('GIVEN an uncertain one THEN “It is there” counts it as posted and sends nothing', async () => {
    const { type, tap, workAt, outcomes, posted, planner, stateOf } = await startDaily();
    outcomes.push(UNCERTAIN);
    await workAt(EIGHT);
    const why = await type('why');
    expect(why.text).toContain('I cannot tell whether the edition due');
    expect(why.buttons.map(({ label }) => label)).toEqual(['It is there', 'Send it again']);
    expect((await tap(why, 'It is there')).text).toContain('counts as posted');
    await planner.runOnce();
    expect(posted).toEqual([]);
    expect(await stateOf()).toEqual(['posted']);
    expect((await type('why')).text).toContain('counts as posted: an administrator saw it there');
  });

  test('GIVEN the notice in the operators’ own server THEN its button works there too, and says no more than a sentence', async () => {
    const { told, run, workAt, outcomes, stateOf } = await startDaily();
    outcomes.push(REFUSED);
    await workAt(EIGHT);
    const [button] = told.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])),
    );
    const { command = '', action = '', args = [] } = button?.action ?? {};
    const elsewhere = { manager: true, guild_id: '200000000000000009' };
    const seen = await run(press(['k1', command, action, ...args].join('.'), elsewhere));
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toBe(
      `The edition due ${stamp(EIGHT, 'f')} is on its way again. I first check whether it is there.`,
    );
    expect(await stateOf()).toEqual(['composed']);
  });

  test('GIVEN a slot that never was THEN says that it is gone', async () => {
    const { run } = await startDaily();
    const seen = await run(press('k1.digest.settle.nosuch.there', { manager: true }));
    expect(seen.text).toContain('does not exist any more');
  });

  test('GIVEN many digests with trouble THEN three have their buttons in the list, and the message is within Discord’s limits', async () => {
    const { type, workAt, outcomes } = await startDaily();
    for (let n = 1; n < 25; n++) await type('create', CREATE);
    outcomes.push(...Array.from({ length: 25 }, () => REFUSED));
    await workAt(EIGHT);
    const list = await type('list');
    expect(list.buttons.filter(({ label }) => label === 'Try again now')).toHaveLength(3);
    expect(list.selects[0]?.options).toHaveLength(25);
    // Each stands there whole: a line for each when they are many.
    expect(list.text.match(/08:00, every day · UTC · English · <t:\d+:R>/g)).toHaveLength(25);
  });
});
