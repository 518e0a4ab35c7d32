import type { Reply } from './reply.ts';

/** An error that needs no details: `{}`. */
type Nothing = Record<string, never>;

/**
 * What may go wrong for a member, by code, with what its sentence needs. The sentences stand in words/.
 * A code is stable: logs and tests name it.
 */
export type ErrorDetails = {
  'no-articles': Nothing;
  'unknown-article': { query: string };
  'query-too-long': { length: number; max: number };
  'bad-date': { value: string };
  'bad-period': { since: string; until: string };
  'bad-option': { option: string };
  'unknown-language': { value: string; known: string };
  'unknown-zone': { value: string };
  'bad-time': { value: string };
  'bad-days': { value: string };
  /** Not five fields that can be read; due more than 24 times on one day; due on no day at all. */
  'bad-cron': { value: string; reason: 'form' | 'too-often' | 'never' };
  'needs-manager': Nothing;
  'needs-server': Nothing;
  /** Only who asks has installed the bot. */
  'not-in-server': Nothing;
  'cannot-share': Nothing;
  'channel-kind': { channel: string };
  'channel-member': { channel: string };
  'channel-bot': { channel: string; missing: string };
  'channel-locked': { channel: string };
  'time-or-cron': Nothing;
  'bad-topics': { value: string; max: number; maxChars: number };
  'same-language': { language: string };
  'role-everyone': Nothing;
  'role-bot': { role: string };
  'role-member': { role: string };
  'publish-kind': { channel: string };
  /** The server's source policy shows nothing from that outlet. */
  'outlet-blocked': { outlet: string };
  /** Only managers store articles in that server. */
  'add-managers': Nothing;
  /** `url`: where the original stands. */
  'article-gone': { title: string; url: string | null; reason: 'age' | 'removed' };
  'article-hidden': Nothing;
  /** No http(s) address. */
  'bad-address': { value: string };
  'add-what': Nothing;
  'add-pace': { max: number };
  'unknown-feed': Nothing;
  'not-opml': Nothing;
  'file-too-large': { bytes: number; max: number };
  'file-unreachable': Nothing;
  'unknown-edition': Nothing;
  'unknown-digest': Nothing;
  'too-many-digests': { max: number };
  'too-many-topics': { max: number };
  'too-many-feeds': { max: number };
  'stale-button': { command: string };
  'stale-command': { command: string };
  unexpected: { id: string };
};

export type ErrorCode = keyof ErrorDetails;

/** An error whose sentence a member may read. Anything else that is thrown shows as `unexpected` with an id. */
export class UserError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly code: Code;
  readonly details: ErrorDetails[Code];

  constructor(code: Code, details: ErrorDetails[Code], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** Thrown where a command cannot go on and has something else to show: its reply is the answer. */
export class AnswerInstead extends Error {
  override readonly name = 'AnswerInstead';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('answered otherwise');
    this.reply = reply;
  }
}

/** An error whose sentence the operator reads at start or on the command line; `exitCode` ends the process (sysexits.h numbers). */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly exitCode: number;

  constructor(sentence: string, options: ErrorOptions & { exitCode?: number } = {}) {
    super(sentence, options);
    this.exitCode = options.exitCode ?? 1;
  }
}
