import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Markdown, notice, type Reply, textBlock } from '../reply.ts';
import type { FollowedFeed } from '../services/feeds/feeds.ts';
import { pageNumber } from './article.ts';
import { type Ask, action, attachmentOption, command, guildOf, mayManage } from './command.ts';
import { feedData } from './feed-data.ts';
import { addFeed, followerOf, followFeed } from './feed-follow.ts';
import { resolveFeed, suggestFeeds } from './feed-option.ts';
import { exportFeeds, importFeeds } from './feed-lists.ts';
import { listFeeds, showCheck, showFeed } from './feed-view.ts';
import { parseAddress } from './address-option.ts';
import { explainSource } from '../words/explain-source.ts';

const input = z.discriminatedUnion('subcommand', [
  z.object({ subcommand: z.literal('add'), address: z.string() }),
  z.object({ subcommand: z.literal('list') }),
  z.object({ subcommand: z.literal('export') }),
  z.object({ subcommand: z.enum(['check', 'pause', 'remove']), feed: z.string().default('') }),
  z.object({ subcommand: z.literal('import'), file: attachmentOption }),
]);

/** `/feed`: what this server reads. Everybody may look; what changes something needs Manage Server. */
export const feedCommand = command({
  data: feedData,
  input,
  reply: 'ephemeral',
  async run(given, ask) {
    const { feeds } = ask.services;
    if (given.subcommand === 'list') return listFeeds(ask, await feeds.list(guildOf(ask)), 1);
    if (given.subcommand === 'check') return checkNamed(ask, given.feed.trim());
    if (!mayManage(ask)) throw new UserError('needs-manager', {});
    if (given.subcommand === 'add') return addFeed(ask, given.address);
    if (given.subcommand === 'import') return importFeeds(ask, given.file);
    if (given.subcommand === 'export') return exportFeeds(ask);
    const feed = await namedFeed(ask, given.feed.trim());
    if (!feed) return askWhich(ask);
    return given.subcommand === 'remove' ? removeFeed(ask, feed.id) : restFeed(ask, feed.id, feed.state !== 'paused');
  },
  complete: (_option, typed, ask) => suggestFeeds(ask, typed),
  actions: {
    list: action({
      input: z.tuple([pageNumber]),
      reply: 'update',
      run: async ([page], ask) => listFeeds(ask, await ask.services.feeds.list(guildOf(ask)), page),
    }),
    show: feedAction(async (ask, id) => showFeed(ask, await getFeed(ask, id)), 'look'),
    check: feedAction(async (ask, id) => checkFollowed(ask, await getFeed(ask, id)), 'look'),
    pause: feedAction(async (ask, id) => restFeed(ask, id, true)),
    resume: feedAction(async (ask, id) => restFeed(ask, id, false)),
    remove: feedAction(removeFeed),
    undo: feedAction(restoreFeed),
    /** One of the feeds of a page: `[address]`. */
    follow: feedAction(followFeed),
  },
});

/** `[id]` for every deed; 'look': anybody may. */
function feedAction(run: (ask: Ask, id: string) => Promise<Reply>, who: 'look' | 'change' = 'change') {
  return action({
    input: z.tuple([z.string()]),
    reply: 'update',
    ...(who === 'change' && { requires: 'ManageGuild' as const }),
    run: async ([id], ask) => run(ask, id),
  });
}

/** The feed that was named, by id or by what begins the list of suggestions; the only one where none was named. Throws UserError unknown-feed. */
async function namedFeed(ask: Ask, named: string): Promise<FollowedFeed | undefined> {
  if (named !== '') return resolveFeed(ask, named);
  const [first, ...others] = await ask.services.feeds.list(guildOf(ask));
  return others.length === 0 ? first : undefined;
}

async function askWhich(ask: Ask): Promise<Reply> {
  return listFeeds(ask, await ask.services.feeds.list(guildOf(ask)), 1, ask.words.feed.which());
}

/** A feed of the server by name or, for anything else that was typed, the address. */
async function checkNamed(ask: Ask, typed: string): Promise<Reply> {
  const followed = await namedFeed(ask, typed).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'unknown-feed') return undefined;
    throw error;
  });
  if (followed) return checkFollowed(ask, followed);
  if (typed === '') return askWhich(ask);
  return showCheck(ask, await ask.services.feeds.check(parseAddress(typed), ask.signal));
}

async function checkFollowed(ask: Ask, feed: FollowedFeed): Promise<Reply> {
  const check = await ask.services.feeds.check(feed.url, ask.signal);
  const said: { said?: Markdown } = check.problem ? { said: explainSource(ask.words, check.problem) } : {};
  return showFeed(ask, feed, check.problem ? said : { check });
}

async function restFeed(ask: Ask, id: string, isResting: boolean): Promise<Reply> {
  const { feed: words } = ask.words;
  const feed = await ask.services.feeds.setPaused(guildOf(ask), id, isResting);
  if (!feed) return refuseChange(ask, id);
  return showFeed(ask, feed, { said: isResting ? words.paused() : words.resumed() });
}

async function removeFeed(ask: Ask, id: string): Promise<Reply> {
  const { feed: words } = ask.words;
  const feed = await ask.services.feeds.unfollow(guildOf(ask), id);
  if (!feed) return refuseChange(ask, id);
  const undo = { label: words.buttons.undo, action: { command: 'feed', action: 'undo', args: [feed.id] } };
  return { accent: 'notice', blocks: [textBlock(words.removed(feed.title)), { kind: 'buttons', buttons: [undo] }] };
}

async function restoreFeed(ask: Ask, id: string): Promise<Reply> {
  const feed = await ask.services.feeds.refollow(id, followerOf(ask));
  if (!feed) throw new UserError('unknown-feed', {});
  return showFeed(ask, feed, { said: ask.words.feed.restored() });
}

/** A feed of the operator's own is followed, and no server's to change. Throws UserError unknown-feed for any other. */
async function refuseChange(ask: Ask, id: string): Promise<Reply> {
  await getFeed(ask, id);
  return notice(ask.words.feed.notYours(), 'problem');
}

async function getFeed(ask: Ask, id: string): Promise<FollowedFeed> {
  const feed = await ask.services.feeds.find(guildOf(ask), id);
  if (!feed) throw new UserError('unknown-feed', {});
  return feed;
}
