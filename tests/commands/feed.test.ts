import { describe, expect, test } from 'vitest';
import { feedCommand } from '../../src/commands/feed.ts';
import { parseAddress } from '../../src/commands/address-option.ts';
import type { FollowedFeed, SourceProblem } from '../../src/services/feeds/feeds.ts';
import { wordsFor } from '../../src/words/words.ts';
import { type FakeWeb, fakeFeeds, feedCheck, followedFeed, itemPreview } from '../support/fake-feeds.ts';
import {
  complete,
  type Overrides,
  press,
  type RawInteraction,
  type RawValues,
  runInteraction,
  type Seen,
  slash,
} from '../support/interactions.ts';

const SITE = 'https://paper.example.org/';
const FEED = 'https://paper.example.org/feed.xml';

function startServer(followed: readonly FollowedFeed[] = [], web: FakeWeb = {}, file = '') {
  const { feeds, sources, ...rest } = fakeFeeds(followed, web);
  const run = (payload: RawInteraction) =>
    runInteraction({
      commands: [feedCommand],
      services: { feeds, sources },
      payload,
      download: async () => new TextEncoder().encode(file),
    });
  const type = (name: string, options: RawValues = {}, overrides: Overrides = { manager: true }) =>
    run(slash(`feed ${name}`, options, overrides));
  const tap = (seen: Seen, label: string, overrides: Overrides = { manager: true }) => {
    const button = seen.buttons.find((one) => one.label === label);
    if (!button) throw new Error(`No button ${label} among ${seen.buttons.map((one) => one.label).join(', ')}`);
    return run(press(button.customId, { onEphemeral: true, ...overrides }));
  };
  return { ...rest, run, type, tap };
}

const found = (...urls: string[]) => ({
  kind: 'feeds' as const,
  feeds: urls.map((url) => ({ url, title: `At ${url}` })),
});

describe('/feed add', () => {
  test('GIVEN a page with one feed THEN follows it and shows how its items will look', async () => {
    const { type, held } = startServer([], { discoveries: { [SITE]: found(FEED) } });
    const seen = await type('add', { address: 'paper.example.org' });
    expect(seen.isEphemeral).toBe(true);
    expect(seen.text).toContain('Followed. New articles are stored as they arrive');
    expect(seen.text).toContain('**[The bakery on Mill Lane opens again](<https://bakery.example.org/opens>)**');
    expect(seen.text).toContain('-# Nov 22, 2026, 9:30 AM UTC · English · whole text in the feed');
    expect(seen.buttons.map(({ label }) => label)).toEqual(['Check', 'Pause', 'Remove']);
    expect([...held.values()].map(({ url }) => url)).toEqual([FEED]);
  });

  test('GIVEN several THEN the manager chooses; an address too long for a choice is named', async () => {
    const long = `${SITE}${'a'.repeat(120)}.xml`;
    const discoveries = { [SITE]: found(FEED, `${SITE}sport.xml`, long) };
    const { type, run, held } = startServer([], { discoveries });
    const seen = await type('add', { address: SITE });
    expect(seen.text).toContain('I found 3 feeds there');
    expect(seen.text.replaceAll('\\', '')).toContain(long);
    expect(held.size).toBe(0);
    const [select] = seen.selects;
    expect(select?.options.map(({ value }) => value)).toEqual([FEED, `${SITE}sport.xml`]);
    const chosen = press(select?.customId ?? '', { values: [`${SITE}sport.xml`], onEphemeral: true, manager: true });
    expect((await run(chosen)).text).toContain('Followed.');
    expect([...held.values()].map(({ url }) => url)).toEqual([`${SITE}sport.xml`]);
  });

  test('GIVEN none THEN says so with the next step; a problem is told by its own sentence', async () => {
    const { type } = startServer([], {
      discoveries: { 'https://gone.example.org/': { kind: 'none', problem: { what: 'status', status: 404 } } },
    });
    expect((await type('add', { address: SITE })).text).toContain('Look for “RSS”');
    const { text } = await type('add', { address: 'https://gone.example.org/' });
    expect(text).toContain('I could not follow that feed. There is nothing at that address any more (404).');
  });

  test('GIVEN one that is followed already THEN says so', async () => {
    const { type } = startServer([followedFeed({ id: 'a', url: FEED })], { discoveries: { [FEED]: found(FEED) } });
    expect((await type('add', { address: FEED })).text).toContain('This server follows that feed already.');
  });

  test('GIVEN a member, or a direct message THEN refuses and asks nothing of the web', async () => {
    const { type, asked } = startServer();
    for (const name of ['add', 'pause', 'remove', 'export'])
      expect((await type(name, name === 'add' ? { address: SITE } : {}, {})).text).toContain('Manage Server');
    expect((await type('list', {}, { direct: true })).text).toContain('inside a server');
    expect(asked).toEqual([]);
  });
});

