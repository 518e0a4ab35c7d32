import { expect, test } from 'vitest';
import { AWAITED_RANK, createHostTurns } from '../../../src/services/fetching/host-turns.ts';
import { testClock } from '../../support/clock.ts';

/** Turns that say when each began, in seconds; a turn lasts until it is ended by its name. */
function setUp({ pauseMs = 1_000, maxAtOnce = 8 } = {}) {
  const clock = testClock();
  const turns = createHostTurns({ clock, pauseMs, maxAtOnce });
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, { rank = 0, signal = new AbortController().signal } = {}) => {
    const host = name.replace(/\d+$/, '');
    const asked = turns.wait(host, { signal, rank });
    void asked.then(
      (turn) => {
        if ('barred' in turn)
          return log.push(`${name} barred ${turn.barred.status} ${turn.barred.retryAfterMs / 1000}`);
        ends.set(name, turn.end);
        return log.push(`${name} ${clock.monotonicMs() / 1000}`);
      },
      () => log.push(`${name} aborted`),
    );
    return asked;
  };
  const end = async (...names: string[]) => {
    for (const name of names) ends.get(name)?.();
    await clock.move(0);
  };
  return { clock, turns, log, ask, end };
}

test('GIVEN several requests to one host THEN one runs at a time, in order, a second between two starts', async () => {
  const { clock, log, ask, end } = setUp();
  for (const name of ['a1', 'a2', 'a3']) void ask(name);
  await clock.move(5_000);
  expect(log).toEqual(['a1 0']);
  await end('a1');
  expect(log).toEqual(['a1 0', 'a2 5']);
  await end('a2');
  await clock.move(999);
  expect(log).toHaveLength(2);
  await clock.move(1);
  expect(log).toEqual(['a1 0', 'a2 5', 'a3 6']);
});

test('GIVEN a turn that is ended twice THEN it counts once', async () => {
  const { log, ask, end } = setUp({ maxAtOnce: 1, pauseMs: 0 });
  for (const name of ['a1', 'b1', 'c1']) void ask(name);
  await end();
  await end('a1', 'a1');
  expect(log).toEqual(['a1 0', 'b1 0']);
});

test('GIVEN two hosts THEN neither waits for the other', async () => {
  const { log, ask, end } = setUp();
  void ask('a1');
  void ask('b1');
  await end();
  expect(log).toEqual(['a1 0', 'b1 0']);
});

test('GIVEN more hosts than places THEN the rest wait for a place', async () => {
  const { log, ask, end } = setUp({ maxAtOnce: 2 });
  for (const name of ['a1', 'b1', 'c1', 'd1']) void ask(name);
  await end();
  expect(log).toEqual(['a1 0', 'b1 0']);
  await end('b1');
  expect(log).toEqual(['a1 0', 'b1 0', 'c1 0']);
});

test('GIVEN a long line at one host THEN hosts that come later have their turns between', async () => {
  const { clock, log, ask, end } = setUp({ maxAtOnce: 1, pauseMs: 100 });
  for (let n = 1; n <= 50; n++) void ask(`a${n}`);
  await end();
  void ask('b1');
  void ask('c1');
  await clock.move(1_000);
  await end('a1');
  await end('b1');
  await end('c1');
  await end('a2');
  expect(log).toEqual(['a1 0', 'b1 1', 'c1 1', 'a2 1']);
});

test('GIVEN new hosts without end THEN one that has had its turn is not passed over for them', async () => {
  const { clock, log, ask, end } = setUp({ maxAtOnce: 1, pauseMs: 0 });
  for (const name of ['a1', 'a2']) void ask(name);
  await end();
  for (const name of ['b1', 'c1', 'd1']) {
    await clock.move(1_000);
    void ask(name);
    await end(log.at(-1)?.split(' ')[0] ?? '');
  }
  expect(log).toEqual(['a1 0', 'b1 1', 'a2 2', 'c1 3']);
});

test('GIVEN three hosts with lines, no pause and one place THEN they take turns evenly', async () => {
  const { log, ask, end } = setUp({ maxAtOnce: 1, pauseMs: 0 });
  for (const host of ['a', 'b', 'c']) for (let n = 1; n <= 3; n++) void ask(`${host}${n}`);
  await end();
  for (let n = 0; n < 8; n++) await end(log.at(-1)?.split(' ')[0] ?? '');
  expect(log.map((line) => line[0]).join('')).toBe('abcabcabc');
});

test('GIVEN a request that a person waits for THEN it goes first at its host and has places of its own', async () => {
  const { log, ask, end } = setUp({ maxAtOnce: 2, pauseMs: 0 });
  for (const name of ['a1', 'a2', 'b1', 'c1']) void ask(name);
  await end();
  void ask('a9', { rank: AWAITED_RANK });
  for (const name of ['d9', 'e9', 'f9']) void ask(name, { rank: AWAITED_RANK });
  await end();
  expect(log).toEqual(['a1 0', 'b1 0', 'd9 0', 'e9 0']);
  await end('a1');
  expect(log.at(-1)).toBe('f9 0');
  await end('f9');
  expect(log.at(-1)).toBe('a9 0');
  await end('d9', 'e9', 'a9');
  expect(log.at(-1)).toBe('c1 0');
});

test('GIVEN a request that was begun THEN its next step goes before what has not begun', async () => {
  const { log, ask, end } = setUp({ pauseMs: 0 });
  for (const name of ['a1', 'a2', 'a3']) void ask(name);
  void ask('a9', { rank: 1 });
  await end();
  await end('a1');
  expect(log).toEqual(['a1 0', 'a9 0']);
});

test('GIVEN a signal that aborts while waiting THEN that one is taken out of the line', async () => {
  const { clock, log, ask, end } = setUp();
  const control = new AbortController();
  void ask('a1');
  const second = ask('a2', { signal: control.signal });
  void ask('a3');
  await end();
  control.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  await end('a1');
  await clock.move(1_000);
  expect(log).toEqual(['a1 0', 'a2 aborted', 'a3 1']);
  await expect(ask('a4', { signal: control.signal })).rejects.toThrow('enough');
});

test('GIVEN a host that wants to be left alone THEN those in its line and those that come later are told, until then', async () => {
  const { clock, turns, log, ask, end } = setUp();
  for (const name of ['a1', 'a2', 'b1']) void ask(name);
  await end();
  turns.bar('a', { status: 429, retryAfterMs: 60_000 });
  await end('a1');
  await clock.move(20_000);
  void ask('a3');
  await end('b1');
  void ask('b2');
  await clock.move(40_000);
  void ask('a4');
  await end();
  expect(log).toEqual(['a1 0', 'b1 0', 'a2 barred 429 60', 'a3 barred 429 40', 'b2 20', 'a4 60']);
});

test('GIVEN a wall clock that jumps THEN turns and pauses do not mind', async () => {
  const { clock, log, ask, end } = setUp();
  void ask('a1');
  void ask('a2');
  await end();
  await end('a1');
  clock.setWall(Date.parse('2020-01-01T00:00:00Z'));
  await clock.move(1_000);
  expect(log).toEqual(['a1 0', 'a2 1']);
});
