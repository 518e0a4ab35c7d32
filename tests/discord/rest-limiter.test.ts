import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQueue, type Waiting } from '../../src/discord/rest-limiter-queue.ts';
import { mostInASecond, openSky, type Trip } from './limiter-sky.ts';

const namesOf = (sky: ReturnType<typeof openSky>) => sky.arrivals.map(({ name }) => name);

test('GIVEN any latencies, lost answers and stalls THEN never more than so many requests arrive in any second', async () => {
  const trips = fc.array(
    fc.record({ outMs: fc.double({ min: 0, max: 2_500, noNaN: true }), backMs: fc.integer({ min: 0, max: 4_000 }) }),
    { minLength: 40, maxLength: 100 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), trips, async (perSecond, given) => {
      const sky = openSky({ perSecond, trip: (n) => ({ ...(given[n] ?? NEAR), isLost: n % 7 === 0 }) });
      for (const n of given.keys()) void sky.send(`c${n}`);
      await sky.run();
      expect(sky.arrivals).toHaveLength(given.length);
      expect(mostInASecond(sky.arrivals)).toBeLessThanOrEqual(perSecond);
    }),
    { numRuns: 40 },
  );
});

test('GIVEN a way out that is steady to 20 ms and any way back THEN what was learned of it breaks no second', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.record({ late: fc.integer({ min: 0, max: 20 }), backMs: fc.integer({ min: 0, max: 900 }) }), {
        minLength: 50,
        maxLength: 50,
      }),
      async (outMs, given) => {
        const trip = (n: number): Trip => {
          const { late, backMs } = given[n % given.length] ?? { late: 0, backMs: 0 };
          return { outMs: outMs + late, backMs };
        };
        const sky = openSky({ perSecond: 25, trip });
        for (let n = 0; n < 700; n++) void sky.send(`c${n}`);
        await sky.run();
        expect(mostInASecond(sky.arrivals)).toBeLessThanOrEqual(25);
      },
    ),
    { numRuns: 10 },
  );
});

test.each([4, 100, 250])('GIVEN a steady round trip of %i ms THEN nearly all of the limit is used', async (tripMs) => {
  const sky = openSky({ perSecond: 50, trip: () => ({ outMs: tripMs / 2, backMs: tripMs / 2 }) });
  for (let n = 0; n < 2_000; n++) void sky.send(`c${n}`);
  await sky.run();
  const times = sky.arrivals.slice(500).map(({ atMs }) => atMs);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  // A second for the last ones' own.
  expect(times.length / 50 / (seconds + 1)).toBeGreaterThan(0.96);
  expect(mostInASecond(sky.arrivals)).toBe(50);
});

test('GIVEN more than the limit waits THEN the lowest priority number goes first, of equals the first to come', async () => {
  const sky = openSky({ perSecond: 2 });
  for (const [name, priority] of [
    ['a', 5],
    ['b', 5],
    ['late', 9],
    ['due', 5],
    ['run', 1],
    ['due 2', 5],
  ] as const)
    void sky.send(name, { priority });
  await sky.run();
  expect(namesOf(sky)).toEqual(['a', 'b', 'run', 'due', 'due 2', 'late']);
  expect(sky.limiter.pace()).toEqual({ requests: 6, waits: 4, refusals: 0, globalRefusals: 0 });
});

test('GIVEN one who gives up while waiting THEN it is told why at once, and is never sent', async () => {
  const sky = openSky({ perSecond: 1 });
  const stop = new AbortController();
  void sky.send('first');
  void sky.send('second', { signal: stop.signal });
  void sky.send('third');
  await sky.run(500);
  stop.abort(new Error('stopping'));
  await sky.run(500);
  expect(sky.failures).toEqual([new Error('stopping')]);
  await sky.run();
  expect(namesOf(sky)).toEqual(['first', 'third']);
});

test('GIVEN thousands who give up THEN none of them is kept', async () => {
  const sky = openSky({ perSecond: 1 });
  const stop = new AbortController();
  for (let n = 0; n < 3_000; n++) void sky.send(`c${n}`, { signal: stop.signal });
  await sky.run(10);
  stop.abort(new Error('stopping'));
  await sky.run(10);
  expect(sky.limiter.held().waiting).toBe(0);
});

test('GIVEN an answer that never comes THEN the others go on, and its slot is free a second after it was given up', async () => {
  const stalled: Trip = { outMs: 1, backMs: 15_000, isLost: true };
  const sky = openSky({ perSecond: 2, trip: (n) => (n === 0 ? stalled : NEAR) });
  for (let n = 0; n < 40; n++) void sky.send(`c${n}`);
  await sky.run(15_500);
  expect(sky.arrivals.length).toBe(17);
  await sky.run();
  expect(sky.arrivals).toHaveLength(40);
  expect(mostInASecond(sky.arrivals)).toBe(2);
});

test('GIVEN an empty bucket THEN who waits for it holds up nobody, and goes when it is renewed', async () => {
  let left = 2;
  const sky = openSky({
    perSecond: 50,
    answer: (_at, { lane }) =>
      lane.major === 'busy' ? { bucket: 'b', remaining: Math.max(0, --left), resetAfterMs: 5_000 } : {},
  });
  for (let n = 0; n < 4; n++) void sky.send(`busy ${n}`, { channel: 'busy', priority: -1 });
  for (let n = 0; n < 10; n++) void sky.send(`other ${n}`);
  await sky.run(4_000);
  expect(namesOf(sky).filter((name) => name.startsWith('busy'))).toEqual(['busy 0', 'busy 1']);
  expect(sky.arrivals).toHaveLength(12);
  left = 5;
  await sky.run(5_020);
  expect(namesOf(sky).slice(-2)).toEqual(['busy 2', 'busy 3']);
});

