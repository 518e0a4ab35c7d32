import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { readPageApart } from '../../../src/services/pages/read-page-apart.ts';
import { createReadingHost, type ReadingHost } from '../../../src/services/reading/reading-host.ts';
import { newsPage, NOW, PROSE, textsOf } from '../../support/pages.ts';

const LIMITS = { timeoutMs: 20_000, memoryMb: 200 };
const hosts: ReadingHost[] = [];

function open(idleMs?: number): ReadingHost {
  const host = createReadingHost(systemClock(), idleMs);
  hosts.push(host);
  return host;
}

const input = (html: string) => ({
  bytes: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
  url: null,
  now: NOW,
});
/** Many elements, just under what the parser is given: seconds of work. */
const SLOW = newsPage({ article: '<p>One sentence of a paragraph, and a comma.</p>'.repeat(19_000) });

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

test('GIVEN several pages at once THEN each gets its own answer from the one worker', async () => {
  const host = open();
  const wanted = PROSE.map((text) => `${text} ${text}`);
  const found = await Promise.all(
    wanted.map((text) => host.runReading('page', input(newsPage({ article: `<p>${text}</p>` })), LIMITS)),
  );
  expect(found.map((outcome) => ('value' in outcome ? textsOf(outcome.value) : outcome))).toEqual(
    wanted.map((text) => [text]),
  );
});

test('GIVEN a page that takes too long THEN the worker is killed, and the next page is read by a new one', async () => {
  const host = open();
  expect(await host.runReading('page', input(SLOW), { timeoutMs: 50, memoryMb: 200 })).toMatchObject({
    failure: 'timeout',
  });
  const next = await host.runReading('page', input(newsPage()), LIMITS);
  expect('value' in next && textsOf(next.value)).toEqual(PROSE);
});

test('GIVEN a page that takes too much memory THEN that is the outcome, and this process and the next page are well', async () => {
  const host = open();
  const tight = { timeoutMs: 20_000, memoryMb: 14 };
  expect(await host.runReading('page', input(SLOW), tight)).toMatchObject({ failure: 'memory' });
  const next = await host.runReading('page', input(newsPage()), LIMITS);
  expect('value' in next && textsOf(next.value)).toEqual(PROSE);
});

test('GIVEN a worker that was idle THEN it ends, and a later page starts another', async () => {
  const host = open(0);
  for (let i = 0; i < 2; i++) {
    const outcome = await host.runReading('page-stripped', input('<p>hello there</p>'), LIMITS);
    expect('value' in outcome && textsOf(outcome.value)).toEqual(['hello there']);
  }
});

test('GIVEN a closed host THEN it says so, and may be closed again', async () => {
  const host = open();
  await host.close();
  expect(await host.runReading('page', input('<p>x'), LIMITS)).toMatchObject({ failure: 'closed' });
  await host.close();
});

test('GIVEN a page at work when the host closes THEN the answer comes and nothing hangs', async () => {
  const host = open();
  const reading = host.runReading('page', input(SLOW), LIMITS);
  await host.close();
  expect(await reading).toMatchObject({ failure: 'closed' });
});

test('GIVEN a host that says timeout THEN the page is read by the stripper, and a fault is thrown', async () => {
  const asked: string[] = [];
  const real = open();
  const host: Pick<ReadingHost, 'runReading'> = {
    runReading: async (task, page, limits) => {
      asked.push(task);
      return task === 'page'
        ? { failure: 'timeout', detail: 'late' }
        : real.runReading(task, page, { ...limits, timeoutMs: 20_000 });
    },
  };
  const found = await readPageApart(host, input(newsPage()));
  expect([asked, found.extractor, textsOf(found)]).toEqual([['page', 'page-stripped'], 'stripper', PROSE]);
  const faulty: typeof host = { runReading: async () => ({ failure: 'fault', detail: 'a mistake' }) };
  await expect(readPageApart(faulty, input(''))).rejects.toThrow('a mistake');
});
