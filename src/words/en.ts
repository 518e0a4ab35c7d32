import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { type Markdown, md, startSentence } from '../reply.ts';
import { commands } from './en-commands.ts';
import { digest, permissions } from './en-digest.ts';
import { edition } from './en-edition.ts';
import { why } from './en-why.ts';
import { displayName } from './formats.ts';

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
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`“${value}” would post more than 24 times on one day, the most I allow. Choose fewer minutes or hours, such as ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`“${value}” names a day that no year has, so nothing would ever be posted. Check the day and the month.`;
    return md`I cannot read “${value}” as a cron expression. Write five fields: minute, hour, day of the month, month, day of the week. ${'30 7 * * MON-FRI'} is 7:30 on weekdays.`;
  },
  'needs-manager': () => md`This needs the “Manage Server” permission. Ask an administrator of this server.`,
  'needs-server': () => md`This works inside a server only. Run it in a channel of your server.`,
  'cannot-share': () => md`You cannot write in this channel, so I cannot share it there for you. Try another channel.`,
  'channel-kind': ({ channel }) =>
    md`I cannot post a digest in <#${channel}>. Choose a text, announcement or forum channel, or a public thread.`,
  'channel-member': ({ channel }) =>
    md`You need to see and write in <#${channel}> yourself to have a digest posted there.`,
  'channel-bot': ({ channel, missing }) =>
    md`I cannot post in <#${channel}>: I lack ${missing}. Grant it in the channel's settings, then try again.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> is locked, so I cannot post there. Unlock it, or choose another channel.`,
  'time-or-cron': () =>
    md`Give either “time” (with “days”, if you like) or “cron”: one of them says when to post, and not both.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Topics are at most ${max} words or phrases with commas between, each of at most ${maxChars} characters with a letter or digit. Please check “${value}”.`,
  'same-language': ({ language }) =>
    md`The first language is ${displayName('en', 'language', language)} already. Choose another one as the second.`,
  'role-everyone': () => md`I do not mention everybody. Choose a role that members have chosen for this.`,
  'role-bot': ({ role }) =>
    md`I may not mention <@&${role}>. In the role’s settings, allow anyone to mention it; or allow me to mention all roles in that channel.`,
  'role-member': ({ role }) =>
    md`You may not mention <@&${role}> in that channel yourself, so I do not do it for you. In the role’s settings, anyone can be allowed to.`,
  'publish-kind': ({ channel }) =>
    md`Only messages of an announcement channel can be published to other servers, and <#${channel}> is none. Leave “publish” out.`,
  'unknown-edition': () => md`I do not know that edition any more. /digest why shows the latest ones.`,
  'unknown-digest': () => md`That digest does not exist here any more. See /digest list for those that do.`,
  'too-many-digests': ({ max }) => md`This server has ${max} digests, the most I keep. Remove one first.`,
  'too-many-topics': ({ max }) => md`A digest keeps ${max} topics of a kind. Take one out with /digest edit first.`,
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
  /** `day`: when it was stated, written out; null where that is not known. */
  stated: (citation: Markdown, day: string | null) =>
    day === null ? md`According to ${citation}` : md`According to ${citation} (${day})`,
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
  whoSays: 'Who says what',
  humanTranslation: 'Human translation',
  modelTranslation: 'Model translation',
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
  'server-budget': 'this server has used up its language model budget',
  'total-budget': 'the language model budget is used up',
  pace: 'you have asked the language model often in the last hour, so it takes a rest',
  'too-long': 'this article is too long for the language model',
  'tier-unavailable': 'the language model has no room at its lower price right now',
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
  reading: (model: string, language: string) =>
    md`${model} is still reading this article in ${language}. Extracts meanwhile, its own sentences:`,
  toCheck: 'To check: code could not confirm this point against its original words.',
  passagesBy: (author: string, language: string) => md`Translation of the extracts to ${language}: ${author}.`,
  passagesByModel: (model: string, language: string) => md`Translation of the original words to ${language}: ${model}.`,
  paragraph: (n: number) => (n === 0 ? 'title' : `paragraph ${n}`),
};

const voices = {
  title: (title: string) => `Who says what: ${title}`,
  /** The heading above what an outlet asserts by itself. */
  itself: (outlet: string) => (outlet === '' ? 'The outlet itself' : `${outlet} itself`),
  unnamed: 'Speaker not named',
  kinds: {
    direct: 'in quotation marks',
    mixed: 'reported, partly in quotation marks',
    reported: 'reported',
    outlet: 'in the outlet’s own words',
  },
  namedAs: (words: string) => `here “${words}”`,
  via: (outlet: string) => `by way of ${outlet}`,
  more: (rest: number) =>
    rest === 1
      ? md`And 1 more passage in the outlet’s own words.`
      : md`And ${rest} more passages in the outlet’s own words.`,
  none: () => md`This article has no text to tell voices apart in.`,
  byModel: (model: string, language: string) =>
    md`List by ${model} of an article in ${language}; every entry has its passage.`,
  byRules: (reason: string, language: string) =>
    md`${startSentence(reason)}: voices are told apart by quotation marks and verbs of saying, in the article’s own sentences in ${language}. A pronoun may lead to the wrong person: check it in the text.`,
  byMarks: (reason: string, language: string) =>
    md`${startSentence(reason)}, and I know no verbs of saying in ${language}: only quotation marks tell voices apart here.`,
  reading: (model: string) => md`${model} is still reading. Meanwhile, what quotation marks and verbs of saying show:`,
  dropped: (count: number) =>
    count === 1
      ? md`1 entry was withheld: its passage or speaker did not hold.`
      : md`${count} entries were withheld: their passages or speakers did not hold.`,
};

