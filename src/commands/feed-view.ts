import {
  type Block,
  type Button,
  cutText,
  joinMarkdown,
  linkText,
  type Markdown,
  md,
  type Reply,
  subtext,
  textBlock,
  timestamp,
} from '../reply.ts';
import type { FeedCheck, FollowedFeed, ItemPreview } from '../services/feeds/feeds.ts';
import { dateFormat } from '../words/formats.ts';
import { pageButtons } from './article.ts';
import { type Ask, mayManage } from './command.ts';
import { languageName } from './language-option.ts';
import { pickPage } from './paging.ts';
import { explainSource } from '../words/explain-source.ts';

/** Two lines each: what a phone shows without much scrolling. */
const FEEDS_ON_PAGE = 8;
/** Discord's limit for the name of a choice. */
const NAME_CHARS = 100;

/** The feeds of a server, a page of them, each with how it is; a select opens one. `note` says why they are shown. */
export function listFeeds(ask: Ask, feeds: readonly FollowedFeed[], wanted: number, note?: Markdown): Reply {
  const { feed: words } = ask.words;
  if (feeds.length === 0) return { accent: 'notice', blocks: [textBlock(words.none())] };
  const pages = Array.from({ length: Math.ceil(feeds.length / FEEDS_ON_PAGE) }, (_, page) =>
    feeds.slice(page * FEEDS_ON_PAGE, (page + 1) * FEEDS_ON_PAGE),
  );
  const { page = [], number } = pickPage(pages, wanted);
  const turn = pageButtons(ask, { command: 'feed', action: 'list', args: [] }, number, pages.length);
  const blocks: Block[] = [
    textBlock(md`### ${words.listTitle(feeds.length)}`, ...(note ? [note] : [])),
    ...page.map((feed) => textBlock(md`**${linkText(feed.title, feed.siteUrl)}**`, subtext(stateLine(ask, feed)))),
    {
      kind: 'select',
      select: {
        placeholder: words.pick,
        action: { command: 'feed', action: 'show', args: [] },
        options: page.map((feed) => ({ label: nameFeed(feed), value: feed.id })),
      },
    },
  ];
  if (turn.length > 0) blocks.push({ kind: 'buttons', buttons: turn });
  return { accent: 'notice', blocks };
}

/** A feed after something was done to it: what was done, what and how it is, what it gives now where `check` is given, and what can be done next. */
export async function showFeed(
  ask: Ask,
  feed: FollowedFeed,
  shown: { said?: Markdown; check?: FeedCheck | undefined } = {},
): Promise<Reply> {
  const { feed: words } = ask.words;
  const { said, check } = shown;
  const blocked = await blockedLines(ask, feed);
  const facts = [
    ...(feed.succeededAt === null ? [] : [words.lastRead(timestamp(feed.succeededAt, 'R'))]),
    feed.isShared ? md`${words.shared}` : words.added(feed.addedBy, timestamp(feed.addedAt, 'd')),
  ];
  return {
    accent: 'notice',
    blocks: [
      textBlock(
        ...(said ? [said] : []),
        md`### ${linkText(feed.title, feed.siteUrl)}`,
        subtext(stateLine(ask, feed)),
        subtext(joinMarkdown([...facts, md`${shortAddress(feed.url)}`], ' · ')),
        ...blocked,
      ),
      ...(check && blocked.length === 0 ? [{ kind: 'separator' } as const, ...checkBlocks(ask, check)] : []),
      { kind: 'buttons', buttons: feedButtons(ask, feed) },
    ],
  };
}

/** What a feed gives now, for one that is not followed here. */
export async function showCheck(ask: Ask, check: FeedCheck): Promise<Reply> {
  const { feed: words } = ask.words;
  const title = md`### ${linkText(check.title ?? words.noTitle, check.siteUrl)}`;
  const blocked = await blockedLines(ask, check);
  return {
    accent: check.problem ? 'problem' : 'notice',
    blocks: [
      textBlock(title, subtext(md`${shortAddress(check.url)}`), ...blocked),
      ...(blocked.length === 0 || check.problem ? checkBlocks(ask, check) : []),
    ],
  };
}

/** What becomes of a feed's articles where the server shows nothing from its outlet. */
async function blockedLines(ask: Ask, feed: { url: string; siteUrl: string | null }): Promise<readonly Markdown[]> {
  const outlet = await ask.services.sources.findBlocked([feed.siteUrl, feed.url], ask.guildId ?? '');
  return outlet ? [ask.words.feed.blocked(outlet.name, ask.mention('settings'))] : [];
}

/** The last items as they would look, then what is the matter with the feed. */
function checkBlocks(ask: Ask, check: FeedCheck): readonly Block[] {
  const { feed: words } = ask.words;
  const { items, total, warnings, problem } = check;
  if (problem) return [textBlock(explainSource(ask.words, problem))];
  return [
    ...(items.length === 0 ? [] : [textBlock(md`**${words.checkTitle(items.length, total)}**`)]),
    ...items.map((item) => itemBlock(ask, item)),
    textBlock(...warnings.map((warning) => md`⚠ ${words.warnings[warning]()}`)),
  ];
}

function itemBlock(ask: Ask, item: ItemPreview): Block {
  const { feed: words } = ask.words;
  const facts = [
    dateOf(ask, item) ?? words.noDate,
    languageName(item.language, ask.locale),
    item.isFull ? words.full : words.excerpt,
  ];
  const opening = item.opening === '' ? [] : [md`${item.opening}`];
  return textBlock(md`**${linkText(item.title, item.url)}**`, subtext(md`${facts.join(' · ')}`), ...opening);
}

function dateOf({ locale }: Ask, { publishedAt, publishedOn }: ItemPreview): string | undefined {
  if (publishedAt !== null)
    return `${dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(publishedAt)} UTC`;
  if (publishedOn === null) return undefined;
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(publishedOn));
}

/** How a feed is, and how many articles it brought. */
function stateLine(ask: Ask, feed: FollowedFeed): Markdown {
  const { feed: words } = ask.words;
  const next = feed.nextAt === null ? null : timestamp(feed.nextAt, 'R');
  const articles = md`${words.articles(feed.articles)}`;
  if (feed.state === 'failing' && feed.problem) {
    const since = timestamp(feed.problem.since, 'd');
    return md`${articles} · ${words.state.failing(since, next, explainSource(ask.words, feed.problem))}`;
  }
  const state = feed.state === 'failing' ? 'active' : feed.state;
  return md`${articles} · ${state === 'active' ? words.state.active(next) : words.state[state]()}`;
}

function feedButtons(ask: Ask, feed: FollowedFeed): readonly Button[] {
  const { buttons: labels } = ask.words.feed;
  const to = (action: string) => ({ command: 'feed', action, args: [feed.id] });
  const check: Button = { label: labels.check, action: to('check') };
  if (feed.isShared || !mayManage(ask)) return [check];
  const rest = feed.state === 'paused' ? 'resume' : 'pause';
  return [
    check,
    { label: labels[rest], action: to(rest) },
    { label: labels.remove, style: 'danger', action: to('remove') },
  ];
}

/** A feed in one line of plain text, for choices. */
export function nameFeed(feed: Pick<FollowedFeed, 'title' | 'url'>): string {
  const host = URL.canParse(feed.url) ? ` · ${new URL(feed.url).hostname}` : '';
  const room = NAME_CHARS - host.length;
  return `${cutText(feed.title, room)}${host}`.slice(0, NAME_CHARS);
}

function shortAddress(url: string): string {
  return url.length <= 200 ? url : `${url.slice(0, 199)}…`;
}
