import type { Clock } from '../../../src/clock.ts';
import type { Database } from '../../../src/data/database.ts';
import type { Random } from '../../../src/ids.ts';
import type { Log } from '../../../src/log.ts';
import type { Reply } from '../../../src/reply.ts';
import { createIntake } from '../../../src/services/feeds/create-intake.ts';
import { createFetcher } from '../../../src/services/fetching/create-fetcher.ts';
import type { ReadingHost } from '../../../src/services/reading/reading-host.ts';
import { type Life, mortalCall } from '../crash-life.ts';
import { watchingClock } from './month-clock.ts';
import type { Web } from './serve-web.ts';

/** One process's polling, as the bot runs it, with a fetcher of its own. */
export type Poller = {
  follow(addresses: readonly string[]): Promise<void>;
  /** Polls and stores what is due now. */
  pollDue(): Promise<void>;
  /** Requests that its fetcher watches over. */
  watched(): number;
  stop(): Promise<void>;
  /** Ends its connections, whatever they are at. */
  close(): Promise<void>;
};

export type PollerGiven = {
  /** Stands in its user agent. */
  name: string;
  db: Database;
  life: Life;
  clock: Clock;
  random: Random;
  host: ReadingHost;
  web: Web;
  onError(words: string): void;
  onTold(words: string): void;
};

/** A poller on a database. What it asks of the web ends with its life. */
export function createPoller(given: PollerGiven): Poller {
  const { name, db, life, clock, random, host, web } = given;
  const watching = watchingClock(clock);
  const { lookup, allowAddress } = web;
  const own = createFetcher({ clock: watching.clock, userAgent: `Kiosque (${name})`, lookup, allowAddress });
  const intake = createIntake({
    db,
    clock,
    random,
    log: errorLog(given.onError),
    fetcher: { ...own, fetch: (request) => mortalCall(life, () => own.fetch(request)) },
    host,
    tellAdmin: async (reply: Reply) => given.onTold(JSON.stringify(reply)),
    locale: 'en',
  });
  const { feeds, polling } = intake;
  return {
    async follow(addresses) {
      // Every server's own: no limit of a server's is in the way.
      const list = addresses.map((url) => ({ url, title: null }));
      const { added, known, refused } = await feeds.followAll(list, { guildId: '', memberId: '1' });
      if (added + known !== addresses.length) throw new Error(`Not followed: ${refused.join(', ')}`);
    },
    pollDue: polling.pollDue,
    watched: watching.watched,
    stop: polling.stop,
    close: own.close,
  };
}

function errorLog(onError: (words: string) => void): Log {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (event, { error, ...fields } = {}) => onError(`${event} ${JSON.stringify(fields)} ${inspectError(error)}`),
  };
}

function inspectError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
