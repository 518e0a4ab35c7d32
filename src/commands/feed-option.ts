import { UserError } from '../errors.ts';
import type { FollowedFeed } from '../services/feeds/feeds.ts';
import type { Ask, Choice } from './command.ts';
import { nameFeed } from './feed-view.ts';

/** What one autocomplete answer of Discord's may hold. */
const MOST_CHOICES = 25;

/** Choices for an option that names a feed: those that the server follows, by title and address. A conversation has those of every server. */
export async function suggestFeeds(ask: Ask, typed: string): Promise<readonly Choice[]> {
  const found = await ask.services.feeds.suggest(ask.guildId ?? '', typed, MOST_CHOICES);
  return found.map((feed) => ({ name: nameFeed(feed), value: feed.id }));
}

/** The feed that was named: by the id of a choice, or by words that fit one alone. Throws UserError unknown-feed. */
export async function resolveFeed(ask: Ask, named: string): Promise<FollowedFeed> {
  const { feeds } = ask.services;
  const guildId = ask.guildId ?? '';
  const [fit, ...others] = await feeds.suggest(guildId, named, 2);
  const feed = (await feeds.find(guildId, named)) ?? (others.length === 0 ? fit : undefined);
  if (!feed) throw new UserError('unknown-feed', {});
  return feed;
}
