import { joinMarkdown, type Markdown, md } from '../reply.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('en');

/** /feed, its subcommands and options, as Discord's client lists them. */
export const feedLabels = {
  name: 'feed',
  description: 'The feeds whose articles this server reads',
  add: { name: 'add', description: 'Follow a feed: its own address, or that of a page that has one' },
  list: { name: 'list', description: 'The feeds of this server, and how they are doing' },
  check: { name: 'check', description: 'See what a feed gives now; nothing is changed' },
  pause: { name: 'pause', description: 'Pause a feed, or resume it' },
  remove: { name: 'remove', description: 'Stop following a feed; its articles stay' },
  import: { name: 'import', description: 'Follow all feeds of an OPML file' },
  export: { name: 'export', description: 'The feeds of this server as an OPML file' },
  address: { name: 'address', description: 'Such as https://example.org, or the feed itself' },
  feed: { name: 'feed', description: 'Which feed; may be left empty when there is only one' },
  checked: { name: 'feed', description: 'A feed of this server, or any address' },
  file: { name: 'file', description: 'An OPML file, as feed readers export it' },
};

/** What /feed says. */
export const feed = {
  listTitle: (count: number) => plural(count, '1 feed', `${number(count)} feeds`),
  none: () => md`This server follows no feed yet. A manager adds one with /feed add.`,
  which: () => md`Which feed? Pick one from the list while you type.`,
  pick: 'Choose one to see or change it',
  followed: () => md`Followed. New articles are stored as they arrive; a digest posts them, and /search finds them.`,
  blocked: (outlet: string, settings: Markdown) =>
    md`⚠ This server shows nothing from ${outlet}: what the feed brings is in no digest and no search. ${settings} changes that.`,
  again: () => md`This server follows that feed already.`,
  notFollowed: (reason: Markdown) => md`I could not follow that feed. ${reason}`,
  several: (count: number) => md`I found ${count} feeds there. Which one do you want?`,
  pickFound: 'Choose a feed to follow it',
  longOnes: (addresses: Markdown) => md`Too long for the list; give one of these to /feed add: ${addresses}`,
  noneFound: () =>
    md`I found no feed at that address. Look for “RSS”, “Atom” or “feed” on the site and give me that address; /add stores a single article.`,
  articles: (count: number) =>
    count === 0 ? 'no articles yet' : plural(count, '1 article', `${number(count)} articles`),
  shared: 'for every server of this bot',
  state: {
    active: (next: Markdown | null) => (next === null ? md`active` : md`next read ${next}`),
    paused: () => md`paused: nothing new is stored until a manager resumes it`,
    gone: () => md`ended: the site says this feed is gone for good. Its articles stay; look there for a new address.`,
    failing: (since: Markdown, next: Markdown | null, reason: Markdown) =>
      next === null
        ? md`⚠ unreadable since ${since}. ${reason}`
        : md`⚠ unreadable since ${since}; next try ${next}. ${reason}`,
  },
  lastRead: (moment: Markdown) => md`last read ${moment}`,
  added: (memberId: string, moment: Markdown) => md`added by <@${memberId}> on ${moment}`,
  checkTitle: (count: number, total: number) =>
    count === total ? `What it gives now: ${total}` : `What it gives now: the last ${count} of ${total}`,
  full: 'whole text in the feed',
  excerpt: 'excerpt; I read the rest on its page',
  noTitle: 'Feed without a title',
  noDate: 'no date',
  warnings: {
    'no-dates': () => md`Its items have no dates: they count as new from the moment I see them.`,
    'future-dates': () => md`Some dates lie in the future: I take the moment I see the item instead.`,
    'no-ids': () => md`Its items have no ids: I tell them apart by their address, or else by their text.`,
    'no-links': () => md`Its items lead to no page: only what the feed itself says can be stored.`,
    'excerpts-only': () => md`It gives excerpts only: I read the whole texts on their pages, where the site lets me.`,
    'no-items': () => md`It is a feed, but it is empty at the moment.`,
    stale: () => md`Nothing new for half a year: it may be abandoned.`,
    cut: () => md`It has more items than I read at a time: only the newest count.`,
  },
  paused: () => md`Paused.`,
  resumed: () => md`Resumed: I will read it soon.`,
  removed: (title: string) => md`“${title}” is no longer followed. Its articles stay.`,
  restored: () => md`Followed again, as before.`,
  notYours: () => md`That feed is for every server of this bot: only its operator can change it.`,
  imported: (added: number, known: number) =>
    joinMarkdown(
      [
        added === 0
          ? md`No new feed is followed.`
          : plural(added, md`1 feed is now followed.`, md`${number(added)} feeds are now followed.`),
        ...(known === 0
          ? []
          : [plural(known, md`1 was followed already.`, md`${number(known)} were followed already.`)]),
        ...(added === 0 ? [] : [md`I will read them soon; /feed list says how they are doing.`]),
      ],
      ' ',
    ),
  importLeft: (count: number) =>
    plural(
      count,
      md`1 entry has no address that I can open and was left out.`,
      md`${number(count)} entries have no address that I can open and were left out.`,
    ),
  importRefused: (count: number, some: string) =>
    plural(count, md`1 could not be followed: ${some}`, md`${number(count)} could not be followed, such as: ${some}`),
  exported: (count: number) =>
    plural(
      count,
      md`1 feed, as an OPML file that any feed reader takes.`,
      md`${number(count)} feeds, as an OPML file that any feed reader takes.`,
    ),
  exportTitle: 'Feeds of this server',
  buttons: { check: 'Check', pause: 'Pause', resume: 'Resume', remove: 'Remove', undo: 'Undo' },
};

/** Why an address on the web cannot be read, and what to do about it. */
export const source = {
  address: () => md`That is not a public web address that I may open. Give one that begins with https://.`,
  'unknown-host': () => md`No site answers to that name. Check how it is written.`,
  refused: () => md`The site accepts no connections at the moment. Try again later.`,
  tls: () =>
    md`The site’s certificate is not valid, so I do not trust what it says. Try again once its owners have renewed it.`,
  timeout: () => md`The site did not answer in time. Try again later.`,
  'too-large': () => md`What is there is larger than I read. Give me a smaller page or feed of that site.`,
  'too-many-redirects': () =>
    md`That address only leads on from one to the next. Open it in a browser and give me the one where it ends.`,
  broken: () => md`The site’s answer broke off on the way. Try again later.`,
  login: () => md`The site asks for a login there, and I have none. Give me an address that everybody can read.`,
  page: () => md`That is a page and not a feed. /feed add looks for the feeds of a page.`,
  empty: () => md`The site answered with nothing at all. Try again later, or check the address.`,
  unreadable: () => md`What is there is neither a feed nor a page that I can read. Check the address.`,
  statuses: {
    missing: (status: number) =>
      md`There is nothing at that address any more (${status}). Look for the new one on the site.`,
    forbidden: (status: number) =>
      md`The site does not let me read that (${status}). Give me an address that is open to all.`,
    legal: (status: number) => md`The site may not show that for legal reasons (${status}). Look for another source.`,
    often: (status: number) => md`The site asks me to come less often (${status}). Try again later.`,
    site: (status: number) => md`The site has a problem of its own (${status}). Try again later.`,
    other: (status: number) => md`The site did not give it to me (${status}). Check the address in a browser.`,
  },
};
