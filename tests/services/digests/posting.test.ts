import { describe, expect, test } from 'vitest';
import { hashFields } from '../../../src/ids.ts';
import type { Summaries } from '../../../src/services/summaries.ts';
import { firstSentences, openRig, ORDER, slotStates } from './rig.ts';
import { historyLines } from '../../support/history-lines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);

/** A digest due at 08:00 in Paris, two articles, and the clock at 08:00:05. */
async function rigAtEight(order: Partial<typeof ORDER> = {}) {
  const rig = await openRig();
  await rig.addArticle('First news');
  await rig.addArticle('Second news');
  const running = rig.startProcess();
  const digest = await running.digests.create({ ...ORDER, ...order }, 'u1');
  rig.clock.setWall(at('2026-11-23T07:00:05Z'));
  return { ...rig, rig, running, digest };
}

describe('an edition', () => {
  test('GIVEN its hour THEN it is posted once, newest first, in quotation marks where the words are the article’s', async () => {
    const { rig, running, digest, channel } = await rigAtEight();
    await running.planner.runOnce();
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(channel.messages).toHaveLength(1);
    const [message] = channel.messages;
    expect(message?.channelId).toBe(ORDER.channelId);
    expect(message?.key).toBe(hashFields([digest.id, '2026-11-23T08:00', 1], 25));
    expect(message?.body).toMatch(/News of Monday, November 23, 2026.*Second news.*First news/);
    expect(message?.body).toContain('“This is what article number 2 says about its subject.”');
    expect(message?.body).toContain(`"args":["${message?.key}"]`);
    const fields = { slots: 1, p50Ms: 5_000, p95Ms: 5_000, maxMs: 5_000 };
    expect(running.log.lines).toEqual([{ level: 'info', event: 'editions posted', fields }]);
  });

  test('GIVEN a minute before its hour THEN nothing happens', async () => {
    const { rig, running, clock } = await rigAtEight();
    clock.setWall(at('2026-11-23T06:59:59Z'));
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual([]);
  });

  test('GIVEN a first try on time THEN the channel is not searched; the button finds the articles', async () => {
    const { running, channel } = await rigAtEight();
    await running.planner.runOnce();
    expect(channel.calls.map((call) => call.lookSince)).toEqual([null]);
    const found = await running.digests.articlesOfPart(channel.messages[0]?.key ?? '');
    expect(found).toHaveLength(2);
    expect(await running.digests.articlesOfPart('0'.repeat(25))).toEqual([]);
  });

  test('GIVEN new articles since the last edition THEN only those are in the next one', async () => {
    const { rig, running, clock, channel } = await rigAtEight();
    await running.planner.runOnce();
    await rig.addArticle('Third news');
    clock.setWall(clock.now() + DAY);
    await running.planner.runOnce();
    expect(channel.messages[1]?.body).toContain('Third news');
    expect(channel.messages[1]?.body).not.toContain('Second news');
  });

  test('GIVEN twelve articles THEN ten are shown, a line counts the others, and the next edition has none of them', async () => {
    const { rig, running, clock, channel } = await rigAtEight();
    for (let n = 0; n < 10; n++) await rig.addArticle(`More ${n}`);
    await running.planner.runOnce();
    expect(channel.messages[0]?.body).toContain('And 2 more new articles');
    expect(channel.messages[0]?.body).not.toContain('Second news');
    clock.setWall(clock.now() + DAY);
    await running.planner.runOnce();
    expect(channel.messages[1]?.body).toContain('Nothing new since the last edition.');
  });

  test('GIVEN a quiet day and “skip” THEN the slot is skipped; a run on demand says so all the same', async () => {
    const { rig, running, clock, channel, digest } = await rigAtEight({ quiet: 'skip' });
    await running.planner.runOnce();
    clock.setWall(clock.now() + DAY);
    await running.planner.runOnce();
    expect((await slotStates(rig)).at(-1)).toBe('2026-11-24T08:00: skipped');
    await running.digests.run(ORDER.guildId, digest.id, '42');
    await running.digests.run(ORDER.guildId, digest.id, '42');
    await running.planner.runOnce();
    expect((await slotStates(rig)).at(-1)).toBe('now:42: posted');
    expect(channel.messages).toHaveLength(2);
    expect(channel.messages[1]?.body).toContain('Nothing new');
  });

  test('GIVEN an article that cannot be summarized THEN the edition shows it without a sentence and the failure is recorded', async () => {
    const { rig, digest, channel } = await rigAtEight();
    const own = firstSentences();
    const summaries: Summaries = {
      async summarize(request) {
        if (request.article.title === 'First news') throw new Error('no sentence');
        return own.summarize(request);
      },
    };
    const running = rig.startProcess({ summaries });
    await running.planner.runOnce();
    expect(channel.messages[0]?.body).toContain('First news');
    expect(running.log.lines.map((line) => line.event)).toContain('article of a digest not summarized');
    expect(historyLines(await running.desk.why(digest.id))).toContain('article-failed');
  });

  test('GIVEN a model’s sentence THEN it stands without quotation marks and names the model', async () => {
    const { rig, channel } = await rigAtEight({ language: 'fr' });
    const own = firstSentences();
    const asked: string[] = [];
    const summaries: Summaries = {
      async summarize(request) {
        asked.push(`${request.language} ${request.length} ${request.asker.command} ${request.asker.userId}`);
        return { ...(await own.summarize(request)), origin: 'model', model: 'tester' };
      },
    };
    await rig.startProcess({ summaries }).planner.runOnce();
    expect(asked).toEqual(['fr one-line digest ', 'fr one-line digest ']);
    expect(channel.messages[0]?.body).toContain('Les phrases sans guillemets sont de tester');
    expect(channel.messages[0]?.body).not.toContain('«');
  });

  test('GIVEN an address with angle brackets or another scheme THEN the link cannot end early or do harm', async () => {
    const { rig, running, channel } = await rigAtEight();
    await rig.addArticle('Linked [news]', 'https://example.org/a?b=<c> d)');
    await rig.addArticle('Odd link', 'javascript:alert(1)');
    await running.planner.runOnce();
    const { content } = JSON.parse(channel.messages[0]?.body ?? '{}');
    expect(content).toContain('**[Linked \\[news\\]](<https://example.org/a?b=%3Cc%3E%20d)>)**');
    expect(content).not.toContain('javascript:');
  });
});