test('GIVEN a bucket that says five are left THEN five go at once, and the sixth waits', async () => {
  let left = 6;
  const answer = () => ({ bucket: 'b', remaining: Math.max(0, --left), resetAfterMs: 5_000 });
  const sky = openSky({ perSecond: 50, trip: () => ({ outMs: 1, backMs: 50 }), answer });
  for (let n = 0; n < 7; n++) void sky.send(`n${n}`, { channel: 'one' });
  await sky.run(4_000);
  expect(sky.arrivals.map(({ atMs }) => Math.round(atMs))).toEqual([1, 52, 52, 52, 52, 52]);
});

test('GIVEN a refusal for one lane THEN that lane alone pauses; one for the whole bot pauses all', async () => {
  const pauses: Record<string, object> = {
    crosspost: { pauseMs: 10_000, bucket: 'p', remaining: 4, resetAfterMs: 1_000 },
    global: { pauseMs: 3_000, isGlobal: true },
  };
  const sky = openSky({ perSecond: 50, answer: (_at, { lane }) => pauses[lane.template] ?? {} });
  void sky.send('p1', { channel: 'news', template: 'crosspost' });
  await sky.run(100);
  void sky.send('p2', { channel: 'news', template: 'crosspost' });
  void sky.send('m1', { channel: 'news' });
  await sky.run(200);
  expect(namesOf(sky)).toEqual(['p1', 'm1']);
  void sky.send('g', { template: 'global' });
  await sky.run(300);
  void sky.send('m2');
  await sky.run(3_000);
  expect(namesOf(sky)).toEqual(['p1', 'm1', 'g']);
  await sky.run(9_000);
  expect(namesOf(sky).slice(3)).toEqual(['m2']);
  await sky.run(11_000);
  expect(namesOf(sky).slice(4)).toEqual(['p2']);
  expect(sky.limiter.pace()).toMatchObject({ refusals: 2, globalRefusals: 1 });
});

test('GIVEN a pause longer than 30 s THEN who waits is told at once how long it is', async () => {
  const sky = openSky({ perSecond: 50, answer: () => ({ pauseMs: 600_000 }) });
  void sky.send('first', { channel: 'one' });
  void sky.send('second', { channel: 'one' });
  await sky.run(1_000);
  void sky.send('third', { channel: 'one' });
  await sky.run(1_000);
  expect(namesOf(sky)).toEqual(['first']);
  expect(sky.failures).toMatchObject([{ name: 'RateLimited', afterMs: 600_000 }, { afterMs: 599_002 }]);
});

test('GIVEN two thousand channels a day THEN their buckets are forgotten', async () => {
  const sky = openSky({ perSecond: 1_000, answer: () => ({ bucket: 'b', remaining: 4, resetAfterMs: 1_000 }) });
  let most = 0;
  for (let round = 0; round < 10; round++) {
    for (let n = 0; n < 600; n++) void sky.send(`c${round}-${n}`);
    await sky.run((round + 1) * 10_000);
    most = Math.max(most, sky.limiter.held().buckets);
  }
  expect(sky.arrivals).toHaveLength(6_000);
  expect(most).toBeLessThan(1_900);
});

test('GIVEN a process that may have sent until just now THEN the first second is left to what it sent', async () => {
  const sky = openSky({ perSecond: 5, afterAnother: true });
  void sky.send('first');
  await sky.run(1_001);
  expect(sky.arrivals).toEqual([]);
  await sky.run(1_010);
  expect(namesOf(sky)).toEqual(['first']);
});

test('GIVEN requests of others with the same token THEN they wait for nothing and count', async () => {
  const sky = openSky({ perSecond: 3 });
  const over = [sky.limiter.note(), sky.limiter.note()];
  for (let n = 0; n < 3; n++) void sky.send(`c${n}`);
  await sky.run(500);
  expect(namesOf(sky)).toEqual(['c0']);
  for (const end of over) end();
  await sky.run(1_400);
  expect(namesOf(sky)).toEqual(['c0', 'c1']);
  await sky.run(1_600);
  expect(namesOf(sky)).toEqual(['c0', 'c1', 'c2']);
});

test('GIVEN a stop THEN whoever waits is told', async () => {
  const sky = openSky({ perSecond: 1 });
  void sky.send('first');
  void sky.send('second');
  await sky.run(10);
  sky.limiter.stop();
  sky.limiter.stop();
  await sky.run(5_000);
  expect(sky.failures).toMatchObject([{ message: 'The bot stops' }]);
  expect(namesOf(sky)).toEqual(['first']);
});

test('GIVEN any pushes and pops THEN the queue gives what a sorted list would', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined })), (acts) => {
      const queue = createQueue<Waiting>();
      let list: Waiting[] = [];
      for (const [order, priority] of acts.entries()) {
        const popped = priority === undefined ? queue.pop() : undefined;
        expect(popped).toEqual(priority === undefined ? list.shift() : undefined);
        if (priority === undefined) continue;
        queue.push({ priority, order });
        list = [...list, { priority, order }].toSorted((x, y) => x.priority - y.priority || x.order - y.order);
      }
      queue.prune(({ order }) => order % 2 === 0);
      list = list.filter(({ order }) => order % 2 === 0);
      while (list.length > 0) expect(queue.pop()).toEqual(list.shift());
      expect(queue.peek()).toBeUndefined();
    }),
  );
});

const NEAR: Trip = { outMs: 1, backMs: 1 };
