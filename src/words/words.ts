import type { ErrorCode, UserError } from '../errors.ts';
import type { Markdown } from '../reply.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export type { Words } from './en.ts';

/** The languages that our own sentences are written in. */
export const LOCALES = ['en', 'fr', 'de', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

const catalogs: Record<Locale, Words> = { en, fr, de, es };

/** The catalog for a locale. */
export function wordsFor(locale: Locale): Words {
  return catalogs[locale];
}

/** The nearest locale that we write for a BCP 47 tag such as Discord's `fr` or `en-GB`; English otherwise. */
export function localeFor(tag: string): Locale {
  const base = tag.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === base) ?? 'en';
}

/** The sentence for an error that a member may read. */
export function explainError<Code extends ErrorCode>(error: UserError<Code>, words: Words): Markdown {
  return words.errors[error.code](error.details);
}
