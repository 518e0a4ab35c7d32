import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMessageStore, type StoredMessage } from '../../src/sandbox/message-store.ts';
import { createSnowflakes, isSnowflake } from '../../src/sandbox/snowflakes.ts';
import { testClock } from '../support/clock.ts';

function message(id: string, over: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id,
    channelId: '1',
    authorId: '2',
    sentAt: 0,
    editedAt: null,
    ephemeral: false,
    visibleTo: null,
    nonce: null,
    files: [],
    interactionId: null,
    body: { id },
    ...over,
  };
}

test('GIVEN messages in any order THEN the channel lists them by id, ephemeral ones and removed ones not', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1 }), (ids) => {
      const store = createMessageStore();
      for (const id of ids) store.add(message(String(id)));
      store.add(message('1000001', { ephemeral: true }));
      const sorted = ids.toSorted((a, b) => (a < b ? -1 : 1)).map(String);
      expect(store.list('1').map((one) => one.id)).toEqual(sorted);
      expect(store.page('1', { limit: 2 }).map((one) => one.id)).toEqual(sorted.slice(-2).toReversed());
      store.remove(sorted[0] ?? '');
      expect(store.list('1')).toHaveLength(ids.length - 1);
      expect(store.find('1000001')).toBeDefined();
      expect(store.list('another')).toEqual([]);
    }),
  );
});

test('GIVEN a clock that stands, goes on or back THEN ids differ, and later moments sort later', async () => {
  const clock = testClock();
  const nextId = createSnowflakes(clock);
  const now = [nextId(), nextId(), nextId()];
  await clock.move(1000);
  const later = nextId();
  clock.setWall(0);
  const before = nextId();
  expect(new Set([...now, later, before]).size).toBe(5);
  expect(now.every((id) => isSnowflake(id) && BigInt(id) < BigInt(later))).toBe(true);
  expect(BigInt(before)).toBeLessThan(BigInt(now[0] ?? 0));
});
