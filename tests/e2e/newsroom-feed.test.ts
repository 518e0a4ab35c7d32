import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { createDigests } from '../../src/services/digests/create-digests.ts';
import { createIntake } from '../../src/services/feeds/create-intake.ts';
import { feedXml, told } from '../support/feed-desk.ts';
import {
  type Overrides,
  press,
  type RawInteraction,
  recordingLog,
  runInteraction,
  slash,
} from '../support/interactions.ts';
import { serve } from '../support/loopback.ts';
import { testReading } from '../support/newsroom.ts';

const ELSEWHERE = { guild_id: '200000000000000009' } as const;
const PAGE = `<!doctype html><html lang="en"><head><title>The Harbor Courier</title>
<link rel="alternate" type="application/rss+xml" title="The Harbor Courier" href="/feed.xml"></head><body><h1>News</h1></body></html>`;

/** The real router and services, and a web of one invented site on this machine. */
async function startNewsroom() {
  const newsroom = await testReading();
  const site = await serve((request, response) => {
    const isFeed = request.url === '/feed.xml';
    response.setHeader('content-type', isFeed ? 'application/rss+xml' : 'text/html; charset=utf-8');
    const items = [told(1, { title: 'Ferry runs at night' }), told(2, { title: 'Library opens a garden' })];
    response.end(isFeed ? feedXml(items.map((item) => ({ ...item, link: null }))) : PAGE);
  });
  const { log, events } = recordingLog();
  const web = {
    allowAddress: () => true,
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]),
    limits: { pauseMs: 0 },
  };
  const intake = createIntake({ ...newsroom, log, locale: 'en', web, tick: () => () => undefined });
  onTestFinished(intake.close);
  const { digests } = createDigests({
    ...newsroom,
    ...newsroom.services,
    log,
    renderParts,
    office: {
      post: async ({ channelId }) => ({ kind: 'sent', messageId: '1', channelId, found: false }),
      find: async () => ({ kind: 'absent' }),
      publish: async () => ({ kind: 'published' }),
      mayPost: async () => true,
    },
    tick: () => () => undefined,
  });
  const services = { ...newsroom.services, feeds: intake.feeds, adding: intake.adding, digests };
  const run = (payload: RawInteraction) => runInteraction({ commands, services, payload, clock: newsroom.clock });
  const type = (name: string, options: Parameters<typeof slash>[1] = {}, overrides: Overrides = {}) =>
    run(slash(name, options, { manager: true, ...overrides }));
  const preview = async (overrides: Overrides = {}) => {
    await type(
      'digest create',
      { channel: { channelId: '800000000000000001', botPermissions: 0xfffffffn }, time: '08:00' },
      overrides,
    );
    return (await type('digest preview', {}, overrides)).text;
  };
  return {
    ...newsroom,
    address: `http://courier.example.org:${site.port}/`,
    polling: intake.polling,
    type,
    run,
    preview,
    events,
  };
}

test('GIVEN a page’s address THEN its feed is followed, polled, found, in this server’s digest and no other’s; left, its articles stay', async () => {
  const { address, polling, type, run, preview } = await startNewsroom();
  const added = await type('feed add', { address });
  expect(added.text).toContain('The Harbor Courier');
  await polling.pollDue();

  const found = await type('search', { words: 'ferry' });
  expect(found.text).toContain('Ferry runs at night');
  expect((await type('search', { words: 'ferry' }, ELSEWHERE)).text).toContain('No stored article matches');
  expect(await preview()).toContain('Ferry runs at night');
  expect(await preview(ELSEWHERE)).not.toContain('Ferry runs at night');

  expect((await type('feed remove', { feed: 'harbor' })).text).toContain('The Harbor Courier');
  expect((await type('feed list')).text).not.toContain('The Harbor Courier');
  expect((await type('search', { words: 'ferry' })).text).toContain('Ferry runs at night');
  const [select] = found.selects;
  const id = select?.options[0]?.value ?? '';
  expect((await type('article', { article: 'ferry runs at night' })).text).toContain('Ferry runs at night');
  expect((await run(press(select?.customId ?? '', { values: [id] }))).text).toContain('Ferry runs at night');
  expect((await type('digest preview')).text).not.toContain('Ferry runs at night');
});
