import { addressKey } from '../ingest/address-key.ts';
import type { FeedsGrounds } from './feeds-grounds.ts';
import type { Discovery } from './feeds.ts';
import { readAddress, readSource } from './read-source.ts';

/** Where feeds are found on sites whose pages do not name them; few, for each is a request. */
const USUAL_PATHS = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml'] as const;
/** More than a person can choose from. */
const MAX_OFFERED = 25;

/** The feeds behind an address: its own, those that its page names, or one at a usual place of its site. Rejects when `signal` aborts. */
export async function discoverFeeds(
  grounds: Pick<FeedsGrounds, 'clock' | 'fetcher' | 'readFeed'>,
  given: string,
  signal: AbortSignal,
): Promise<Discovery> {
  const address = readAddress(given);
  if (!address) return { kind: 'none', problem: { what: 'address', status: null } };
  const terms = () => ({ now: grounds.clock.now(), signal, isAwaited: true });
  const reading = await readSource(grounds, address.url, terms());
  if (reading.kind === 'feed') {
    const url = reading.answer.movedTo ?? address.url;
    return { kind: 'feeds', feeds: [{ url, title: reading.feed.title }] };
  }
  const offered = distinct(reading.offers);
  if (offered.length > 0) return { kind: 'feeds', feeds: offered };
  // A page that names none; anything else is a problem that other addresses of the site would have too.
  if (reading.problem.what !== 'page') return { kind: 'none', problem: reading.problem };
  for (const path of USUAL_PATHS) {
    const url = new URL(path, address.url).href;
    const guess = await readSource(grounds, url, terms());
    if (guess.kind === 'feed')
      return { kind: 'feeds', feeds: [{ url: guess.answer.movedTo ?? url, title: guess.feed.title }] };
  }
  return { kind: 'none', problem: null };
}

/** Pages name one feed under several addresses, and comments beside the news. */
function distinct(feeds: readonly { url: string; title: string | null }[]) {
  const byKey = Map.groupBy(feeds, ({ url }) => addressKey(url));
  return [...byKey].flatMap(([key, [first]]) => (key === null || !first ? [] : [first])).slice(0, MAX_OFFERED);
}
