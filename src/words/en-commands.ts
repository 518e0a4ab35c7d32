import { addLabels } from './en-add.ts';
import { digestLabels } from './en-digest.ts';
import { feedLabels } from './en-feed.ts';
import { doctorLabels } from './en-doctor.ts';
import { helpLabels } from './en-help.ts';
import { settingsLabels } from './en-sources.ts';

/** Commands and options as Discord's client lists them. */
export const commands = {
  articleOption: { name: 'article', description: 'A stored article; the latest when left empty' },
  shownOption: { name: 'article', description: 'A stored article; the one last shown here when left empty' },
  languageOption: { name: 'language', description: 'The language to read in; yours when left empty' },
  shareOption: { name: 'share', description: 'Post it here for everybody' },
  article: { name: 'article', description: 'Read a stored article' },
  search: {
    name: 'search',
    description: 'Find stored articles',
    words: { name: 'words', description: 'Words in the title or text' },
    outlet: { name: 'outlet', description: 'Who published it' },
    feed: { name: 'feed', description: 'A feed that brought it' },
    since: { name: 'since', description: 'Published on this day or later, such as 2021-05-31' },
    until: { name: 'until', description: 'Published on this day or earlier, such as 2021-05-31' },
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
  digest: digestLabels,
  feed: feedLabels,
  add: addLabels,
  settings: settingsLabels,
  help: helpLabels,
  doctor: doctorLabels,
  whoSays: { name: 'who-says', description: 'Who says what in an article, and what the outlet itself asserts' },
  ask: {
    name: 'ask',
    description: 'Ask an article or the whole archive; the answer is made of cited sentences',
    question: { name: 'question', description: 'What you want to know; 500 characters at most' },
    article: { name: 'article', description: 'The article to ask; the whole archive when left empty' },
  },
  usage: { name: 'usage', description: 'What the language model costs this server, and what is left' },
};
