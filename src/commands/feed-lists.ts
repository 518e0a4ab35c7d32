import { UserError } from '../errors.ts';
import { notice, type Reply, textBlock } from '../reply.ts';
import { readOpml, writeOpml } from '../services/feeds/opml.ts';
import { type Ask, type AttachmentOption, guildOf } from './command.ts';
import { followerOf } from './feed-follow.ts';

/** A list of 5,000 feeds has 1 MB. */
const OPML_BYTES = 2_000_000;
/** So many refused addresses are named. */
const MOST_NAMED = 3;

/** Follows the feeds of an attached list. Throws UserError file-too-large, file-unreachable, not-opml or too-many-feeds. */
export async function importFeeds(ask: Ask, file: AttachmentOption): Promise<Reply> {
  const { feed: words } = ask.words;
  const bytes = await ask.download(file, OPML_BYTES);
  const list = readOpml(new TextDecoder().decode(bytes));
  if (!list) throw new UserError('not-opml', {});
  const { added, known, refused } = await ask.services.feeds.followAll(list.feeds, followerOf(ask));
  const some = refused.slice(0, MOST_NAMED).join(' · ');
  return notice({
    md: [
      words.imported(added, known),
      ...(list.left > 0 ? [words.importLeft(list.left)] : []),
      ...(refused.length > 0 ? [words.importRefused(refused.length, some)] : []),
    ]
      .map((line) => line.md)
      .join('\n'),
  });
}

/** The feeds of the server as a file that other readers of feeds take. */
export async function exportFeeds(ask: Ask): Promise<Reply> {
  const { feed: words } = ask.words;
  const feeds = await ask.services.feeds.list(guildOf(ask));
  if (feeds.length === 0) return notice(words.none());
  const text = writeOpml({ title: words.exportTitle, feeds, now: ask.now });
  return {
    accent: 'notice',
    blocks: [textBlock(words.exported(feeds.length))],
    files: [{ name: 'feeds.opml', contentType: 'text/x-opml; charset=utf-8', text }],
  };
}
