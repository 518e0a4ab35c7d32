import { expect, test } from 'vitest';
import type { Summaries } from '../../../src/services/summaries.ts';
import { firstSentences, openRig, ORDER, type Rig, slotStates } from './rig.ts';
import { historyLines } from '../../support/history-lines.ts';

const EIGHT = Date.parse('2026-11-23T07:00:05Z');

/** Summaries that wait until the test lets them go, or their signal aborts. */
function heldSummaries() {
  const own = firstSentences();
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const summaries: Summaries = {
    async summarize(request) {
      const aborted = Promise.withResolvers<never>();
      request.signal.addEventListener('abort', () => aborted.reject(request.signal.reason), { once: true });
      asked.resolve();
      await Promise.race([gate.promise, aborted.promise]);
      return own.summarize(request);
    },
  };
  return { summaries, asked: asked.promise, release: gate.resolve };
}

async function rigWithDigest(): Promise<Rig> {
  const rig = await openRig();
  await rig.addArticle();
  await rig.startProcess().digests.create(ORDER, 'u1');
  rig.clock.setWall(EIGHT);
  return rig;
}

test('GIVEN a composition of two minutes THEN its lease is renewed and another process stays away', async () => {
  const rig = await rigWithDigest();
  const held = heldSummaries();
  const slow = rig.startProcess({ summaries: held.summaries });
  const other = rig.startProcess();
  const working = slow.planner.runOnce();
  await held.asked;
  for (let step = 0; step < 12; step++) {
    await rig.clock.move(10_000);
    await other.planner.runOnce();
  }
  expect(rig.channel.messages).toEqual([]);
  held.release();
  await working;
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
  expect(rig.channel.messages).toHaveLength(1);
  const [slot] = await rig.db.selectFrom('slots').selectAll().execute();
  expect(slot?.late_reason).toBe('slow');
});

test('GIVEN a process that sleeps past its lease THEN another posts, and the first writes nothing', async () => {
  const rig = await rigWithDigest();
  const held = heldSummaries();
  const asleep = rig.startProcess({ summaries: held.summaries });
  const working = asleep.planner.runOnce();
  await held.asked;
  rig.clock.setWall(EIGHT + 31_000);
  await rig.startProcess().planner.runOnce();
  expect(rig.channel.messages).toHaveLength(1);
  held.release();
  await working;
  expect(rig.channel.messages).toHaveLength(1);
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  expect(asleep.log.lines.map((line) => line.event)).toEqual(['slot taken over by another process']);
});

test('GIVEN a clock that jumps during the work THEN the same process does not begin the slot again', async () => {
  const rig = await rigWithDigest();
  const held = heldSummaries();
  const running = rig.startProcess({ summaries: held.summaries });
  const working = running.planner.runOnce();
  await held.asked;
  rig.clock.setWall(EIGHT + 3 * 86_400_000);
  running.planner.wake();
  await rig.clock.move(0);
  held.release();
  await working;
  await running.planner.runOnce();
  expect(await slotStates(rig)).toEqual([
    '2026-11-23T08:00: late',
    '2026-11-24T08:00: folded',
    '2026-11-25T08:00: folded',
    '2026-11-26T08:00: posted',
  ]);
  expect(rig.channel.messages).toHaveLength(2);
});

test('GIVEN stop during a composition THEN it ends at once and the next process need not wait for the lease', async () => {
  const rig = await rigWithDigest();
  const held = heldSummaries();
  const running = rig.startProcess({ summaries: held.summaries });
  running.planner.start();
  await held.asked;
  await running.planner.stop();
  expect(rig.channel.messages).toEqual([]);
  await rig.startProcess().planner.runOnce();
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
  expect(running.log.lines.filter((line) => line.level === 'error')).toEqual([]);
});

test('GIVEN a lease and a wait written before the clock went back THEN neither holds the slot up', async () => {
  const rig = await rigWithDigest();
  rig.channel.faults.push({ kind: 'retry', reason: 'server', afterMs: null, detail: '503' });
  await rig.startProcess().planner.runOnce();
  const ahead = EIGHT + 30 * 86_400_000;
  await rig.db.updateTable('slots').set({ retry_at: ahead, lease_owner: 'gone', lease_until: ahead }).execute();
  await rig.startProcess().planner.runOnce();
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
});

