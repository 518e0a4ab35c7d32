import { foldText } from './analyzer.ts';

/** A name as matching compares it, and the languages in which it means its outlet. */
export type NameKey = { folded: string; languages: string };

/** The name is enough in any language. */
export const ANY_LANGUAGE = '*';

/** Articles before a name by their language. English is not here: "The" is left out of every name. */
const ARTICLES = new Map([
  ['fr', /^(?:le|la|les|l) /],
  ['es', /^(?:el|la|los|las) /],
  ['pt', /^(?:o|a) /],
  ['it', /^(?:il|lo|la|l) /],
  ['de', /^(?:der|die|das) /],
  ['nl', /^(?:de|het) /],
]);

/** A name without case, accents, punctuation and "The": what two ways to write it have in common. */
export function foldName(name: string): string {
  const words = foldText(name)
    .replace(/[\p{P}\p{Z}\s]+/gu, ' ')
    .trim();
  return words.replace(/^the (?=\S)/, '') || foldText(name).trim();
}

/**
 * By what an outlet's names are found. `needs` names those that others bear too, with the languages in which they mean this
 * outlet all the same (none: its country must be known). A name with an article is found without it in its own language:
 * "Monde" is Le Monde in French and nothing in Italian.
 */
export function nameKeys(
  names: readonly string[],
  needs: Readonly<Record<string, readonly string[]>>,
  country: string | null,
): readonly NameKey[] {
  const keys = new Map<string, string>();
  for (const name of names) {
    const folded = foldName(name);
    if (folded !== '' && !keys.has(folded)) keys.set(folded, needs[name]?.join(' ') ?? ANY_LANGUAGE);
  }
  const language = languageOf(country);
  const article = language === null ? undefined : ARTICLES.get(language);
  for (const [folded, languages] of article && language !== null ? [...keys] : []) {
    const bare = article ? folded.replace(article, '') : folded;
    if (bare.length > 2 && !keys.has(bare)) keys.set(bare, languages === '' ? '' : (language ?? ''));
  }
  return [...keys].map(([folded, languages]) => ({ folded, languages }));
}

/** The language that most people of a country read, by the CLDR's likely subtags; null without a country. */
export function languageOf(country: string | null): string | null {
  if (country === null) return null;
  const language = languages.get(country) ?? new Intl.Locale(`und-${country}`).maximize().language;
  languages.set(country, language);
  return language;
}

/** By country: Intl takes its time, and a list of outlets asks for each of them. */
const languages = new Map<string, string>();
