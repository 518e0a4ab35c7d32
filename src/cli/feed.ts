import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { OperatorError } from '../errors.ts';
import { createFetcher } from '../services/fetching/create-fetcher.ts';
import type { Fetcher } from '../services/fetching/fetching.ts';
import type { FeedInput, FeedReading } from '../services/feeds/feed-types.ts';
import { readFeedApart } from '../services/feeds/read-feed-apart.ts';
import { createReadingHost } from '../services/reading/reading-host.ts';
import { checkFeedsBatch, toJsonFeed } from './feed-batch.ts';
import { formatFeed } from './feed-text.ts';
import { toFetchFault } from './read-address.ts';
import type { SummarizeWorld } from './summarize.ts';

export const FEED_USAGE = `  feed check FILE|-|URL   what a feed holds: its last five items as they would look, and its problems
  feed check --jsonl [FILE]  lines {id, file or base64, url?, headers?} to lines {id, ...feed or error}`;

type Options = { json: boolean; jsonl: boolean };

/** What the web is asked through: by the rules that hold for all fetching. */
export type FeedWorld = SummarizeWorld & { fetcher?: Fetcher };

/** `kiosque feed` with its arguments; gives the exit code: 65 when something is no feed. Throws OperatorErrors. */
export async function runFeed(argv: readonly string[], world: FeedWorld): Promise<number> {
  const { subject, options } = parseCall(argv);
  const clock = systemClock();
  const host = createReadingHost(clock);
  const fetcher = world.fetcher ?? createFetcher({ clock });
  const read = (feed: Omit<FeedInput, 'now'>) => readFeedApart(host, { ...feed, now: clock.now() });
  try {
    if (options.jsonl) return await runBatch(subject, world, read);
    if (subject === undefined) throw wrongCall('Which file or address, or - for the input?');
    const source = /^https?:\/\//i.test(subject)
      ? await fetchSource(subject, fetcher)
      : await readSource(subject, world);
    const reading = await read(source);
    world.print(
      options.json ? JSON.stringify(toJsonFeed(reading, source.url !== null)) : formatFeed(reading, clock.now()),
    );
    return reading.kind === 'feed' ? 0 : 65;
  } finally {
    await fetcher.close();
    await host.close();
  }
}

function parseCall(argv: readonly string[]): { subject: string | undefined; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, jsonl: { type: 'boolean', default: false } },
    });
    const [what, subject, ...more] = positionals;
    if (what !== 'check' || more.length > 0) throw new TypeError('feed takes check and one file; --jsonl takes many');
    return { subject, options: values };
  } catch (cause) {
    throw wrongCall(`${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
}

function wrongCall(detail: string, cause?: unknown): OperatorError {
  return new OperatorError(`${detail}\nUsage: npx kiosque\n${FEED_USAGE}`, { exitCode: 64, cause });
}

async function readSource(path: string, world: SummarizeWorld): Promise<Omit<FeedInput, 'now'>> {
  if (path === '-') return { bytes: await buffer(world.input), contentType: null, url: null };
  try {
    return { bytes: await readFile(path), contentType: null, url: null };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError(`${path} cannot be read: ${detail}.`, { cause, exitCode: 66 });
  }
}

async function fetchSource(address: string, fetcher: Fetcher): Promise<Omit<FeedInput, 'now'>> {
  const fetched = await fetcher.fetch({ url: address, for: 'feed', isAwaited: true });
  if (fetched.kind === 'failed') throw toFetchFault(fetched, address);
  // Nothing was sent that an answer could be unchanged since.
  if (fetched.kind === 'not-modified') return { bytes: new Uint8Array(), contentType: null, url: fetched.url };
  return { bytes: fetched.bytes, contentType: fetched.contentType, url: fetched.url };
}

async function runBatch(
  subject: string | undefined,
  world: SummarizeWorld,
  read: (feed: Omit<FeedInput, 'now'>) => Promise<FeedReading>,
): Promise<number> {
  const isFile = subject !== undefined && subject !== '-';
  if (isFile && !existsSync(subject))
    throw new OperatorError(`${subject} cannot be read: there is no such file.`, { exitCode: 66 });
  const input = isFile ? createReadStream(subject) : world.input;
  const onProgress = (lines: number) => world.showProgress(`${lines} feeds`);
  const errors = await checkFeedsBatch({ input, output: world.output, onProgress, read });
  if (errors > 0)
    world.printError(`${errors} ${errors === 1 ? 'line is no feed' : 'lines are no feeds'}: see "error".`);
  return errors > 0 ? 65 : 0;
}
