import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { linkText, type Markdown, md } from '../reply.ts';
import { displayName, formatBytes } from './formats.ts';

/** One sentence per error code, with a next step. */
type ErrorWords = { [Code in ErrorCode]: (details: ErrorDetails[Code]) => Markdown };

/** What a member reads when something cannot be done. */
export const errors: ErrorWords = {
  'no-articles': () => md`No article is stored yet. /add stores one; /feed add follows a feed.`,
  'unknown-article': ({ query }) =>
    md`No stored article matches “${query}”. Pick one from the list while you type, or try /search.`,
  'query-too-long': ({ length, max }) =>
    md`That is ${length} characters; the search takes at most ${max}. A few words are enough.`,
  'bad-date': ({ value }) => md`“${value}” is not a date I can read. Write it as 2021-05-31.`,
  'bad-period': ({ since, until }) =>
    md`${until} is before ${since}, so no day lies between them. Swap “since” and “until”.`,
  'bad-option': ({ option }) => md`The option “${option}” has a value I cannot use. Please run the command again.`,
  'unknown-language': ({ value, known }) => md`I do not know the language “${value}”. Choose one of: ${known}.`,
  'unknown-zone': ({ value }) =>
    md`“${value}” is not a time zone I know. Pick one from the list while you type, such as Europe/Paris.`,
  'bad-time': ({ value }) => md`“${value}” is not a time of day. Write 08:00, or several: 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`I cannot read the days “${value}”. Choose every day or weekdays, or list them: mon, wed, fri.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`“${value}” would post more than 24 times a day, the most I allow. Choose fewer minutes or hours, such as ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`“${value}” names a day that no year has, so nothing would ever be posted. Check the day and the month.`;
    return md`“${value}” is not a cron expression. Write minute, hour, day of the month, month, day of the week: ${'30 7 * * MON-FRI'} is 7:30 on weekdays.`;
  },
  'needs-manager': () => md`This needs the “Manage Server” permission. Ask an administrator of this server.`,
  'needs-server': () => md`This works inside a server only. Run it in a channel of your server.`,
  'not-in-server': () =>
    md`I am not installed in this place, so I answer only you here. Whoever manages the server can add me to it.`,
  'cannot-share': () => md`You cannot write in this channel, so I cannot share here for you. Try another channel.`,
  'channel-kind': ({ channel }) =>
    md`I cannot post a digest in <#${channel}>. Choose a text, announcement or forum channel, or a public thread.`,
  'channel-member': ({ channel }) =>
    md`You cannot see or write in <#${channel}> yourself. Choose a channel where you can.`,
  'channel-bot': ({ channel, missing }) =>
    md`I cannot post in <#${channel}>: I lack ${missing}. Grant it in the channel’s settings, then try again.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> is locked, so I cannot post there. Unlock it, or choose another channel.`,
  'time-or-cron': () => md`Give either “time” (with “days”, if you like) or “cron”, not both.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`At most ${max} topics, with commas between, each with a letter or digit and at most ${maxChars} characters. Check “${value}”.`,
  'same-language': ({ language }) =>
    md`The first language is already ${displayName('en', 'language', language)}. Choose another one as the second.`,
  'role-everyone': () => md`I do not mention everybody. Choose a role that members have chosen for this.`,
  'role-bot': ({ role }) =>
    md`I may not mention <@&${role}>. Allow anyone to mention it in the role’s settings, or me to mention all roles in that channel.`,
  'role-member': ({ role }) =>
    md`You may not mention <@&${role}> there yourself, so I do not do it for you. The role’s settings can allow anyone to.`,
  'publish-kind': ({ channel }) =>
    md`<#${channel}> is not an announcement channel: its messages cannot go to other servers. Leave “publish” out.`,
  'outlet-blocked': ({ outlet }) =>
    md`This server shows nothing from ${outlet}: its managers show no state-controlled outlets. /search finds others.`,
  'add-managers': () => md`In this server only managers add articles. Ask one of them.`,
  'article-gone': ({ title, url, reason }) => {
    const why = reason === 'age' ? md`it was older than I keep articles` : md`a manager removed it`;
    return url === null
      ? md`“${title}” is no longer kept: ${why}.`
      : md`“${linkText(title, url)}” is no longer kept: ${why}. Its title leads to the original.`;
  },
  'article-hidden': () =>
    md`That article is not shown in this server: a manager removed it here. /search finds others.`,
  'bad-address': ({ value }) => md`“${value}” is not a web address. Write it as https://example.org/news.`,
  'add-what': () => md`Give either an address or a file: one article at a time.`,
  'add-pace': ({ max }) => md`${max} articles were added within an hour, the most I take. Please continue later.`,
  'unknown-feed': () => md`This server does not follow that feed. See /feed list for those that it does.`,
  'not-opml': () => md`That file is not an OPML list of feeds. Export one from your feed reader and attach it.`,
  'file-too-large': ({ bytes, max }) =>
    md`That file has ${formatBytes('en', bytes)}; I read up to ${formatBytes('en', max)}. Attach a smaller one.`,
  'file-unreachable': () => md`I could not fetch that file from Discord. Please attach it again.`,
  'unknown-edition': () => md`I no longer know that edition. /digest why shows the latest ones.`,
  'unknown-digest': () => md`That digest no longer exists here. See /digest list for those that do.`,
  'too-many-digests': ({ max }) => md`This server has ${max} digests, the most I keep. Remove one first.`,
  'too-many-topics': ({ max }) => md`A digest keeps ${max} topics of a kind. Take one out with /digest edit first.`,
  'too-many-feeds': ({ max }) =>
    md`This server follows ${max} feeds, the most for one server. Remove one with /feed remove first.`,
  'stale-button': ({ command }) => md`This button is from an older version of me. Run /${command} again.`,
  'stale-command': ({ command }) =>
    md`I no longer have the command ${command}. Type / to see mine; an administrator can renew the list with “npx kiosque register”.`,
  unexpected: ({ id }) =>
    md`Something went wrong on my side and has been noted. Please try again; if it persists, give an administrator this number: ${id}.`,
};