describe('slots that were missed', () => {
  test('GIVEN three days without the bot THEN the last is posted late, the others are folded, and it is looked for first', async () => {
    const { rig, running, clock, channel, digest } = await rigAtEight();
    clock.setWall(clock.now() + 3 * DAY);
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual([
      '2026-11-23T08:00: folded',
      '2026-11-24T08:00: folded',
      '2026-11-25T08:00: folded',
      '2026-11-26T08:00: posted',
    ]);
    clock.setWall(clock.now() + 2 * DAY + HOUR);
    await running.planner.runOnce();
    expect((await slotStates(rig)).slice(-2)).toEqual(['2026-11-27T08:00: folded', '2026-11-28T08:00: late']);
    // For itself, and for what was folded into it.
    const looks = channel.looks.map((look) => look.since);
    expect(looks).toEqual([at('2026-11-28T07:00:00Z'), at('2026-11-27T07:00:00Z')]);
    expect(channel.messages[1]?.body).toContain('is late');
    expect(historyLines(await running.desk.why(digest.id))).toContain('late (late: not-running)');
  });

  test('GIVEN the spring night with 02:15, 02:30 and 03:00 THEN one edition is posted and the others are merged', async () => {
    const rig = await openRig({ start: '2027-03-27T12:00:00Z' });
    const running = rig.startProcess();
    await running.digests.create({ ...ORDER, times: ['02:15', '02:30', '03:00'] }, 'u1');
    rig.clock.setWall(at('2027-03-28T01:00:01Z'));
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual([
      '2027-03-28T02:15: merged',
      '2027-03-28T02:30: merged',
      '2027-03-28T03:00: posted',
    ]);
    expect(rig.channel.messages).toHaveLength(1);
  });

  test('GIVEN the autumn night minute by minute THEN 02:30 is posted once', async () => {
    const rig = await openRig({ start: '2026-10-24T23:00:00Z' });
    const running = rig.startProcess();
    await running.digests.create({ ...ORDER, times: ['02:30'] }, 'u1');
    for (let minute = 0; minute < 300; minute++) {
      rig.clock.setWall(rig.clock.now() + MINUTE);
      await running.planner.runOnce();
    }
    expect(rig.channel.messages.map((message) => new Date(message.at).toISOString())).toEqual([
      '2026-10-25T00:30:00.000Z',
    ]);
  });

  test('GIVEN a clock that goes back three hours after the post THEN nothing is posted again', async () => {
    const { rig, running, clock, channel } = await rigAtEight();
    await running.planner.runOnce();
    clock.setWall(clock.now() - 3 * HOUR);
    await running.planner.runOnce();
    clock.setWall(clock.now() + 4 * HOUR);
    await running.planner.runOnce();
    expect(channel.messages).toHaveLength(1);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  });

  test('GIVEN a database older than the channel THEN what is there already is recorded as posted, not sent', async () => {
    const { rig, channel, digest, running, clock } = await rigAtEight();
    const key = hashFields([digest.id, '2026-11-23T08:00', 1], 25);
    channel.messages.push({ id: '900', key, channelId: ORDER.channelId, body: '{}', at: clock.now() });
    clock.setWall(clock.now() + HOUR);
    await running.planner.runOnce();
    expect(channel.messages).toHaveLength(1);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  });
});

