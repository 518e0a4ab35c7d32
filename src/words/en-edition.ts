import { type Markdown, md } from '../reply.ts';
import { grammarOf } from './formats.ts';

const { number, plural } = grammarOf('en');

/** What an edition says, and what is said of one. */
export const edition = {
  heading: (date: string) => `News of ${date}`,
  late: (due: Markdown) =>
    md`This edition was due ${due} and is late: I was not running, or Discord could not be reached.`,
  none: () => md`Nothing new since the last edition.`,
  empty: () => md`No article is stored yet.`,
  more: (rest: number) =>
    plural(
      rest,
      md`And 1 more new article: /search finds it.`,
      md`And ${number(rest)} more new articles: /search finds them.`,
    ),
  extract: (sentence: string) => md`“${sentence}”`,
  extracts: () => md`Quoted sentences are the articles’ own.`,
  byModel: (model: string) => md`Sentences without quotation marks are by ${model}, each checked against its article.`,
  /** Below stories of such outlets, where the server labels them. */
  labeled: (sources: Markdown) => md`Who says that a state controls an outlet: ${sources}`,
  soleSource: 'Only one source',
  held: () => md`Shown on request: this server shows texts of state-controlled outlets only when asked.`,
  /** Below what an edition says of an article that was changed since; `before` is what it said. */
  corrected: (at: Markdown, before: string) =>
    md`Corrected on ${at}: the article was changed. Before, it said: “${before}”`,
  withdrawn: (at: Markdown, before: string) => md`Corrected on ${at}: the article no longer says “${before}”`,
  /** The same where the server shows no more of the outlet: nothing new stands beside it. */
  unsaid: (at: Markdown, before: string) =>
    md`Corrected on ${at}: the article was changed, and this server shows no more of it. Before, it said: “${before}”`,
  /** The other outlets of a story; `rest` counts those that are not named. */
  also: (outlets: Markdown, rest: number) => (rest === 0 ? md`Also: ${outlets}` : md`Also: ${outlets} · ${rest} more`),
  /** On a button that shows an edition in this language. */
  inThisLanguage: 'In English',
  pickStory: 'More on a story',
  storyGone: () => md`This article is no longer stored. /search finds others.`,
  notKept: (titles: Markdown) => md`No longer kept: ${titles}`,
  outletsTitle: (count: number) => plural(count, 'Only one source', `${count} outlets on this story`),
  moreOutlets: (rest: number) => plural(rest, md`And 1 more outlet.`, md`And ${rest} more outlets.`),
  pickOutlet: 'Read another outlet’s article',
  pickMute: 'Mute a topic in this digest',
  muted: (topic: string) => md`Muted: from the next edition on, no story whose title or opening says “${topic}”.`,
  unmuted: (topic: string) => md`“${topic}” is no longer muted.`,
  notMuted: () => md`That topic is no longer muted.`,
  unmute: 'Undo',
  partGone: () => md`I no longer know what this edition held. /search finds stored articles.`,
  latest: 'Latest articles',
  readTitle: 'Articles of this edition',
  latestTitle: 'Latest articles',
  pickRead: 'Read one of them',
  pickSummary: 'Summarize one of them',
  refused: (channelId: string, due: Markdown, reason: Markdown) =>
    md`The digest due ${due} was not posted in <#${channelId}>: ${reason} Its articles go into the next edition.`,
  refusedForNow: (channelId: string, due: Markdown, reason: Markdown) =>
    md`The digest due ${due} was not posted in <#${channelId}>: ${reason} Once that is fixed I post it late; otherwise its articles go into the next edition.`,
  uncertain: (channelId: string, due: Markdown) =>
    md`I cannot tell whether the digest due ${due} was posted in <#${channelId}>, so I did not send it again. Please check there; with “Read Message History” I can check myself. The next edition holds its articles too.`,
  settle: { there: 'It is there', send: 'Send it again', again: 'Try again now' },
  reasons: {
    'missing-access': () => md`I cannot see the channel. Give me “View Channel” there.`,
    'missing-permission': () => md`I may not write there. Give me “View Channel” and “Send Messages” in that channel.`,
    'unknown-channel': () => md`the channel no longer exists. Remove the digest or make one for another channel.`,
    unauthorized: () => md`Discord refuses my token. Check DISCORD_TOKEN.`,
    'thread-closed': () => md`the thread is closed or locked. Open it again, or choose another channel for the digest.`,
    invalid: () => md`Discord refused the message itself. The log has the details.`,
    'gave-up': () => md`it failed for 24 hours, and I gave up. “npx kiosque digest why” lists each try.`,
    compose: () => md`it could not be put together for 24 hours. The log has the details.`,
  },
};