test('GIVEN an edition that cannot be composed THEN it is tried again, and after a day refused and told', async () => {
  const rig = await rigWithDigest();
  const broken = rig.startProcess({ blocksPerPart: -1 });
  await broken.planner.runOnce();
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: leased']);
  expect(broken.log.lines.map((line) => line.event)).toEqual(['digest not composed']);
  await rig.db
    .updateTable('digests')
    .set({ planned_until: EIGHT + 2 * 86_400_000 })
    .execute();
  for (let hour = 1; hour <= 24; hour++) {
    rig.clock.setWall(EIGHT + hour * 3_600_000);
    await broken.planner.runOnce();
  }
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
  expect(rig.told).toEqual([expect.stringContaining('could not be put together')]);
});

test('GIVEN one digest that fails THEN another one’s edition is posted all the same', async () => {
  const rig = await rigWithDigest();
  const running = rig.startProcess();
  await rig.db.updateTable('digests').set({ zone: 'Mars/Olympus' }).execute();
  rig.clock.setWall(EIGHT - 10_000);
  await running.digests.create({ ...ORDER, channelId: 'other' }, 'u1');
  rig.clock.setWall(EIGHT);
  await running.planner.runOnce();
  expect(rig.channel.messages.map((message) => message.channelId)).toEqual(['other']);
  expect(running.log.lines.map((line) => line.event)).toEqual(['digest not looked after', 'editions posted']);
});

test('GIVEN a pause before the slot is begun THEN it is skipped; a run on demand is posted all the same', async () => {
  const rig = await rigWithDigest();
  const running = rig.startProcess();
  const [digest] = await running.digests.list(ORDER.guildId);
  await running.digests.pause(ORDER.guildId, digest?.id ?? '');
  await running.digests.run(ORDER.guildId, digest?.id ?? '', '7');
  await running.planner.runOnce();
  expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: skipped', 'now:7: posted']);
});

test('GIVEN what became of a digest THEN why tells its slots, tries and reasons; of an unknown one, nothing', async () => {
  const rig = await rigWithDigest();
  const running = rig.startProcess();
  const [digest] = await running.digests.list(ORDER.guildId);
  const id = digest?.id ?? '';
  expect((await running.desk.why(id))?.slots).toEqual([]);
  rig.channel.faults.push('lost', { kind: 'refused', reason: 'missing-access', detail: 'code 50001' });
  rig.channel.messages.length = 0;
  await running.planner.runOnce();
  rig.channel.messages.length = 0;
  rig.clock.setWall(EIGHT + 6_000);
  await running.planner.runOnce();
  const lines = historyLines(await running.desk.why(id));
  expect(lines).toContain('2026-11-23T08:00 Europe/Paris, due 2026-11-23T07:00:00.000Z: refused');
  expect(lines).toContain('0 of 1 parts sent, tries: 2');
  expect(lines).toMatch(
    /retry part=1 try=1 reason=network.*\n.*refused part=1 reason=missing-access detail=code 50001\n.*told ok=true/,
  );
  expect(await running.desk.why('nothing')).toBeUndefined();
  expect(await running.desk.previewText('nothing')).toBeUndefined();
  expect((await running.desk.previewText(id))?.join('\n')).toContain('**Article 1**');
});

test('GIVEN a message whose turn comes when another process has the slot THEN it is not sent', async () => {
  const rig = await rigWithDigest();
  const turn = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  rig.channel.hold = () => {
    reached.resolve();
    return turn.promise;
  };
  const stalled = rig.startProcess();
  const work = stalled.planner.runOnce();
  await reached.promise;
  // Hours in which the process stood still: the other one looks, posts and is done.
  rig.channel.hold = undefined;
  await rig.db
    .updateTable('slots')
    .set({ lease_until: rig.clock.now() - 1 })
    .execute();
  await rig.startProcess().planner.runOnce();
  expect(rig.channel.messages).toHaveLength(1);
  turn.resolve();
  await work;
  expect(rig.channel.messages).toHaveLength(1);
  expect(stalled.log.lines.map((line) => line.event)).toContain('slot taken over by another process');
});
