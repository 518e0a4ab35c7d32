import { type Block, joinMarkdown, md, notice, type Reply, textBlock } from '../reply.ts';
import type { Discovery, FeedCheck, Follower } from '../services/feeds/feeds.ts';
import { type Ask, guildOf } from './command.ts';
import { showFeed } from './feed-view.ts';
import { parseAddress } from './address-option.ts';
import { MOST_OPTIONS } from './select-options.ts';
import { explainSource } from '../words/explain-source.ts';

/** Discord's limits for the value and the name of a select's option. */
const VALUE_CHARS = 100;
const LABEL_CHARS = 100;

type Found = Extract<Discovery, { kind: 'feeds' }>['feeds'];

/** Who follows: the member in the server that the command comes from. Throws UserError needs-server. */
export function followerOf(ask: Ask): Follower {
  return { guildId: guildOf(ask), memberId: ask.userId };
}

/** Follows the feed behind what a manager typed; asks which one where a page has several. */
export async function addFeed(ask: Ask, typed: string): Promise<Reply> {
  const { feed: words } = ask.words;
  const found = await ask.services.feeds.discover(parseAddress(typed), ask.signal);
  if (found.kind === 'none')
    return notice(
      found.problem ? words.notFollowed(explainSource(ask.words, found.problem)) : words.noneFound(),
      'problem',
    );
  const [first, ...others] = found.feeds;
  if (!first) return notice(words.noneFound(), 'problem');
  return others.length === 0 ? followFeed(ask, first.url) : offerFeeds(ask, found.feeds);
}

/** Follows the feed at this address, and shows what it gives. */
export async function followFeed(ask: Ask, url: string): Promise<Reply> {
  const { feed: words } = ask.words;
  const result = await ask.services.feeds.follow(url, followerOf(ask), ask.signal);
  if (result.kind === 'refused') return notice(words.notFollowed(explainSource(ask.words, result.problem)), 'problem');
  const said = result.kind === 'again' ? words.again() : words.followed();
  const check = await lookAt(ask, result.feed.url);
  return showFeed(ask, result.feed, { said, check });
}

/** It is followed whatever a second look at it says. */
async function lookAt(ask: Ask, url: string): Promise<FeedCheck | undefined> {
  const check = await ask.services.feeds.check(url, ask.signal);
  return check.problem ? undefined : check;
}

function offerFeeds(ask: Ask, found: Found): Reply {
  const { feed: words } = ask.words;
  // An address that no select can hold is named, to be given by hand.
  const short = found.filter(({ url }) => url.length <= VALUE_CHARS).slice(0, MOST_OPTIONS);
  const long = found.filter(({ url }) => url.length > VALUE_CHARS).slice(0, 3);
  const blocks: Block[] = [textBlock(words.several(found.length))];
  if (long.length > 0)
    blocks.push(
      textBlock(
        words.longOnes(
          joinMarkdown(
            long.map(({ url }) => md`${url}`),
            ' · ',
          ),
        ),
      ),
    );
  blocks.push({
    kind: 'select',
    select: {
      placeholder: words.pickFound,
      action: { command: 'feed', action: 'follow', args: [] },
      options: short.map(({ url, title }) => ({
        label: (title ?? url).slice(0, LABEL_CHARS),
        value: url,
        ...(title !== null && { description: url.slice(0, LABEL_CHARS) }),
      })),
    },
  });
  return { accent: 'notice', blocks };
}
