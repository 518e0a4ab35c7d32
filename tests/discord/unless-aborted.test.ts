import { expect, test } from 'vitest';
import { unlessAborted } from '../../src/discord/unless-aborted.ts';

const reason = new Error('stopping');

test('GIVEN work that ends THEN its result or error comes through', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(signal, async () => 7)).toBe(7);
  await expect(unlessAborted(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('GIVEN an abort while work hangs THEN its reason is thrown at once', async () => {
  const stopping = new AbortController();
  const waiting = unlessAborted(stopping.signal, () => new Promise(() => undefined));
  stopping.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('GIVEN a signal aborted before THEN its reason is thrown, though the work ends too', async () => {
  await expect(unlessAborted(AbortSignal.abort(reason), async () => 7)).rejects.toBe(reason);
});