describe('a channel in trouble', () => {
  test('GIVEN an answer that is lost THEN the part is looked for after 5 seconds and found, not sent again', async () => {
    const { rig, running, clock, channel } = await rigAtEight();
    channel.faults.push('lost');
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: composed']);
    clock.setWall(clock.now() + 4_000);
    await running.planner.runOnce();
    expect(channel.calls).toHaveLength(1);
    clock.setWall(clock.now() + 1_000);
    await running.planner.runOnce();
    expect(channel.messages).toHaveLength(1);
    expect(channel.calls[1]?.lookSince).toBe(at('2026-11-23T07:00:00Z'));
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  });

  test('GIVEN a refusal THEN the slot is refused, told at once and once, with what to do; its articles stay for the next edition', async () => {
    const { rig, running, clock, channel, told } = await rigAtEight();
    channel.faults.push({ kind: 'refused', reason: 'missing-permission', detail: '50013' });
    await running.planner.runOnce();
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Send Messages');
    clock.setWall(clock.now() + DAY);
    await running.planner.runOnce();
    expect(channel.messages[0]?.body).toContain('Second news');
  });

  test('GIVEN that the channel’s past cannot be read THEN the slot is uncertain, told, and not sent again', async () => {
    const { rig, running, channel, told } = await rigAtEight();
    channel.faults.push({ kind: 'uncertain', detail: 'no history' });
    await running.planner.runOnce();
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: uncertain']);
    expect(told).toEqual([expect.stringContaining('Read Message History')]);
    expect(channel.calls).toHaveLength(1);
  });

  test('GIVEN a process that dies before it could tell THEN the next one tells, once', async () => {
    const { rig, clock, channel, told } = await rigAtEight();
    channel.faults.push({ kind: 'refused', reason: 'unknown-channel', detail: '10003' });
    await rig.startProcess({ telling: 'crash' }).planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
    const next = rig.startProcess();
    await next.planner.runOnce();
    expect(told).toEqual([]);
    clock.setWall(clock.now() + 30_000);
    await next.planner.runOnce();
    await next.planner.runOnce();
    expect(told).toEqual([expect.stringContaining('no longer exists')]);
  });

  test('GIVEN a day of failures THEN the tries grow rarer, Discord’s own wait is kept, and the end is told', async () => {
    const { rig, running, clock, channel, told } = await rigAtEight();
    const failing = { kind: 'retry', reason: 'server', afterMs: null, detail: '503' } as const;
    channel.faults.push({ ...failing, afterMs: 90_000 }, ...Array.from({ length: 400 }, () => failing));
    const start = clock.now();
    const tried: number[] = [];
    while (clock.now() < start + DAY + 10 * MINUTE) {
      const before = channel.calls.length;
      await running.planner.runOnce();
      if (channel.calls.length > before) tried.push((clock.now() - start) / 1_000);
      // In steps of 5 seconds while the tries are near each other.
      clock.setWall(clock.now() + (clock.now() - start < 15 * MINUTE ? 5_000 : 5 * MINUTE));
    }
    expect(tried.slice(0, 6)).toEqual([0, 90, 105, 165, 345, 645]);
    expect(await slotStates(rig)).toContain('2026-11-23T08:00: refused');
    expect(told).toEqual([expect.stringContaining('24 hours')]);
  });

  test('GIVEN an outage over two later slots THEN the first ends, and the later ones make one edition', async () => {
    const { rig, running, clock, channel } = await rigAtEight({ times: ['08:00', '09:00', '10:00'] });
    const failing = { kind: 'retry', reason: 'server', afterMs: null, detail: '503' } as const;
    channel.faults.push(...Array.from({ length: 29 }, () => failing));
    for (let step = 0; step < 36; step++) {
      await running.planner.runOnce();
      clock.setWall(clock.now() + 5 * MINUTE);
    }
    expect(await slotStates(rig)).toEqual([
      '2026-11-23T08:00: late',
      '2026-11-23T09:00: folded',
      '2026-11-23T10:00: late',
    ]);
    expect(channel.messages).toHaveLength(2);
  });

  test('GIVEN parts one and two, and trouble with both THEN each is there once', async () => {
    const { rig, channel } = await rigAtEight();
    channel.faults.push('lost', { kind: 'retry', reason: 'server', afterMs: null, detail: '503' });
    const running = rig.startProcess({ blocksPerPart: 2 });
    for (let step = 0; step < 6; step++) {
      await running.planner.runOnce();
      rig.clock.setWall(rig.clock.now() + 20_000);
    }
    expect(new Set(channel.messages.map((message) => message.key)).size).toBe(channel.messages.length);
    expect(channel.messages).toHaveLength(2);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  });

  test('GIVEN no channel of administrators THEN it is recorded that nobody was told', async () => {
    const { channel, rig, digest } = await rigAtEight();
    const running = rig.startProcess({ telling: 'nobody' });
    channel.faults.push({ kind: 'refused', reason: 'missing-access', detail: '50001' });
    await running.planner.runOnce();
    const { slots } = (await running.desk.why(digest.id)) ?? { slots: [] };
    const told = slots.flatMap(({ events }) => events.filter(({ kind }) => kind === 'told'));
    expect(told.map(({ detail }) => detail)).toEqual([expect.objectContaining({ ok: false })]);
  });

  test('GIVEN an administrators’ channel that fails THEN it is logged and not tried forever', async () => {
    const { channel, rig } = await rigAtEight();
    const running = rig.startProcess({ telling: 'fails' });
    channel.faults.push({ kind: 'refused', reason: 'missing-access', detail: '50001' });
    await running.planner.runOnce();
    await running.planner.runOnce();
    const events = running.log.lines.map((line) => line.event);
    expect(events.filter((event) => event === 'administrators not told')).toHaveLength(1);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
  });
});
