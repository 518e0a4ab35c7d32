import { expect, test } from 'vitest';
import { createRecentIds } from '../../src/discord/recent-ids.ts';

test('GIVEN an id twice THEN only the first time is new', () => {
  const ids = createRecentIds(3);
  expect([ids.add('a'), ids.add('b'), ids.add('a')]).toEqual([true, true, false]);
});

test('GIVEN more ids than are kept THEN the oldest are forgotten and memory stays bounded', () => {
  const ids = createRecentIds(3);
  for (const id of ['a', 'b', 'c', 'd']) ids.add(id);
  expect(['b', 'c', 'd'].map((id) => ids.add(id))).toEqual([false, false, false]);
  expect(ids.add('a')).toBe(true);
});
