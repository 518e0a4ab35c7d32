import type { Adding } from '../../src/services/adding.ts';
import type {
  Discovery,
  FeedCheck,
  Feeds,
  FollowedFeed,
  ItemPreview,
  SourceProblem,
} from '../../src/services/feeds/feeds.ts';
import type { Sources } from '../../src/services/sources.ts';

/** A feed that a server follows: active, of 12 articles, unless said otherwise. */
export function followedFeed(given: Partial<FollowedFeed> & { id: string }): FollowedFeed {
  return {
    url: `https://${given.id}.example.org/feed.xml`,
    title: `Feed ${given.id}`,
    siteUrl: `https://${given.id}.example.org/`,
    state: 'active',
    problem: null,
    isShared: false,
    addedBy: '400000000000000001',
    addedAt: Date.parse('2026-11-01T08:00:00Z'),
    succeededAt: Date.parse('2026-11-23T06:00:00Z'),
    nextAt: Date.parse('2026-11-23T07:00:00Z'),
    articles: 12,
    ...given,
  };
}

/** An item as it would be shown: whole, in English, of a known hour. */
export function itemPreview(given: Partial<ItemPreview> = {}): ItemPreview {
  return {
    title: 'The bakery on Mill Lane opens again',
    url: 'https://bakery.example.org/opens',
    publishedAt: Date.parse('2026-11-22T09:30:00Z'),
    publishedOn: null,
    language: 'en',
    opening: 'The bakery on Mill Lane opened its doors again on Saturday.',
    isFull: true,
    ...given,
  };
}

/** What a feed gives: one item and no trouble. */
export function feedCheck(given: Partial<FeedCheck> = {}): FeedCheck {
  return {
    url: 'https://bakery.example.org/feed.xml',
    title: 'Mill Lane News',
    siteUrl: 'https://bakery.example.org/',
    language: 'en',
    items: [itemPreview()],
    total: 1,
    warnings: [],
    problem: null,
    ...given,
  };
}

export type FakeWeb = {
  /** By the address that is asked for. */
  discoveries?: Readonly<Record<string, Discovery>>;
  check?: FeedCheck;
  refusal?: SourceProblem;
  /** An outlet of which the server shows nothing: every address is its own. */
  blocked?: string;
};

/** The feeds of one server in memory, before a web that is written down. */
export function fakeFeeds(followed: readonly FollowedFeed[], web: FakeWeb = {}) {
  const held = new Map(followed.map((feed) => [feed.id, feed]));
  const removed = new Map<string, FollowedFeed>();
  const asked: string[] = [];
  const imported: string[] = [];
  const own = (id: string) => (held.get(id)?.isShared === false ? held.get(id) : undefined);
  const feeds: Feeds = {
    async discover(address) {
      asked.push(address);
      return web.discoveries?.[address] ?? { kind: 'none', problem: null };
    },
    async check(address) {
      asked.push(address);
      return { ...feedCheck(web.check), url: address };
    },
    async follow(address, by) {
      if (web.refusal) return { kind: 'refused', problem: web.refusal };
      const known = [...held.values()].find(({ url }) => url === address);
      if (known) return { kind: 'again', feed: known };
      const feed = followedFeed({ id: `new${held.size}`, url: address, addedBy: by.memberId, articles: 0 });
      held.set(feed.id, feed);
      return { kind: 'followed', feed };
    },
    list: async () => [...held.values()],
    find: async (_, id) => held.get(id),
    async setPaused(_, id, paused) {
      const feed = own(id);
      if (!feed) return undefined;
      held.set(id, { ...feed, state: paused ? 'paused' : 'active' });
      return held.get(id);
    },
    async unfollow(_, id) {
      const feed = own(id);
      if (!feed) return undefined;
      held.delete(id);
      removed.set(id, feed);
      return feed;
    },
    async refollow(id) {
      const feed = removed.get(id);
      if (feed) held.set(id, feed);
      return feed;
    },
    suggest: async (_, typed, limit) =>
      [...held.values()].filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase())).slice(0, limit),
    async followAll(list) {
      imported.push(...list.map(({ url }) => url));
      return { added: list.length, known: 0, refused: [] };
    },
  };
  const sources: Sources = {
    policyOf: async () => (web.blocked === undefined ? 'labeled' : 'blocked'),
    treat: async () => 'shown',
    findBlocked: async () => (web.blocked === undefined ? undefined : { name: web.blocked }),
    open: async () => undefined,
  };
  return { feeds, sources, held, asked, imported };
}

/** Stores nothing and says what it is told to. */
export function fakeAdding(answer: Awaited<ReturnType<Adding['addPage']>>) {
  const given: unknown[] = [];
  const adding: Adding = {
    async addPage(address, by) {
      given.push({ address, by });
      return answer;
    },
    async addFile(file, by) {
      given.push({ file, by });
      return answer;
    },
  };
  return { adding, given };
}
