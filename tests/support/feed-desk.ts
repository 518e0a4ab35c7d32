import type { Reply } from '../../src/reply.ts';
import type { Fetched, Fetcher, FetchRequest } from '../../src/services/fetching/fetching.ts';
import { createFeeds } from '../../src/services/feeds/create-feeds.ts';
import type { Follower } from '../../src/services/feeds/feeds.ts';
import { createPolling, type PollingGrounds } from '../../src/services/feeds/polling.ts';
import { readFeed } from '../../src/services/feeds/read-feed.ts';
import { createAdding } from '../../src/services/ingest/adding.ts';
import type { FindLanguage } from '../../src/services/ingest/languages-of.ts';
import { readPage } from '../../src/services/pages/read-page.ts';
import { type TestNewsroom, testDatabase } from './database.ts';
import { recordingLog } from './interactions.ts';

/** What an address answers; a text is a 200. */
export type WebAnswer = string | Partial<Extract<Fetched, { kind: 'failed' }>> | ((request: FetchRequest) => Fetched);

export type FakeWeb = Pick<Fetcher, 'fetch'> & {
  set(url: string, answer: WebAnswer): void;
  asked: FetchRequest[];
};

/** A web in memory: what is not set is a 404. */
function fakeWeb(): FakeWeb {
  const answers = new Map<string, WebAnswer>();
  const asked: FetchRequest[] = [];
  return {
    asked,
    set: (url, answer) => void answers.set(url, answer),
    fetch: async (request) => {
      asked.push(request);
      request.signal?.throwIfAborted();
      const answer = answers.get(request.url) ?? { status: 404 };
      if (typeof answer === 'function') return answer(request);
      return typeof answer === 'string' ? ok(request.url, answer) : failed(answer);
    },
  };
}

/** A 200 of this text. */
export function ok(url: string, text: string, more: Partial<Extract<Fetched, { kind: 'ok' }>> = {}): Fetched {
  const answered = { url, movedTo: null, etag: null, lastModified: null, freshForMs: null };
  return { kind: 'ok', status: 200, bytes: Buffer.from(text), contentType: null, ...answered, ...more };
}

export function failed(more: Partial<Extract<Fetched, { kind: 'failed' }>>): Fetched {
  return { kind: 'failed', problem: 'status', status: null, retryAfterMs: null, detail: 'fake', ...more };
}

/** The first declared language, else English. */
const declaredLanguage: FindLanguage = async ({ declared }) => ({
  language: declared.find((one) => one !== null) ?? 'en',
  inferred: [],
});

export type FeedDesk = Awaited<ReturnType<typeof feedDesk>>;

/** Feeds, polling and adding over an empty database and a web in memory. */
export async function feedDesk(over: Partial<PollingGrounds> & { newsroom?: TestNewsroom } = {}) {
  const newsroom = over.newsroom ?? (await testDatabase());
  const web = fakeWeb();
  const words: Reply[] = [];
  const { log, events } = recordingLog();
  const placed: string[] = [];
  const grounds: PollingGrounds = {
    ...newsroom,
    log,
    fetcher: web,
    readFeed: async (input) => readFeed(input),
    readPage: async (input) => readPage(input),
    findLanguage: declaredLanguage,
    placeInStory: async (_db, article) => placed.push(article.id),
    tellAdmin: async (reply) => void words.push(reply),
    locale: 'en',
    tick: () => () => undefined,
    ...over,
  };
  const polling = createPolling(grounds);
  const feeds = createFeeds({ ...grounds, wake: () => undefined });
  return {
    ...newsroom,
    grounds,
    web,
    told: words,
    events,
    placed,
    polling,
    feeds,
    /** Has a server follow a feed and stores what it gives now; the feed's id. */
    async follow(url: string, by: Follower = SERVER): Promise<string> {
      const followed = await feeds.follow(url, by, never);
      if (followed.kind === 'refused') throw new Error(`Not followed: ${JSON.stringify(followed.problem)}`);
      await polling.pollDue();
      return followed.feed.id;
    },
    adding: createAdding(grounds),
    /** Moves time on and polls what is due then. */
    async later(ms: number) {
      newsroom.clock.setWall(newsroom.clock.now() + ms);
      await polling.pollDue();
    },
    articles: () =>
      newsroom.db
        .selectFrom('articles')
        .innerJoin('revisions', (join) =>
          join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
        )
        .select([
          'articles.id',
          'articles.seq',
          'articles.url',
          'articles.revision',
          'articles.extent',
          'articles.same_text_as',
          'title',
          'body_json',
        ])
        .orderBy('articles.seq')
        .execute(),
    items: () => newsroom.db.selectFrom('feed_items').selectAll().orderBy('guid').execute(),
  };
}

export const HOUR = 3_600_000;
export const FEED = 'https://courier.example.org/feed.xml';
export const SERVER = { guildId: '100000000000000001', memberId: '200000000000000001' } as const;
export const OTHER_SERVER = { guildId: '100000000000000002', memberId: '200000000000000002' } as const;
export const never = new AbortController().signal;

export type Told = {
  guid?: string | null;
  link?: string | null;
  title?: string;
  text?: string;
  date?: string | null;
};

/** An RSS feed of such items; each has an id, a link and a date unless null. */
export function feedXml(items: readonly Told[], { title = 'The Harbor Courier' }: { title?: string } = {}): string {
  const tag = (name: string, value: string | null | undefined) =>
    value === null || value === undefined ? '' : `<${name}>${value}</${name}>`;
  const entries = items.map((item, i) => {
    const date = item.date === undefined ? `Mon, 23 Nov 2026 0${8 - Math.min(i, 8)}:00:00 GMT` : item.date;
    return `<item>${tag('title', item.title)}${tag('link', item.link)}${tag('guid', item.guid)}${tag('pubDate', date)}<description><![CDATA[${item.text ?? ''}]]></description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>https://courier.example.org/</link><language>en</language>${entries.join('')}</channel></rss>`;
}

const WORDS =
  'harbor ferry council bridge winter library teacher market engine garden river station mayor report budget school winter island captain letter museum ticket railway orchard village lantern quarry chapel meadow harvest'.split(
    ' ',
  );

/** A text of `paragraphs` paragraphs that no other number gives: whole by its length from three on. */
export function textOf(n: number, paragraphs = 4): string {
  return Array.from({ length: paragraphs }, (_, p) => {
    const words = Array.from(
      { length: 45 },
      (_each, w) => `${WORDS[(n * 7 + p * 11 + w * (n + 3)) % WORDS.length]}${(n * 13 + w) % 97}`,
    );
    return `<p>The ${words.join(' ')} was said on day ${n} in part ${p}.</p>`;
  }).join('');
}

/** An item of which everything is its own. */
export function told(n: number, more: Told = {}): Told & { title: string } {
  return {
    guid: `id-${n}`,
    link: `https://courier.example.org/news/${n}`,
    title: `${WORDS[n % WORDS.length]} ${WORDS[(n * 5 + 3) % WORDS.length]} number ${n} opens`,
    text: textOf(n),
    ...more,
  };
}
