import { expect, test } from 'vitest';
import { encodeBase32, hashFields, ID_PATTERN, newId } from '../src/ids.ts';
import { testRandom } from './support/random.ts';

test('GIVEN random bytes THEN an id is 12 characters of the alphabet and no two are alike', () => {
  const random = testRandom();
  const ids = Array.from({ length: 1000 }, () => newId(random));
  expect(ids.every((id) => ID_PATTERN.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

test('GIVEN known bytes THEN base32 takes five bits at a time', () => {
  expect(encodeBase32(Uint8Array.of(0xff, 0x00, 0xff, 0x00, 0xff), 8)).toBe('zw0fy07z');
  expect(() => encodeBase32(Uint8Array.of(1), 2)).toThrow(RangeError);
});

test('GIVEN fields that join to the same text THEN their hashes differ', () => {
  expect(hashFields(['ab', 'c'], 25)).not.toBe(hashFields(['a', 'bc'], 25));
  expect(hashFields(['ab', 'c'], 25)).toHaveLength(25);
});
