import { expect, onTestFinished, test } from 'vitest';
import { readFeed } from '../../src/services/feeds/read-feed.ts';
import type { Fetched, FetchRequest } from '../../src/services/fetching/fetching.ts';
import { createFetcher } from '../../src/services/fetching/create-fetcher.ts';
import { type DrivenClock, drivenClock } from '../support/crash-clock.ts';
import { playUntil, watchingClock } from '../support/month/month-clock.ts';
import { serveWeb, type Web } from '../support/month/serve-web.ts';
import { TRAIT_NAMES, traitsNamed } from '../support/month/traits.ts';
import { HOUR, isIn, listAt, type PlannedFeed, planWeb, textOf, versionAt } from '../support/month/web-plan.ts';
import { excerptOf } from '../support/month/write-feed.ts';

const START = Date.parse('2026-11-02T00:00:00Z');

async function openWeb(names: readonly string[], seed: number) {
  const plan = planWeb({ seed, start: START, days: 6, traits: traitsNamed(names) });
  const clock = drivenClock(START);
  const web = await serveWeb(plan, clock);
  onTestFinished(() => web.stop());
  return { plan, clock, web };
}

/** A fetcher whose time is the web's: what takes time in reality takes none in the month. */
function fetcherOf({ lookup, allowAddress, held, steps }: Web, clock: DrivenClock) {
  const watching = watchingClock(clock);
  const fetcher = createFetcher({ clock: watching.clock, userAgent: 'Kiosque (test)', lookup, allowAddress });
  onTestFinished(() => fetcher.close());
  const goings = { busy: () => Math.max(0, watching.watched() - held()), steps };
  return async (request: Omit<FetchRequest, 'for'>): Promise<Fetched> => {
    let isOver = false;
    const fetched = fetcher.fetch({ ...request, for: 'feed' }).finally(() => {
      isOver = true;
    });
    await playUntil(clock, clock.now() + HOUR, { goings, isOver: () => isOver });
    return fetched;
  };
}

const readable = TRAIT_NAMES.filter((name) => name !== 'five thousand items');

test.each(readable)('GIVEN a feed of the web with %s THEN it gives its items as they truly are', async (name) => {
  const { plan, clock, web } = await openWeb(['plain', name], 3);
  const [, feed] = plan.feeds;
  const at = momentOf(feed, plan.start);
  await clock.pass(at - clock.now());
  const fetched = await fetcherOf(web, clock)({ url: feed ? web.addressOf(feed) : '' });
  if (!feed || fetched.kind !== 'ok') throw new Error(`${name}: ${JSON.stringify(fetched)}`);
  const reading = readFeed({ ...fetched, now: at });
  if (reading.kind !== 'feed') throw new Error(`${name} gives ${reading.what}`);
  const truth = listAt(plan, feed, at).map((piece) => {
    const { title, paragraphs } = textOf(piece, versionAt(piece, at), feed.tongue);
    const text = feed.style.text === 'full' ? paragraphs.join(' ') : excerptOf({ title, paragraphs });
    return { title, text };
  });
  const read = reading.feed.items.map((item) => ({
    title: item.title,
    text: item.blocks.map(({ text }) => text).join(' '),
  }));
  expect(feed.style.order === 'oldest' ? read.toReversed() : read).toEqual(truth);
  expect(web.log.asked.at(-1)).toMatchObject({ life: 'test', status: 200, isWhole: true });
});

const MISHAPS = {
  'gone (410)': { problem: 'status', status: 410 },
  'lost for two days (404)': { problem: 'status', status: 404 },
  'busy (503, Retry-After)': { problem: 'status', status: 503, retryAfterMs: 2 * HOUR },
  silent: { problem: 'timeout' },
  'drips a byte a second': { problem: 'timeout' },
  'cuts its answers': { problem: 'broken' },
  'compresses badly': { problem: 'broken' },
};

test.each(Object.entries(MISHAPS))(
  'GIVEN a feed that is %s THEN its mishap is what a fetcher meets',
  async (name, met) => {
    const { plan, clock, web } = await openWeb(['plain', name], 4);
    const [, feed] = plan.feeds;
    const at = feed?.phases[0]?.from ?? 0;
    await clock.pass(at - clock.now());
    const fetched = await fetcherOf(web, clock)({ url: feed ? web.addressOf(feed) : '' });
    expect(fetched).toMatchObject({ kind: 'failed', ...met });
  },
);

test('GIVEN validators of the last answer THEN an unchanged feed says so, and a changed one does not', async () => {
  const { plan, clock, web } = await openWeb(['plain'], 5);
  const [feed] = plan.feeds;
  const url = feed ? web.addressOf(feed) : '';
  const fetch = fetcherOf(web, clock);
  const first = await fetch({ url });
  if (first.kind !== 'ok') throw new Error(JSON.stringify(first));
  const { etag, lastModified } = first;
  expect((await fetch({ url, etag, lastModified })).kind).toBe('not-modified');
  await clock.pass(24 * HOUR);
  expect((await fetch({ url, etag, lastModified })).kind).toBe('ok');
});

/** When no mishap is on, and something was published since the start. */
function momentOf(feed: PlannedFeed | undefined, start: number): number {
  for (let at = start + 2 * HOUR; ; at += HOUR) if (!feed?.phases.some((phase) => isIn(phase, at))) return at;
}
