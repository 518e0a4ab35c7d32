import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { type Markdown, md } from '../reply.ts';

/** One sentence per error code, with a next step. */
type ErrorWords = { [Code in ErrorCode]: (details: ErrorDetails[Code]) => Markdown };

const errors: ErrorWords = {
  'no-articles': () => md`No article is stored yet. An administrator can add one with “npx kiosque import”.`,
  'unknown-article': ({ query }) =>
    md`No stored article matches “${query}”. Pick one from the list while you type, or try /search.`,
  'query-empty': () => md`Type at least one word to search for, or choose an outlet, a date or a language.`,
  'query-too-long': ({ length, max }) =>
    md`That is ${length} characters; the search takes at most ${max}. A few words are enough.`,
  'bad-date': ({ value }) => md`“${value}” is not a date I can read. Write it as 2021-05-31.`,
  'bad-option': ({ option }) => md`The option “${option}” has a value I cannot use. Please run the command again.`,
  'unknown-language': ({ value, known }) => md`I do not know the language “${value}”. Choose one of: ${known}.`,
  'unknown-zone': ({ value }) =>
    md`“${value}” is not a time zone I know. Pick one from the list while you type, such as Europe/Paris.`,
  'bad-time': ({ value }) => md`“${value}” is not a time of day. Write it as 08:00, several as 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`I cannot read the days “${value}”. Choose every day or weekdays, or list them: mon, wed, fri.`,
  'needs-manager': () => md`This needs the “Manage Server” permission. Ask an administrator of this server.`,
  'needs-server': () => md`This works inside a server only. Run it in a channel of your server.`,
  'cannot-share': () => md`You cannot write in this channel, so I cannot share it there for you. Try another channel.`,
  'channel-kind': ({ channel }) => md`I cannot post a digest in <#${channel}>. Choose a text or announcement channel.`,
  'channel-member': ({ channel }) =>
    md`You need to see and write in <#${channel}> yourself to have a digest posted there.`,
  'channel-bot': ({ channel, missing }) =>
    md`I cannot post in <#${channel}>: I lack ${missing}. Grant it in the channel's settings, then try again.`,
  'unknown-digest': () => md`That digest does not exist here any more. See /digest list for those that do.`,
  'too-many-digests': ({ max }) => md`This server has ${max} digests, the most I keep. Remove one first.`,
  'stale-button': ({ command }) => md`This button is from an older version of me. Run /${command} again.`,
  unexpected: ({ id }) =>
    md`Something went wrong on my side and it has been noted. Please try again; if it stays, give an administrator this number: ${id}.`,
};

export const en = { errors };
