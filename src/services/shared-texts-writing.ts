import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { newId, type Random } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Article } from './articles.ts';
import type { Asker, Offline } from './asker.ts';
import type { Ledger } from './ledger.ts';
import { type Model, ModelError, type Usage } from './llm/model.ts';
import { NO_USAGE } from './llm/tokens.ts';
import type { Bound } from './prices.ts';
import type { Written } from './shared-texts.ts';

/** What summaries and translations are given. */
export type TextsOptions = {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
  model: Model | undefined;
  ledger: Ledger;
  /** Longer articles go to no model; 0 lifts the limit. */
  articleMaxChars: number;
  promptVersion?: string;
};

/** Why a text is not written for this asker. `tier-unavailable`: it was to wait for the cheaper tier, which has no room now. */
export type Denial = 'server-budget' | 'user-budget' | 'total-budget' | 'pace' | 'too-long' | 'tier-unavailable';

/** A text that could not be written; its cause stands in the operator's log under `id`. */
export class WritingFailure extends Error {
  override readonly name = 'WritingFailure';
  readonly id: string;

  constructor(id: string, options?: ErrorOptions) {
    super(`The text could not be written: see ${id} in the log`, options);
    this.id = id;
  }
}

export type Writing = {
  asker: Asker;
  task: string;
  articleId: string;
  /** The most that the call may cost. */
  tokens: Bound;
  signal: AbortSignal;
  act(): Promise<{ body: unknown; usage: Usage }>;
};

/** Reserves, writes and settles. A failure is recorded with what it cost, logged with its cause, and thrown as a WritingFailure. */
export async function writeWithLedger(
  { ledger, log, random }: Pick<TextsOptions, 'ledger' | 'log' | 'random'>,
  writing: Writing,
): Promise<Written<Denial>> {
  const { asker, task, articleId } = writing;
  const reservation = await ledger.reserve(asker, task, writing.tokens);
  if (!reservation.granted) return { kind: 'denied', reason: reservation.reason };
  try {
    const { body, usage } = await writing.act();
    await ledger.settle(reservation.id, usage);
    return { kind: 'text', body };
  } catch (error) {
    const [kind, usage] = error instanceof ModelError ? [error.kind, error.usage] : ['unexpected', NO_USAGE];
    await ledger.fail(reservation.id, kind, usage);
    if (kind === 'tier-unavailable') return { kind: 'denied', reason: kind };
    // All who asked have gone: there is nobody to tell, and nothing is broken.
    if (writing.signal.aborted) throw error;
    const id = newId(random);
    log.error('text.failed', { id, task, articleId, kind, error });
    throw new WritingFailure(id, { cause: error });
  }
}

/** A failed or denied writing as the reason that a member is told; any other error is thrown on. */
export function explainFailure(error: unknown): Offline {
  if (error instanceof WritingFailure) return { reason: 'model-failed', id: error.id };
  throw error;
}

/** What ARTICLE_MAX_CHARS counts: the title and every block. */
export function countArticleChars(article: Article): number {
  return article.body.reduce((sum, block) => sum + block.text.length, article.title.length);
}