describe('an address that a member types', () => {
  test.each([
    ['example.org', 'https://example.org/'],
    ['  <https://example.org/a?b=c> ', 'https://example.org/a?b=c'],
    ['http://example.org/feed', 'http://example.org/feed'],
    ['feed://example.org/rss', 'https://example.org/rss'],
    ['feed:https://example.org/rss', 'https://example.org/rss'],
    ['example.org:8080/rss', 'https://example.org:8080/rss'],
    ['müller.example.org', 'https://xn--mller-kva.example.org/'],
  ])('GIVEN %s THEN it is %s', (typed, address) => {
    expect(parseAddress(typed)).toBe(address);
  });

  test.each([
    '',
    'bakery',
    'two words',
    'ftp://example.org/',
    'javascript:alert(1)',
    `https://e.org/${'a'.repeat(3000)}`,
  ])('GIVEN %s THEN refuses', (typed) => {
    expect(() => parseAddress(typed)).toThrow(expect.objectContaining({ code: 'bad-address' }));
  });
});

describe('/feed list', () => {
  test('GIVEN feeds in each state THEN says in plain words how each is', async () => {
    const since = Date.parse('2026-11-20T00:00:00Z');
    const { type } = startServer([
      followedFeed({ id: 'fine', articles: 1200 }),
      followedFeed({ id: 'bad', state: 'failing', problem: { what: 'timeout', status: null, since } }),
      followedFeed({ id: 'over', state: 'gone', nextAt: null }),
      followedFeed({ id: 'still', state: 'paused', nextAt: null, articles: 0 }),
    ]);
    const { text } = await type('list', {}, {});
    expect(text).toContain('### 4 feeds');
    expect(text).toContain('-# 1,200 articles · next read <t:1795417200:R>');
    expect(text).toContain(
      '12 articles · ⚠ unreadable since <t:1795132800:d>; next try <t:1795417200:R>. The site did not answer in time.',
    );
    expect(text).toContain('ended: the site says this feed is gone for good');
    expect(text).toContain('no articles yet · paused');
  });

  test('GIVEN many THEN pages of them', async () => {
    const { type, tap } = startServer(Array.from({ length: 19 }, (_, n) => followedFeed({ id: `f${n}` })));
    const first = await type('list', {}, {});
    expect(first.selects[0]?.options).toHaveLength(8);
    const second = await tap(first, 'Next', {});
    expect(second.selects[0]?.options.map(({ value }) => value)).toContain('f15');
    const third = await tap(second, 'Next', {});
    expect(third.selects[0]?.options).toHaveLength(3);
    expect(third.buttons.find(({ label }) => label === 'Next')?.disabled).toBe(true);
  });

  test('GIVEN none THEN says how to begin', async () => {
    expect((await startServer().type('list', {}, { locale: 'fr' })).text).toContain('/flux ajouter');
  });
});

describe('/feed check', () => {
  test('GIVEN a feed with troubles THEN each is one plain sentence below its items', async () => {
    const items = [
      itemPreview({ isFull: false, publishedAt: null, publishedOn: '2026-11-21' }),
      itemPreview({ publishedAt: null }),
    ];
    const check = feedCheck({ items, total: 40, warnings: ['no-dates', 'excerpts-only', 'stale'] });
    const { type } = startServer([followedFeed({ id: 'a' })], { check });
    const { text } = await type('check', {}, {});
    expect(text).toContain('**What it gives now: the last 2 of 40**');
    expect(text).toContain('-# Nov 21, 2026 · English · excerpt; I read the rest on its page');
    expect(text).toContain('-# no date · English');
    expect(text).toContain('⚠ Its items have no dates');
    expect(text).toContain('⚠ Nothing new for half a year');
  });

  test('GIVEN any address THEN shows what is there without following it', async () => {
    const { type, held, asked } = startServer();
    const seen = await type('check', { feed: 'paper.example.org/feed.xml' }, {});
    expect(seen.text).toContain('### [Mill Lane News]');
    expect(asked).toEqual([FEED]);
    expect(held.size).toBe(0);
  });

  const PROBLEMS: readonly SourceProblem[] = [
    ...(
      ['address', 'unknown-host', 'refused', 'tls', 'timeout', 'too-large', 'too-many-redirects', 'broken'] as const
    ).map((what) => ({ what, status: null })),
    ...(['login', 'page', 'empty', 'unreadable'] as const).map((what) => ({ what, status: 200 })),
    ...[401, 403, 404, 410, 418, 429, 451, 500, 503].map((status) => ({ what: 'status' as const, status })),
  ];
  test.each(PROBLEMS)('GIVEN $what $status THEN one kind text with a next step, in both languages', async (problem) => {
    const { type } = startServer([], { check: feedCheck({ problem, items: [], title: null }) });
    const texts = await Promise.all(
      ['en-US', 'fr'].map(async (locale) => (await type('check', { feed: FEED }, { locale })).text),
    );
    for (const text of texts) {
      const [, , said = ''] = text.split('\n');
      expect(said.length).toBeGreaterThan(40);
      expect(said.length).toBeLessThan(220);
      expect(said.endsWith('.')).toBe(true);
      expect(said).toContain(problem.what === 'status' ? String(problem.status) : ' ');
    }
    expect(texts[0]).not.toBe(texts[1]);
  });
});

