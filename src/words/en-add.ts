import { type Markdown, md } from '../reply.ts';
import { formatBytes } from './formats.ts';

/** /add and its options, as Discord's client lists them. */
export const addLabels = {
  name: 'add',
  description: 'Store one article: from an address, or from a file',
  address: { name: 'address', description: 'The address of the article on the web' },
  file: { name: 'file', description: 'The article as a text, HTML or Markdown file, of 2 MB at most' },
};

/** What /add says. */
export const add = {
  outcome: {
    stored: () => md`Stored for this server:`,
    revised: () => md`The article has changed since it was stored; this is its new version:`,
    unchanged: () => md`This article is already stored:`,
  },
  refused: {
    'no-text': () => md`I found no article in it. Give me the address of one article, or a file with its whole text.`,
    'file-kind': () => md`That file is not text, whatever its name says. Attach a plain text, HTML or Markdown file.`,
    'file-empty': () => md`That file is empty. Attach the one with the article’s text.`,
    'file-size': (bytes: number, max: number) =>
      md`That file has ${formatBytes('en', bytes)}; I read up to ${formatBytes('en', max)}. Attach a smaller one.`,
  },
};

/** What the page that introduces an article says beside its outlet. */
export const origin = {
  by: (author: string) => `by ${author}`,
  updated: (moment: string) => `changed on ${moment}`,
  excerpt: {
    open: () => md`An excerpt: the outlet’s feed gives no more, and its page could not be read.`,
    paywall: () => md`An excerpt: the rest is for the outlet’s subscribers.`,
    consent: () => md`An excerpt: the outlet asks for consent before it shows the rest.`,
    login: () => md`An excerpt: the outlet asks for a login before it shows the rest.`,
  },
  paywall: () => md`The outlet marks this article as for subscribers only.`,
  sameText: (other: Markdown) => md`The same text as in ${other}.`,
  original: 'the original',
};

/** Taking an article away, by who manages the server. */
export const removal = {
  button: 'Remove…',
  confirm: (title: string) =>
    md`Remove “${title}” from this server? Its summaries and translations go with it. Posted digests stay as they are.`,
  confirmButton: 'Remove it',
  removed: (title: string) => md`“${title}” is removed for good.`,
  hidden: (title: string) => md`“${title}” is no longer shown in this server. It is kept, because others read it too.`,
  undo: 'Show it again',
  restored: (title: string) => md`“${title}” is shown here again.`,
  notThere: () => md`This server does not have that article, so there is nothing to remove.`,
};
