import { describe, expect, test } from 'vitest';
import { createCircuit } from '../../../src/services/digests/circuit.ts';
import { createTurnstile } from '../../../src/services/digests/turnstile.ts';
import { createWorkQueue } from '../../../src/services/digests/work-queue.ts';
import { testClock } from '../../support/clock.ts';
import { type Fault, openRig, ORDER, type Rig } from './rig.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');
const DOWN: Fault = { kind: 'retry', reason: 'server', afterMs: null, detail: '503' };

/** `count` digests of as many channels, all due at eight; the first is the oldest. */
async function openMany(count: number): Promise<{ rig: Rig; ids: string[] }> {
  const rig = await openRig();
  await rig.addArticle();
  const { digests } = rig.startProcess();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    rig.clock.setWall(Date.parse('2026-11-23T06:30:00Z') + n * SECOND);
    const order = { ...ORDER, guildId: `guild ${n}`, channelId: `channel ${n}` };
    ids.push((await digests.create(order, 'u1')).id);
  }
  rig.clock.setWall(EIGHT);
  return { rig, ids };
}

const channelsOf = (rig: Rig) => rig.channel.calls.map((call) => Number(call.channelId.split(' ')[1]));

describe('many digests due at one minute', () => {
  test('GIVEN 150 of them THEN each is posted once, the oldest first, with a priority that says so', async () => {
    const { rig } = await openMany(150);
    await rig.startProcess().planner.runOnce();
    const order = channelsOf(rig);
    // Four are composed at once: no place differs by more.
    expect(order.filter((n, place) => Math.abs(n - place) > 4)).toEqual([]);
    const priorities = rig.channel.calls.map((call) => call.priority);
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, n) => n));
    expect(priorities.map((priority) => (priority - Math.min(...priorities)) / SECOND)).toEqual(order);
    expect(new Set(rig.channel.messages.map((message) => message.key)).size).toBe(150);
  });

  test('GIVEN a run on demand and a late slot among them THEN the run goes first, then the late one', async () => {
    const { rig, ids } = await openMany(80);
    const running = rig.startProcess();
    await rig.db
      .insertInto('slots')
      .values({
        id: 'late',
        digest_id: ids[70] ?? '',
        local_time: '2026-11-23T08:00',
        zone: 'UTC',
        due_at: EIGHT,
        state: 'due',
        late_reason: 'not-running',
      })
      .execute();
    await running.planner.stop();
    await running.digests.run('guild 75', ids[75] ?? '', '1');
    await rig.startProcess().planner.runOnce();
    expect(channelsOf(rig).slice(0, 4)).toEqual(expect.arrayContaining([75, 70]));
    const urgent = rig.channel.calls.toSorted((a, b) => a.priority - b.priority).map((call) => call.channelId);
    expect(urgent.slice(0, 5)).toEqual([75, 75, 70, 0, 1].map((n) => `channel ${n}`));
  });

  test('GIVEN a run on demand while they go out THEN it does not wait for their end', async () => {
    const { rig, ids } = await openMany(300);
    const running = rig.startProcess();
    const post = Promise.withResolvers<void>();
    rig.channel.hold = async () => {
      if (rig.channel.calls.length === 40)
        void running.digests.run('guild 299', ids[299] ?? '', '1').then(() => post.resolve());
      await (rig.channel.calls.length >= 40 ? post.promise : undefined);
    };
    await running.planner.runOnce();
    const at = rig.channel.calls.findIndex((call) => call.priority < 1e14);
    expect(at).toBeGreaterThan(39);
    expect(at).toBeLessThan(200);
    expect(rig.channel.messages).toHaveLength(301);
  });

  test('GIVEN answers that take long THEN no more than 64 wait at once', async () => {
    const { rig } = await openMany(200);
    let waiting = 0;
    let most = 0;
    rig.channel.hold = async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      waiting -= 1;
    };
    await rig.startProcess().planner.runOnce();
    expect(rig.channel.messages).toHaveLength(200);
    expect(most).toBeGreaterThan(30);
    expect(most).toBeLessThanOrEqual(64);
  });

  test('GIVEN a Discord that is down THEN it is asked by a few, then by one at a time, and by all once it is back', async () => {
    const { rig } = await openMany(120);
    rig.channel.faults.push(...Array.from({ length: 500 }, () => DOWN));
    const running = rig.startProcess();
    await running.planner.runOnce();
    const asked = rig.channel.calls.length;
    expect(asked).toBeLessThanOrEqual(64);
    for (let step = 1; step <= 12; step++) {
      rig.clock.setWall(EIGHT + step * 5 * SECOND);
      await running.planner.runOnce();
      expect(rig.channel.calls.length).toBeLessThanOrEqual(asked + step);
    }
    expect(rig.channel.calls.length).toBeGreaterThan(asked + 6);
    rig.channel.faults.length = 0;
    for (let step = 0; step < 12; step++) {
      rig.clock.setWall(rig.clock.now() + 30 * SECOND);
      await running.planner.runOnce();
    }
    expect(new Set(rig.channel.messages.map((message) => message.key)).size).toBe(120);
    expect(rig.channel.messages).toHaveLength(120);
    const states = await rig.db.selectFrom('slots').select('state').distinct().execute();
    expect(states.map((row) => row.state).filter((state) => state !== 'late')).toEqual([]);
  });

  test('GIVEN all of them posted THEN one line tells how punctual they were', async () => {
    const { rig } = await openMany(20);
    rig.clock.setWall(EIGHT + 1_500);
    const running = rig.startProcess();
    await running.planner.runOnce();
    const fields = { slots: 20, p50Ms: 1_500, p95Ms: 1_500, maxMs: 1_500 };
    expect(running.log.lines).toEqual([{ level: 'info', event: 'editions posted', fields }]);
    const parts = await rig.db.selectFrom('parts').select('sent_at').distinct().execute();
    expect(parts).toEqual([{ sent_at: EIGHT + 1_500 }]);
  });
});

