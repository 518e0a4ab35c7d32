import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestRow, SlotRow } from '../../../src/data/schema.ts';
import { chooseSlot, priorityOf } from '../../../src/services/digests/choose-slot.ts';
import { openRig, ORDER, slotStates } from './rig.ts';
import { historyLines } from '../../support/history-lines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');

/** A digest due at 08:00 and 20:00 in Paris with one article, and the process that was there when it was made. */
async function openDigest(order: Partial<typeof ORDER> = {}) {
  const rig = await openRig();
  await rig.addArticle('Old news');
  const running = rig.startProcess();
  const digest = await running.digests.create({ ...ORDER, times: ['08:00', '20:00'], ...order }, 'u1');
  const why = async () => historyLines(await running.desk.why(digest.id));
  const workAt = async (moment: number) => {
    rig.clock.setWall(moment);
    await running.planner.runOnce();
  };
  return { rig, running, digest, why, workAt };
}

describe('a slot that was missed', () => {
  test('GIVEN up to ten minutes THEN it is posted late whatever the digest says of missed ones', async () => {
    for (const catchUp of ['late', 'fold', 'skip'] as const) {
      const { rig, workAt } = await openDigest({ catchUp });
      await workAt(EIGHT + 10 * MINUTE);
      expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    }
  });

  test('GIVEN “post late” THEN it is posted up to the limit, and past it goes into the next edition', async () => {
    const { rig, workAt, why } = await openDigest({ lateLimitMs: 3 * HOUR });
    await workAt(EIGHT + 3 * HOUR);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    await rig.addArticle('Evening news');
    await workAt(EIGHT + 12 * HOUR + 3 * HOUR + 1);
    expect((await slotStates(rig))[1]).toBe('2026-11-23T20:00: folded');
    expect(await why()).toContain('folded into=next reason=past-limit');
    await workAt(EIGHT + 24 * HOUR);
    expect(await slotStates(rig)).toContain('2026-11-24T08:00: posted');
    expect(rig.channel.messages.at(-1)?.body).toContain('Evening news');
  });

  test('GIVEN “fold” THEN it goes into the next edition with its articles', async () => {
    const { rig, workAt, why } = await openDigest({ catchUp: 'fold' });
    await workAt(EIGHT + 11 * MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: folded']);
    expect(await why()).toContain('folded into=next reason=missed');
    await workAt(EIGHT + 12 * HOUR);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: folded', '2026-11-23T20:00: posted']);
    expect(rig.channel.messages[0]?.body).toContain('Old news');
  });

  test('GIVEN “fold” and a later slot that is due now THEN it goes into that one', async () => {
    const { rig, workAt, why } = await openDigest({ catchUp: 'fold' });
    await workAt(EIGHT + 12 * HOUR + MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: folded', '2026-11-23T20:00: posted']);
    expect(await why()).toContain('folded into=2026-11-23T20:00');
  });

  test('GIVEN “leave out” THEN it is skipped, and what was stored by its hour is not caught up', async () => {
    const { rig, workAt, why } = await openDigest({ catchUp: 'skip' });
    rig.clock.setWall(EIGHT + MINUTE);
    await rig.addArticle('News after eight');
    await workAt(EIGHT + 11 * MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: skipped']);
    expect(await why()).toContain('skipped reason=missed');
    await workAt(EIGHT + 12 * HOUR);
    expect(rig.channel.messages[0]?.body).toContain('News after eight');
    expect(rig.channel.messages[0]?.body).not.toContain('Old news');
  });

  test('GIVEN “leave out” and one slot missed, one due now THEN the missed one is left out and the other posted', async () => {
    const { rig, workAt } = await openDigest({ catchUp: 'skip' });
    await workAt(EIGHT + 12 * HOUR);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: skipped', '2026-11-23T20:00: posted']);
    expect(rig.channel.messages[0]?.body).not.toContain('Old news');
  });
});

describe('a run on demand', () => {
  test('GIVEN an hour without the bot THEN it is skipped: nobody waits any more; a younger one is posted', async () => {
    const { rig, running, digest, why } = await openDigest({ times: ['23:00'] });
    await running.planner.stop();
    await running.digests.run(ORDER.guildId, digest.id, '1');
    rig.clock.setWall(rig.clock.now() + 2 * MINUTE);
    await running.digests.run(ORDER.guildId, digest.id, '2');
    rig.clock.setWall(rig.clock.now() + 59 * MINUTE);
    await rig.startProcess().planner.runOnce();
    expect(await slotStates(rig)).toEqual(['now:1: skipped', 'now:2: late']);
    expect(await why()).toContain('skipped reason=missed');
    expect(rig.channel.messages).toHaveLength(1);
  });
});

const at = (minutes: number) => EIGHT + minutes * MINUTE;
const slotArbitrary = fc.record({
  due: fc.integer({ min: 0, max: 3_000 }),
  isRun: fc.boolean(),
  state: fc.constantFrom('due' as const, 'leased' as const, 'composed' as const),
  lease: fc.constantFrom(null, -1, 1),
  retry: fc.constantFrom(null, -5, 5),
  isTried: fc.boolean(),
  lateReason: fc.constantFrom(null, 'not-running', 'settled', 'refused'),
});

test('GIVEN any slots of a digest THEN at most one is worked on, none that may have been seen is closed, and each is closed once', () => {
  const terms = { now: at(3_000), owner: 'a', leaseMs: 30_000, longestRetryMs: HOUR };
  fc.assert(
    fc.property(
      fc.array(slotArbitrary, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('late' as const, 'fold' as const, 'skip' as const),
      fc.constantFrom('active' as const, 'paused' as const, 'removed' as const),
      (drawn, catchUp, state) => {
        const sorted = drawn.toSorted((a, b) => a.due - b.due);
        const slots = sorted.map(
          (one, index): SlotRow => ({
            id: `s${index}`,
            digest_id: 'd1',
            local_time: one.isRun ? `now:${index}` : `2026-11-23T08:0${index}`,
            zone: 'UTC',
            due_at: at(one.due),
            state: one.isTried ? 'composed' : one.state,
            lease_until: one.lease === null ? null : terms.now + one.lease * 10_000,
            lease_owner: null,
            late_reason: one.lateReason,
            covers_seq: null,
            retry_at: one.retry === null ? null : terms.now + one.retry * MINUTE,
            finished_at: null,
          }),
        );
        const tried = new Set(slots.filter((_, index) => sorted[index]?.isTried).map((slot) => slot.id));
        const digest = { ...DIGEST, catch_up: catchUp, state };
        const { next, closed } = chooseSlot({ digest, slots, tried }, terms);
        const ended = closed.map((one) => one.slot.id);
        expect(new Set(ended).size).toBe(ended.length);
        expect(ended.filter((id) => tried.has(id))).toEqual([]);
        expect(ended).not.toContain(next?.id);
        // What can be neither worked on nor closed waits for a lease, a retry, or another slot.
        const waits = slots.some((slot) => (slot.lease_until ?? 0) > terms.now || (slot.retry_at ?? 0) > terms.now);
        expect(next !== undefined || closed.length > 0 || waits).toBe(true);
        // At most one slot of the calendar is left to post once all this is written down.
        const left = slots.filter((slot) => !ended.includes(slot.id) && !slot.local_time.startsWith('now:'));
        const isFree = slots.every(
          (slot) => !tried.has(slot.id) && slot.lease_until === null && slot.late_reason !== 'settled',
        );
        expect(left.length <= 1 || !isFree || state !== 'active').toBe(true);
      },
    ),
  );
});

test('GIVEN runs, late slots and due ones THEN runs go first, then late ones, then the older digest; minutes in the queue change nothing', () => {
  const slot = (localTime: string, dueAt: number, lateReason: string | null) => ({
    local_time: localTime,
    due_at: dueAt,
    late_reason: lateReason,
  });
  const now = at(5);
  const order = [
    priorityOf(slot('now:1', at(4), null), at(-10), now),
    priorityOf(slot('2026-11-23T08:00', at(0), 'not-running'), at(-500), now),
    priorityOf(slot('2026-11-23T08:00', at(0), 'refused'), at(-400), now),
    priorityOf(slot('2026-11-23T08:00', at(0), null), at(-900), now),
    priorityOf(slot('2026-11-23T08:05', at(5), null), at(-800), now),
  ];
  expect(order.toSorted((a, b) => a - b)).toEqual(order);
});

const DIGEST: DigestRow = {
  id: 'd1',
  guild_id: 'g1',
  channel_id: 'c1',
  times_json: '["08:00"]',
  days_json: '[1]',
  cron: null,
  zone: 'UTC',
  language: 'en',
  second_language: null,
  second_shown: 'press',
  catch_up: 'late',
  late_limit_ms: 24 * HOUR,
  topics_json: '[]',
  muted_json: '[]',
  role_id: null,
  channel_type: 0,
  publish: 0,
  quiet: 'say',
  state: 'active',
  created_by: 'u1',
  created_at: 0,
  planned_until: 0,
  next_due_at: 0,
  covered_seq: null,
};
