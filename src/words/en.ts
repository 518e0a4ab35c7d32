import { type Markdown, md, startSentence } from '../reply.ts';
import { add, origin, removal } from './en-add.ts';
import { commands } from './en-commands.ts';
import { digest, permissions } from './en-digest.ts';
import { edition } from './en-edition.ts';
import { errors } from './en-errors.ts';
import { grammarOf } from './formats.ts';
import { feedNews } from './en-feed-news.ts';
import { feed, source } from './en-feed.ts';
import { forgetting, menu } from './en-menu.ts';
import { doctor } from './en-doctor.ts';
import { guide } from './en-guide.ts';
import { help } from './en-help.ts';
import { contests } from './en-contests.ts';
import { contest, settings, sources } from './en-sources.ts';
import { usage } from './en-usage.ts';
import { why } from './en-why.ts';

const { plural, number, list } = grammarOf('en');

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
  original: 'Original',
  summarize: 'Summarize',
  translateTo: (language: string) => `In ${language}`,
  evidence: 'Evidence',
  share: 'Share here',
  whoSays: 'Who says what',
  more: 'More…',
  /** For whoever presses, in their own language. */
  translate: 'Translate',
  humanTranslation: 'Human translation',
};

const search = {
  newest: 'The newest articles',
  found: (total: number) => plural(total, '1 article', `${number(total)} articles`),
  none: () => md`No stored article matches. Try fewer or other words, or leave the filters out.`,
  more: (rest: number) => md`And ${number(rest)} more: add a word or a filter to narrow it down.`,
  /** The same text elsewhere: names, and how many more there are. */
  alsoIn: (names: readonly string[], rest: number) =>
    md`Also in: ${list(rest > 0 ? [...names, `${number(rest)} more`] : names)}`,
  pick: 'Read one of them',
};

/** Why no model answered: words for the middle of a sentence; `startSentence` makes them begin one. */
const offline = {
  asked: 'as you asked, no language model was used',
  'no-model': 'no language model is connected',
  'server-budget': 'this server has used up its language model budget',
  'user-budget': 'you have used up your language model budget',
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
    plural(
      count,
      md`1 point was withheld: its evidence did not hold.`,
      md`${count} points were withheld: their evidence did not hold.`,
    ),
  evidenceTitle: 'The original words',
  reading: (model: string, language: string) =>
    md`${model} is still reading this article in ${language}. Extracts meanwhile, its own sentences:`,
  toCheck: 'To check: code could not confirm this point against its original words.',
  passagesBy: (author: string, language: string) => md`Translation of the extracts into ${language}: ${author}.`,
  passagesByModel: (model: string, language: string) =>
    md`Translation of the original words into ${language}: ${model}.`,
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
    plural(
      rest,
      md`And 1 more passage in the outlet’s own words.`,
      md`And ${rest} more passages in the outlet’s own words.`,
    ),
  none: () => md`This article has no text to tell voices apart in.`,
  byModel: (model: string, language: string) =>
    md`List by ${model} of an article in ${language}; every entry has its passage.`,
  byRules: (reason: string, language: string) =>
    md`${startSentence(reason)}: quotation marks and verbs of saying tell the voices apart, in the article’s own sentences in ${language}. A pronoun may mislead: check the text.`,
  byMarks: (reason: string, language: string) =>
    md`${startSentence(reason)}, and I know no verbs of saying in ${language}: only quotation marks tell voices apart here.`,
  reading: (model: string) => md`${model} is still reading. Meanwhile, what quotation marks and verbs of saying show:`,
  dropped: (count: number) =>
    plural(
      count,
      md`1 entry was withheld: its passage or speaker did not hold.`,
      md`${count} entries were withheld: their passages or speakers did not hold.`,
    ),
};

const answers = {
  archive: 'The archive',
  silent: () => md`The article does not say.`,
  archiveSilent: () => md`No stored article says that.`,
  byModel: (model: string) => md`Answer by ${model}; every sentence stands above the original words that it rests on.`,
  byWords: (reason: string) =>
    md`${startSentence(reason)}: these are the articles’ own sentences that hold the words of your question.`,
  silentByWords: (reason: string) =>
    md`${startSentence(reason)}: I found no sentence with the words of your question. Try other words, or the article’s own language.`,
  reading: (model: string) => md`${model} is still reading. Sentences that hold the words of your question, meanwhile:`,
  dropped: (count: number) =>
    plural(
      count,
      md`1 sentence was withheld: its evidence did not hold.`,
      md`${count} sentences were withheld: their evidence did not hold.`,
    ),
  pick: 'Read one of these articles',
};

const translation = {
  sameLanguage: (language: string) =>
    md`This article is already in ${language}. Choose another language with the option “language”.`,
  byModel: (model: string, from: string, to: string) =>
    md`${from} → ${to}, translated by ${model}. The original is one tap away.`,
  byPerson: (author: string, from: string, to: string) => md`${from} → ${to}, ${author}.`,
  provided: (reason: string) => md`Provided translation: ${reason}.`,
  missing: (reason: string, language: string) =>
    md`${startSentence(reason)}, and nobody has provided a translation into ${language}.`,
  available: (languages: string) => md`There is one into ${languages}.`,
  howTo: () =>
    md`An administrator can connect a model: set OPENAI_BASE_URL to any OpenAI-compatible address (a local Ollama will do), or OPENAI_API_KEY.`,
  file: 'As you asked, the whole translation is attached.',
  working: (model: string, count: number, language: string) =>
    plural(
      count,
      md`${model} is still translating 1 paragraph into ${language}. The original meanwhile:`,
      md`${model} is still translating ${count} paragraphs into ${language}. The original meanwhile:`,
    ),
  toCheck: (what: string) => `to check: ${what}`,
  left: 'left in the original: the model’s translation did not hold',
  doubts: (count: number) =>
    plural(
      count,
      md`1 passage does not agree with the original in every point and is marked.`,
      md`${count} passages do not agree with the original in every point and are marked.`,
    ),
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
  feedNews,
  feed,
  source,
  add,
  origin,
  removal,
  menu,
  forgetting,
  sources,
  contest,
  contests,
  settings,
  guide,
  help,
  doctor,
};

/** Every sentence that a user reads, by room and use. A language with a missing key does not compile. */
export type Words = typeof en;
