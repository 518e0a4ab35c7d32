import { readFile } from 'node:fs/promises';
import { OperatorError } from '../errors.ts';
import { decodeText } from '../services/decoding/decode-text.ts';
import type { Feeds } from '../services/feeds/feeds.ts';
import { readOpml, writeOpml } from '../services/feeds/opml.ts';

export const FEED_LIST_USAGE = `  feed import FILE.opml   follows the feeds of a list (OPML) for every server; the bot polls them soon
  feed export             the feeds that every server follows, as such a list`;

/** Larger than any list of feeds. */
const MAX_BYTES = 10_000_000;
/** The operator: every server, and nobody's name. */
const OPERATOR = { guildId: '', memberId: '' } as const;

/** Whether `kiosque feed` with these arguments is about lists. */
export function isFeedList(args: readonly string[]): boolean {
  return args[0] === 'import' || args[0] === 'export';
}

/** `kiosque feed import` and `feed export`. Throws OperatorErrors: 64 for a wrong call, 66 for a file that cannot be read, 65 for one that is no list. */
export async function runFeedList(
  [what, path, ...more]: readonly string[],
  feeds: Pick<Feeds, 'followAll' | 'list'>,
  { json, now, print }: { json: boolean; now: number; print(text: string): void },
): Promise<void> {
  const isCall = what === 'import' ? path !== undefined && more.length === 0 : path === undefined;
  if (!isCall) throw new OperatorError(`Usage: npx kiosque\n${FEED_LIST_USAGE}`, { exitCode: 64 });
  if (path === undefined) {
    const followed = await feeds.list(OPERATOR.guildId);
    const shown = json ? JSON.stringify(followed) : writeOpml({ title: 'Kiosque', feeds: followed, now });
    return print(shown.trimEnd());
  }
  const list = readOpml(await readList(path));
  if (!list) throw new OperatorError(`${path} is no list of feeds: an OPML file is wanted.`, { exitCode: 65 });
  const { added, known, refused } = await feeds.followAll(list.feeds, OPERATOR);
  const left = list.left + refused.length;
  if (json) return print(JSON.stringify({ added, known, left, refused }));
  const parts = [`${added} added`, `${known} followed already`, ...(left > 0 ? [`${left} left out`] : [])];
  print([`${parts.join(', ')}.`, ...refused.map((url) => `left out: ${url}`)].join('\n'));
}

async function readList(path: string): Promise<string> {
  try {
    return decodeText({ bytes: await readFile(path), contentType: null, syntax: 'xml', maxBytes: MAX_BYTES }).text;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError(`${path} cannot be read: ${detail}.`, { cause, exitCode: 66 });
  }
}
