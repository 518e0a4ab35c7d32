import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { type Markdown, md, startSentence } from '../reply.ts';

/** State Media Monitor's kinds and ours; the same list as data/article-store.ts, which a leaf may not import. */
export type OutletKind =
  | 'state-controlled'
  | 'captured-public'
  | 'captured-private'
  | 'state-funded-and-managed'
  | 'state-funded'
  | 'state-managed'
  | 'independent-public'
  | 'private'
  | 'agency'
  | 'unknown';

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
  'stale-command': ({ command }) =>
    md`I no longer have the command /${command}. Type / to see those that I have; an administrator can renew the list with “npx kiosque register”.`,
  unexpected: ({ id }) =>
    md`Something went wrong on my side and it has been noted. Please try again; if it stays, give an administrator this number: ${id}.`,
};

const kinds: Record<OutletKind, string> = {
  'state-controlled': 'state-controlled media',
  'captured-public': 'public media captured by the state',
  'captured-private': 'private media captured by the state',
  'state-funded-and-managed': 'state-funded and state-managed, independent editorially',
  'state-funded': 'state-funded, independent editorially',
  'state-managed': 'state-managed, independent editorially',
  'independent-public': 'independent public media',
  private: 'private media',
  agency: 'news agency',
  unknown: 'ownership not known to me',
};

const card = {
  kinds,
  noOutlet: 'Outlet not known',
  owner: (owner: string) => `owner: ${owner}`,
  stated: (citation: Markdown) => md`According to ${citation}`,
  noDate: 'no date',
  inferred: {
    outlet: 'the outlet',
    publishedOn: 'the year',
    language: 'the language',
  },
  inferredNote: (what: string) => md`Inferred from the text, not stated by the source: ${what}.`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  sharedBy: (userId: string) => md`Shared by <@${userId}>`,
};

const buttons = {
  back: 'Back',
  next: 'Next',
  read: 'Read',
  original: 'Original',
  summarize: 'Summarize',
  translateTo: (language: string) => `In ${language}`,
  evidence: 'Evidence',
  share: 'Share here',
  humanTranslation: 'Human translation',
  modelTranslation: 'Model translation',
};

const commands = {
  articleOption: { name: 'article', description: 'A stored article; the latest when left empty' },
  languageOption: { name: 'language', description: 'The language to read in; yours when left empty' },
  shareOption: { name: 'share', description: 'Post it here for everybody' },
  article: { name: 'article', description: 'Read a stored article' },
  search: {
    name: 'search',
    description: 'Find stored articles',
    words: { name: 'words', description: 'Words in the title or text' },
    outlet: { name: 'outlet', description: 'Who published it' },
    since: { name: 'since', description: 'Published on this day or later, as 2021-05-31' },
    language: { name: 'language', description: 'The language the article is written in' },
  },
  summary: {
    name: 'summary',
    description: 'Summarize a stored article, with its original words as evidence',
    length: { name: 'length', description: 'How long; short when left empty' },
    lengths: { 'one-line': 'one line', short: 'short', detailed: 'detailed' },
    extracts: { name: 'extracts', description: 'Only the article’s own sentences, no language model' },
  },
  translate: {
    name: 'translate',
    description: 'Translate a stored article, paragraph by paragraph',
    file: { name: 'file', description: 'Also as a text file' },
  },
};

const search = {
  found: (total: number) => (total === 1 ? '1 article' : `${total} articles`),
  none: () => md`No stored article matches. Try fewer or other words, or leave the filters out.`,
  more: (rest: number) => md`And ${rest} more: add a word or a filter to narrow it down.`,
  pick: 'Read one of them',
};

/** Why no model answered: words for the middle of a sentence; `startSentence` makes them begin one. */
const offline = {
  asked: 'as you asked, no language model was used',
  'no-model': 'no language model is connected',
  'server-budget': 'this server has used its language model budget for today',
  'total-budget': 'the language model budget for today is used up',
  pace: 'you have asked the language model often in the last hour, so it takes a rest',
  'too-long': 'this article is too long for the language model',
  unsupported: 'the language model’s answer did not hold against the article',
  'model-failed': (id: string) => `the language model did not answer (number ${id} in the log)`,
};

const summary = {
  extracts: (reason: string, language: string) =>
    md`${startSentence(reason)}: these are extracts, the article’s own sentences in ${language}.`,
  byModel: (model: string, language: string) =>
    md`Summary by ${model} of an article in ${language}; every point has its evidence.`,
  dropped: (count: number) =>
    count === 1
      ? md`1 point was withheld: its evidence did not hold.`
      : md`${count} points were withheld: their evidence did not hold.`,
  evidenceTitle: 'The original words',
  paragraph: (n: number) => (n === 0 ? 'title' : `paragraph ${n}`),
};

const translation = {
  sameLanguage: (language: string) =>
    md`This article is in ${language} already. Choose another language with the option “language”.`,
  byModel: (model: string, from: string, to: string) =>
    md`${from} → ${to}, translated by ${model}. The original is one tap away.`,
  byPerson: (author: string, from: string, to: string) => md`${from} → ${to}, ${author}.`,
  provided: (reason: string) => md`Provided translation: ${reason}.`,
  missing: (reason: string, language: string) =>
    md`${startSentence(reason)}, and nobody has provided a translation to ${language}.`,
  available: (languages: string) => md`There is one to ${languages}.`,
  howTo: () =>
    md`An administrator can connect a model: set OPENAI_BASE_URL to any OpenAI-compatible address (a local Ollama is enough) or OPENAI_API_KEY.`,
  file: 'As you asked, the whole translation is attached.',
};

const discord = {
  'too-long': () => md`This took too long and I gave up. Please try again in a few minutes.`,
  stopping: () => md`I was restarted before I could finish. Please try again in a minute.`,
};

/** The permissions that a bot needs in a channel, as Discord's own settings call them. */
const permissions = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  EmbedLinks: 'Embed Links',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
};

export const en = { errors, commands, buttons, card, search, offline, summary, translation, discord, permissions };

/** Every sentence that a user reads, by room and use. A language with a missing key does not compile. */
export type Words = typeof en;
