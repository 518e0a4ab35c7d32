export const SUMMARY_LENGTHS = ['one-line', 'short', 'detailed'] as const;
export type SummaryLength = (typeof SUMMARY_LENGTHS)[number];

/** The original words behind a point, verbatim, in the article's language. Paragraph 0 is the title. */
export type Evidence = { paragraph: number; quote: string };

/** A point of an offline summary is its own evidence: `text` equals the quote. `toCheck` marks one that code could not confirm. */
export type Point = { text: string; evidence: readonly Evidence[]; toCheck?: true };

/** `headline` is null in extracts, and where a model's headline did not hold. */
export type Summary = { headline: string | null; points: readonly Point[] };
