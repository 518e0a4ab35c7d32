import { describe, expect, test } from 'vitest';
import { claimText, findText, finishText, releaseClaim, renewClaim, type TextKey } from '../../src/data/text-store.ts';
import { createSharedTexts, type Written } from '../../src/services/shared-texts.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { testRandom } from '../support/random.ts';

const KEY: TextKey = {
  articleId: 'a',
  revision: 1,
  task: 'summary',
  language: 'en',
  length: 'short',
  questionHash: '',
  glossaryHash: '',
  origin: 'model',
  model: 'm',
  promptVersion: '1',
};
const SIGNAL = new AbortController().signal;

describe('a claim', () => {
  test('GIVEN 20 who claim at once THEN one holds it, until its lease is over', async () => {
    const { db } = await testDatabase();
    const claims = Array.from({ length: 20 }, (_, i) => claimText(db, KEY, { id: `c${i}`, now: 0, leaseUntil: 100 }));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    expect(await findText(db, KEY)).toEqual({ state: 'running', leaseUntil: 100 });
    expect(await claimText(db, KEY, { id: 'later', now: 99, leaseUntil: 200 })).toBe(false);
    expect(await claimText(db, KEY, { id: 'later', now: 100, leaseUntil: 200 })).toBe(true);
  });

  test('GIVEN a claim taken over THEN its first holder can neither renew, write nor release it', async () => {
    const { db } = await testDatabase();
    await claimText(db, KEY, { id: 'first', now: 0, leaseUntil: 100 });
    await claimText(db, KEY, { id: 'second', now: 100, leaseUntil: 200 });
    expect(await renewClaim(db, 'first', 300)).toBe(false);
    expect(await finishText(db, 'first', { by: 'first' }, 150)).toBe(false);
    await releaseClaim(db, 'first');
    expect(await finishText(db, 'second', { by: 'second' }, 160)).toBe(true);
    expect(await findText(db, KEY)).toEqual({ state: 'done', body: { by: 'second' } });
  });

  test('GIVEN a text that is done THEN no lease ends it and no release removes it', async () => {
    const { db } = await testDatabase();
    await claimText(db, KEY, { id: 'one', now: 0, leaseUntil: 100 });
    await finishText(db, 'one', ['text'], 50);
    await releaseClaim(db, 'one');
    expect(await claimText(db, KEY, { id: 'two', now: 1e12, leaseUntil: 2e12 })).toBe(false);
    expect(await findText(db, KEY)).toEqual({ state: 'done', body: ['text'] });
  });

  test.each(Object.keys(KEY))('GIVEN another %s THEN it is another text', async (column) => {
    const { db } = await testDatabase();
    await claimText(db, KEY, { id: 'one', now: 0, leaseUntil: 100 });
    const other = { ...KEY, [column]: column === 'revision' ? 2 : 'other' };
    expect(await findText(db, other)).toBeUndefined();
    expect(await claimText(db, other, { id: 'two', now: 0, leaseUntil: 100 })).toBe(true);
  });
});

describe('sharing', () => {
  async function testTexts() {
    const newsroom = await testDatabase();
    const { log, events } = recordingLog();
    const open = (seed: number) => createSharedTexts<'no'>({ ...newsroom, random: testRandom(seed), log });
    return { ...newsroom, open, events };
  }
  const text = (body: unknown): Written<'no'> => ({ kind: 'text', body });

  test('GIVEN a writer that throws THEN all who waited here get that error, and the next ask begins anew', async () => {
    const { open, db } = await testTexts();
    const texts = open(1);
    let calls = 0;
    const write = async () => {
      if (++calls === 1) throw new Error('broken');
      return text(calls);
    };
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => texts.obtain({ key: KEY, write, signal: SIGNAL })),
    );
    expect(all.every((one) => one.status === 'rejected' && String(one.reason) === 'Error: broken')).toBe(true);
    expect(calls).toBe(1);
    expect(await findText(db, KEY)).toBeUndefined();
    expect(await texts.obtain({ key: KEY, write, signal: SIGNAL })).toEqual(text(2));
  });

  test('GIVEN another process that fails THEN the one that waited tries for itself', async () => {
    const { open, clock } = await testTexts();
    let fail: () => void = () => {};
    const first = open(1).obtain({
      key: KEY,
      write: () =>
        new Promise((_, reject) => {
          fail = () => reject(new Error('broken'));
        }),
      signal: SIGNAL,
    });
    const failed = first.then(
      () => 'it did not fail',
      (error: unknown) => String(error),
    );
    await clock.move(0);
    const second = open(2).obtain({ key: KEY, write: async () => text('mine'), signal: SIGNAL });
    await clock.move(5_000);
    fail();
    expect(await failed).toBe('Error: broken');
    await clock.move(1_000);
    expect(await second).toEqual(text('mine'));
  });

  test('GIVEN everybody denied THEN each is denied in its own name, and no claim is left', async () => {
    const { open, db } = await testTexts();
    const texts = open(1);
    let asked = 0;
    const write = async (): Promise<Written<'no'>> => {
      asked++;
      return { kind: 'denied', reason: 'no' };
    };
    const all = await Promise.all(Array.from({ length: 5 }, () => texts.obtain({ key: KEY, write, signal: SIGNAL })));
    expect(all).toEqual(Array.from({ length: 5 }, () => ({ kind: 'denied', reason: 'no' })));
    expect(asked).toBe(5);
    expect(await findText(db, KEY)).toBeUndefined();
  });

  test('GIVEN a signal aborted before THEN nothing begins', async () => {
    const { open, db } = await testTexts();
    const write = async () => text('never');
    await expect(open(1).obtain({ key: KEY, write, signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    );
    expect(await findText(db, KEY)).toBeUndefined();
  });

  test('GIVEN a process that stood still past its lease THEN the text of the one that took over stands', async () => {
    const { open, db, clock } = await testTexts();
    let finish: (written: Written<'no'>) => void = () => {};
    const first = open(1).obtain({
      key: KEY,
      write: () => new Promise((resolve) => (finish = resolve)),
      signal: SIGNAL,
    });
    await clock.move(0);
    clock.setWall(clock.now() + 120_000);
    expect(await open(2).obtain({ key: KEY, write: async () => text('second'), signal: SIGNAL })).toEqual(
      text('second'),
    );
    finish(text('first'));
    expect(await first).toEqual(text('first'));
    expect(await findText(db, KEY)).toEqual({ state: 'done', body: 'second' });
  });
});
