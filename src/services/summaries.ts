import type { Asker, Offline } from './asker.ts';
import type { Article } from './articles.ts';

export const SUMMARY_LENGTHS = ['one-line', 'short', 'detailed'] as const;
export type SummaryLength = (typeof SUMMARY_LENGTHS)[number];

/** The original words behind a point, verbatim, in the article's language. Paragraph 0 is the title. */
export type Evidence = { paragraph: number; quote: string };

/** A point of an offline summary is its own evidence: `text` equals the quote. */
export type Point = { text: string; evidence: readonly Evidence[] };

/** `headline` is null in extracts. */
export type Summary = { headline: string | null; points: readonly Point[] };

export type SummaryResult = {
  article: Article;
  summary: Summary;
  origin: 'model' | 'offline';
  /** The language of the text: the one asked for, or the article's own for extracts. */
  language: string;
  length: SummaryLength;
  /** The model's name; empty for extracts. */
  model: string;
  /** Why extracts are shown instead of a model's summary. */
  offline?: Offline;
  /** Points withheld because their evidence, numbers or quotations did not hold. */
  dropped: number;
};

export type SummaryRequest = {
  article: Article;
  length: SummaryLength;
  language: string;
  /** The member asked for extracts only: no model is called. */
  extractsOnly: boolean;
  asker: Asker;
  signal: AbortSignal;
};

export type Summaries = {
  /** A stored summary, or one model call shared by all who ask meanwhile, or extracts with the reason. Never throws for a failing model. */
  summarize(request: SummaryRequest): Promise<SummaryResult>;
};