const answers = {
  archive: 'The archive',
  silent: () => md`The article does not say.`,
  archiveSilent: () => md`No stored article says that.`,
  byModel: (model: string) => md`Answer by ${model}; every sentence stands above the original words that it rests on.`,
  byWords: (reason: string) =>
    md`${startSentence(reason)}: these are the articles’ own sentences that hold the words of your question.`,
  silentByWords: (reason: string) =>
    md`${startSentence(reason)}: I looked for sentences that hold the words of your question. Other words, or the article’s own language, may find more.`,
  reading: (model: string) => md`${model} is still reading. Sentences that hold the words of your question, meanwhile:`,
  dropped: (count: number) =>
    count === 1
      ? md`1 sentence was withheld: its evidence did not hold.`
      : md`${count} sentences were withheld: their evidence did not hold.`,
  pick: 'Read one of these articles',
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
  working: (model: string, count: number, language: string) =>
    md`${model} is still translating ${count} paragraphs to ${language}. The original meanwhile:`,
  toCheck: (what: string) => `to check: ${what}`,
  left: 'left in the original: the model’s translation did not hold',
  doubts: (count: number) =>
    count === 1
      ? md`1 passage did not agree with the original in every point and is marked.`
      : md`${count} passages did not agree with the original in every point and are marked.`,
  faults: {
    number: 'numbers',
    date: 'dates',
    name: 'names',
    quotation: 'quotations',
    cut: 'may be incomplete',
    glossary: 'a term of this server’s glossary',
    negation: 'what is denied',
    other: 'the sense',
  },
};

const discord = {
  'too-long': () => md`This took too long and I gave up. Please try again in a few minutes.`,
  stopping: () => md`I was restarted before I could finish. Please try again in a minute.`,
};

/** Numbers and amounts come written out in the reader's way. */
const usage = {
  title: 'The language model on this server',
  none: () => md`No model was called for this server in the last 30 days.`,
  noModel: () => md`No language model is connected: nothing is spent.`,
  today: 'Today',
  month: 'This month',
  line: (label: Markdown, text: string) => md`${label}: ${text}`,
  calls: (count: number, shown: string) => (count === 1 ? '1 call' : `${shown} calls`),
  tokens: (shown: string) => `${shown} tokens`,
  detail: (sent: string, cached: string, answered: string) =>
    `${sent} sent, of them ${cached} from the endpoint’s cache; ${answered} answered`,
  failed: (count: number, shown: string) => (count === 1 ? '1 call failed' : `${shown} calls failed`),
  noPrice: 'price not known',
  somePrices: (amount: string, calls: string) => `${amount} and ${calls} at a price not known`,
  saved: (texts: number, shown: string, worth: string) =>
    texts === 1
      ? md`Stored texts saved 1 call this month${worth}.`
      : md`Stored texts saved ${shown} calls this month${worth}.`,
  about: (worth: string) => `, about ${worth}`,
  capsTitle: 'Limits',
  scopes: { server: 'this server', total: 'all servers together' },
  periods: { day: 'today', month: 'this month' },
  cap: (scope: string, period: string, left: string, max: string) => `${scope}, ${period}: ${left} left of ${max}`,
  noCaps: 'No limit is set.',
  capsNote:
    'Days and months are UTC. Calls under way count as the most they may cost; in dollars, so do calls that were cut off.',
  chart: 'Tokens a day: sent below, answered above it.',
  chartAlt: (from: string, to: string, total: string, most: string, mostDay: string) =>
    `Bar chart of tokens a day from ${from} to ${to}: ${total} in all, the most on ${mostDay} with ${most}.`,
  prices: (sent: string, cached: string, answered: string) =>
    `A million tokens: ${sent} sent, ${cached} from the endpoint’s cache, ${answered} answered`,
  priceStated: (price: string, page: Markdown, readOn: string) =>
    md`${price}, as ${page} said on ${readOn}. What the endpoint writes to its cache may cost more: amounts count all new input so.`,
  priceSet: (price: string) => md`${price}, as the administrator set it.`,
  priceUnknown: (model: string) =>
    md`What ${model} costs here is not known to me, so only tokens are shown. An administrator can set LLM_PRICE_IN and LLM_PRICE_OUT.`,
  sellerPage: 'the seller’s page',
  shared: 'Scheduled digests of all servers, this month',
  sharedNote: 'No server pays for these: all share the texts, and only the limits of all servers together count them.',
  summaries: (count: number, shown: string) => (count === 1 ? '1 summary' : `${shown} summaries`),
  digestCost: (summaries: string, each: string, month: string) =>
    `About ${summaries} an edition: up to ${each} an edition, ${month} a month`,
  limitLeaves: {
    day: (max: string) => `; the day’s limit is ${max}.`,
    month: (left: string) => `; this month’s limit leaves ${left}.`,
  },
  limitShort: {
    day: (max: string) => `. The day’s limit, ${max}, is not enough: some editions will hold extracts.`,
    month: (left: string) => `. This month’s limit leaves ${left}, not enough: some editions will hold extracts.`,
  },
};

export const en = {
  usage,
  errors,
  commands,
  buttons,
  card,
  search,
  offline,
  summary,
  voices,
  answers,
  translation,
  discord,
  permissions,
  digest,
  why,
  edition,
};

/** Every sentence that a user reads, by room and use. A language with a missing key does not compile. */
export type Words = typeof en;
