import type { Inference } from '../../data/article-store.ts';

/** What says which language a text is in. `declared`: BCP 47 as the item, the page and the feed say it, in this order. */
export type LanguageQuestion = { declared: readonly (string | null)[]; title: string; text: string };

/** The language of a text, BCP 47 (`und` where nothing says it), and on what ground where it is not as declared. */
export type FindLanguage = (
  question: LanguageQuestion,
) => Promise<{ language: string; inferred: readonly Inference[] }>;
