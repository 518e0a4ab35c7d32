import { type Markdown, md } from '../reply.ts';
import { grammarOf } from './formats.ts';

const { plural } = grammarOf('en');

/** What became of the editions of a digest, and why: words for the middle of a line. Moments and lengths of time come written out. */
export const why = {
  title: (name: string) => md`### ${name}`,
  none: () => md`No edition has fallen due yet.`,
  /** One edition: its hour for the reader, its hour there, what became of it. */
  line: (due: Markdown, local: string, outcome: Markdown) => md`${due} (${local}): ${outcome}`,
  lineOfRun: (due: Markdown, outcome: Markdown) => md`${due} (asked for): ${outcome}`,
  /** One thing that happened. */
  event: (moment: Markdown, what: Markdown) => md`${moment} ${what}`,
  pick: 'See one edition in full',
  all: 'All editions',
  message: (url: string) => ({ md: `[message](<${url}>)` }),
  states: {
    due: 'waits for its turn',
    leased: 'is being put together',
    composed: 'is being sent',
  },
  nextTry: (what: string | Markdown, moment: Markdown) => md`${what}; next try ${moment}`,
  posted: 'posted',
  postedAfter: (delay: string) => `posted ${delay} after its hour`,
  postedFound: 'posted; it was found in the channel',
  postedSettled: 'counts as posted: an administrator saw it there',
  late: (delay: string, reason: string) =>
    delay === '' ? `posted late: ${reason}` : `posted ${delay} late: ${reason}`,
  lateReasons: {
    'not-running': 'I was not running at its hour',
    slow: 'it took long to put together or to send',
    retried: 'Discord could not be reached at its hour',
    refused: 'Discord refused it first, and the cause is gone',
    settled: 'an administrator had it sent again',
    'sent-again': 'an administrator had it sent again',
    unknown: 'the reason was not kept',
  },
  folded: (time: string) => `its articles went into the edition of ${time}`,
  foldedNext: {
    missed: 'missed; its articles go into the next edition, as chosen',
    'past-limit': 'missed for longer than it may be late; its articles go into the next edition',
    unknown: 'its articles go into the next edition',
  },
  merged: (time: string) => `one edition with ${time}: both fell at the same instant`,
  skipped: {
    'no-news': 'nothing was new, so nothing was posted, as chosen',
    missed: 'missed, and left out as chosen',
    paused: 'left out: the digest was paused',
    removed: 'left out: the digest was removed',
    unknown: 'left out',
  },
  missedRun: 'left out: it was asked for, but I was not running for an hour',
  refused: (reason: Markdown) => md`not posted: ${reason}`,
  refusedUnknown: () => md`Discord refused it.`,
  uncertain: 'perhaps posted: I could not see whether it is there',
  events: {
    created: 'the digest was made',
    active: 'the digest was started',
    paused: 'the digest was paused',
    removed: 'the digest was removed',
    edited: 'the digest was changed',
    due: 'fell due',
    dueLate: 'fell due while I was not running',
    asked: 'was asked for',
    leased: 'taken up',
    composeFailed: 'could not be put together',
    articleFailed: 'one article could not be summarized',
    told: 'the administrators were told',
    untold: 'the administrators could not be told',
    published: 'published to the servers that follow',
    publishRefused: 'not published to the servers that follow: Discord refused',
    publishGaveUp: 'not published to the servers that follow: it failed for too long',
    reopened: 'taken up again: the cause of the refusal may be gone',
    reopenedOrdered: 'taken up again, as an administrator said',
    settledThere: 'an administrator said that it is there',
    settledSend: 'an administrator said to send it again',
  },
  composed: (stories: number, messages: number) =>
    `put together: ${plural(stories, '1 story', `${stories} stories`)}, ${plural(messages, '1 message', `${messages} messages`)}`,
  /** Beside what became of an edition: how many corrections its messages show. */
  corrected: (count: number) => plural(count, 'corrected once', `corrected ${count} times`),
  /** A correction of message `n`; `before` is what it said there, empty where that was not kept. */
  correction: (n: number, before: string, what: Markdown) =>
    before === '' ? md`message ${n} ${what}` : md`message ${n} ${what}; it said “${before}”`,
  corrections: {
    done: () => md`corrected`,
    due: () => md`is about to be corrected`,
    gone: () => md`was deleted before it was corrected`,
    refused: () => md`not corrected`,
    uncertain: () => md`perhaps corrected: Discord did not answer for a day`,
    withheld: () => md`not corrected, because a manager removed the article`,
  },
  sent: (n: number) => `message ${n} sent`,
  found: (n: number) => `message ${n} found in the channel`,
  tried: (n: number, tries: number, reason: string) => `message ${n}, try ${tries}: ${reason}`,
  looked: (tries: number, reason: string) => `looked for it, try ${tries}: ${reason}`,
  retryReasons: {
    'rate-limited': 'Discord asked me to wait',
    server: 'Discord had a fault',
    network: 'Discord did not answer',
    look: 'the channel’s history could not be read',
    unknown: 'it did not work',
  },
};