describe('the order of work', () => {
  test('GIVEN entries THEN the most urgent are taken first; those to compose only as far as there is room', () => {
    const queue = createWorkQueue();
    const entries = [
      { digestId: 'c', priority: 3, isQuick: true },
      { digestId: 'a', priority: 1, isQuick: false },
      { digestId: 'b', priority: 2, isQuick: false },
    ];
    queue.replace(entries);
    queue.add({ digestId: 'd', priority: 2.5, isQuick: true });
    expect(queue.take(2, 1).map((entry) => entry.digestId)).toEqual(['a', 'd']);
    expect(queue.take(5, 0).map((entry) => entry.digestId)).toEqual(['c']);
    expect(queue.size()).toBe(1);
    expect(queue.take(5, 5).map((entry) => entry.digestId)).toEqual(['b']);
    expect(queue.take(5, 5)).toEqual([]);
  });

  test('GIVEN a turnstile for two THEN two are inside at once, the urgent go first, and who gives up leaves the line', async () => {
    const turnstile = createTurnstile(2);
    const gates = new Map<string, () => void>();
    const entered: string[] = [];
    const leaving = new AbortController();
    const pass = (name: string, priority: number, signal = new AbortController().signal) =>
      turnstile.pass(priority, signal, () => {
        entered.push(name);
        const gate = Promise.withResolvers<void>();
        gates.set(name, gate.resolve);
        return gate.promise;
      });
    const all = [pass('a', 9), pass('b', 9), pass('c', 5), pass('d', 1), pass('e', 0, leaving.signal)];
    leaving.abort(new Error('enough'));
    await expect(all[4]).rejects.toThrow('enough');
    expect(entered).toEqual(['a', 'b']);
    gates.get('a')?.();
    await all[0];
    expect(entered).toEqual(['a', 'b', 'd']);
    expect(turnstile.size()).toBe(3);
    gates.get('d')?.();
    await all[3];
    gates.get('b')?.();
    gates.get('c')?.();
    await Promise.all([all[1], all[2]]);
    expect(entered).toEqual(['a', 'b', 'd', 'c']);
    expect(turnstile.size()).toBe(0);
    await expect(turnstile.pass(0, leaving.signal, async () => undefined)).rejects.toThrow('enough');
  });
});

describe('the circuit', () => {
  const enter = (circuit: ReturnType<typeof createCircuit>) => {
    const entered = circuit.enter();
    if (typeof entered === 'number') throw new Error(`closed until ${entered}`);
    return entered;
  };

  test('GIVEN three failures in a row THEN one request at a time asks, each five seconds, until one is answered', () => {
    const clock = testClock(EIGHT);
    const circuit = createCircuit(clock);
    enter(circuit)('unreachable');
    enter(circuit)('unreachable');
    enter(circuit)('answered');
    for (let n = 0; n < 3; n++) enter(circuit)('unreachable');
    expect(circuit.openUntil()).toBe(EIGHT + 5 * SECOND);
    expect(circuit.enter()).toBe(EIGHT + 5 * SECOND);
    clock.setWall(EIGHT + 5 * SECOND);
    const probe = enter(circuit);
    expect(circuit.enter()).toBe(EIGHT + 6 * SECOND);
    probe('unknown');
    clock.setWall(EIGHT + 10 * SECOND);
    enter(circuit)('answered');
    expect(circuit.openUntil()).toBeNull();
    enter(circuit);
  });

  test('GIVEN a clock that goes back THEN it does not stay closed', () => {
    const clock = testClock(EIGHT);
    const circuit = createCircuit(clock);
    for (let n = 0; n < 3; n++) enter(circuit)('unreachable');
    clock.setWall(EIGHT - 60 * MINUTE);
    enter(circuit)('answered');
    expect(circuit.openUntil()).toBeNull();
  });
});