describe('a feed that is followed', () => {
  test('GIVEN pause THEN it rests until it is let go on, in the same message', async () => {
    const { type, tap, held } = startServer([followedFeed({ id: 'a' })]);
    const resting = await type('pause');
    expect(resting.text).toContain('Paused.');
    expect(held.get('a')?.state).toBe('paused');
    expect((await tap(resting, 'Resume')).text).toContain('Resumed');
    expect(held.get('a')?.state).toBe('active');
    await type('pause');
    await type('pause');
    expect(held.get('a')?.state).toBe('active');
  });

  test('GIVEN remove THEN Undo follows it again', async () => {
    const { type, tap, held } = startServer([followedFeed({ id: 'a', title: 'Mill Lane' })]);
    const removed = await type('remove', { feed: 'mill' });
    expect(removed.text).toContain('“Mill Lane” is no longer followed. Its articles stay.');
    expect(held.size).toBe(0);
    expect((await tap(removed, 'Undo')).text).toContain('Followed again');
    expect([...held.keys()]).toEqual(['a']);
  });

  test('GIVEN several and none named THEN asks which; one that is not there is refused', async () => {
    const { type, held } = startServer([followedFeed({ id: 'a' }), followedFeed({ id: 'b' })]);
    expect((await type('remove')).text).toContain('Which feed?');
    expect((await type('remove', { feed: 'nothing like it' })).text).toContain('does not follow that feed');
    expect((await type('remove', { feed: 'Feed' })).text).toContain('does not follow that feed');
    expect(held.size).toBe(2);
  });

  test('GIVEN one of the operator’s THEN a server cannot change it, and a member changes none', async () => {
    const { type, run, held } = startServer([followedFeed({ id: 'a', isShared: true })]);
    const seen = await type('list');
    expect(seen.text).toContain('12 articles');
    expect((await type('remove')).text).toContain('only its operator can change it');
    expect((await run(press('k1.feed.remove.a', { onEphemeral: true }))).text).toContain('Manage Server');
    expect((await run(press('k1.feed.show.a', { onEphemeral: true, manager: true }))).buttons).toHaveLength(1);
    expect(held.size).toBe(1);
  });

  test('GIVEN what is typed THEN the feeds that fit are offered', async () => {
    const { run } = startServer([
      followedFeed({ id: 'a', title: 'Mill Lane' }),
      followedFeed({ id: 'b', title: 'Hill' }),
    ]);
    const { choices } = await run(complete('feed remove', 'feed', { feed: 'mil' }, { manager: true }));
    expect(choices).toEqual([{ name: 'Mill Lane · a.example.org', value: 'a' }]);
  });
});

describe('a feed of an outlet of which the server shows nothing', () => {
  test('GIVEN add, check and a look THEN it is followed, that is said, and no title or opening of its items stands there', async () => {
    const web = { discoveries: { [SITE]: found(FEED) }, blocked: 'The State Herald' };
    const { type, tap, held } = startServer([], web);
    const added = await type('add', { address: 'paper.example.org' });
    const replies = [added, await tap(added, 'Check'), await type('check', { feed: 'other.example.org/feed' })];
    for (const { text } of replies) {
      expect(text).toContain('This server shows nothing from The State Herald');
      expect(text).toContain('/settings');
      expect(text).not.toContain('opens again');
    }
    expect(held.size).toBe(1);
  });
});

describe('lists of feeds', () => {
  const OPML = `<opml version="2.0"><body><outline text="One" xmlUrl="${FEED}"/><outline text="Bad" xmlUrl="file:///etc"/></body></opml>`;

  test('GIVEN an OPML file THEN its feeds are followed, and what is left out is counted', async () => {
    const { type, imported } = startServer([], {}, OPML);
    const { text } = await type('import', { file: { fileName: 'feeds.opml' } });
    expect(text).toContain('1 feed is now followed. I will read them soon');
    expect(text).toContain('1 entry has no address that I can open');
    expect(imported).toEqual([FEED]);
  });

  test('GIVEN a file that is none THEN refuses in one sentence', async () => {
    const { type, imported } = startServer([], {}, 'Dear reader, this is a letter.');
    expect((await type('import', { file: { fileName: 'feeds.opml' } })).text).toContain('not an OPML list of feeds');
    expect(imported).toEqual([]);
  });

  test('GIVEN export THEN an OPML file that import reads', async () => {
    const { type } = startServer([followedFeed({ id: 'a', title: 'Mill & Lane', url: `${FEED}?a=1&b=2` })]);
    const seen = await type('export');
    const file = seen.calls.at(-1)?.files[0];
    expect(file?.name).toBe('feeds.opml');
    const again = startServer([], {}, String(file?.data));
    await again.type('import', { file: { fileName: 'feeds.opml' } });
    expect(again.imported).toEqual([`${FEED}?a=1&b=2`]);
  });
});

test('GIVEN the words of both languages THEN no sentence is the same', () => {
  const [en, fr] = [wordsFor('en'), wordsFor('fr')];
  for (const key of [
    'none',
    'which',
    'followed',
    'again',
    'noneFound',
    'paused',
    'resumed',
    'restored',
    'notYours',
  ] as const)
    expect(fr.feed[key]()).not.toEqual(en.feed[key]());
});
