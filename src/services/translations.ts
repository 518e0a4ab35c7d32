import type { Asker, Offline } from './asker.ts';
import type { Article } from './articles.ts';

/** The article in another language: `body[i]` stands for the article's `body[i]`, inter-titles included. */
export type Translation = { title: string; body: readonly string[] };

export type TranslationResult =
  /** `author` signs a person's translation. `offline` says why a person's stands in for a model's. `provided`: a person's exists too (a button, "human translation"). */
  | {
      kind: 'translated';
      article: Article;
      translation: Translation;
      language: string;
      origin: 'model' | 'person';
      model: string;
      author: string;
      offline?: Offline;
      provided: boolean;
    }
  /** The article is in that language already. */
  | { kind: 'same-language'; article: Article; language: string }
  /** Nothing to show; `available` are the languages of people's translations. */
  | { kind: 'missing'; article: Article; language: string; offline: Offline; available: readonly string[] };

export type TranslationRequest = {
  article: Article;
  language: string;
  /** The person's translation is wanted even where a model is connected. */
  personOnly: boolean;
  asker: Asker;
  signal: AbortSignal;
};

export type Translations = {
  /** Stored model text; a model call; a person's text; or what is missing. Never throws for a failing model. */
  translate(request: TranslationRequest): Promise<TranslationResult>;
};
