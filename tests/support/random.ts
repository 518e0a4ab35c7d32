import type { Random } from '../../src/ids.ts';

/** Randomness that a test can repeat: bytes of a counter, spread so that ids differ in every character. */
export function testRandom(seed = 1): Random {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
}
