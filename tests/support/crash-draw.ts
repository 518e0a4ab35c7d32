import type { Random } from '../../src/ids.ts';

/** Chance that a seed repeats. */
export type Draw = {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<Value>(list: readonly [Value, ...Value[]]): Value;
  chance(probability: number): boolean;
  /** For what wants bytes. */
  bytes: Random;
};

/** Draws from `seed` alone: mulberry32, 32 bits of state (https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  // Neighboring seeds begin alike.
  for (let turn = 0; turn < 4; turn++) next();
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    chance: (probability) => next() < probability,
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
  };
}
