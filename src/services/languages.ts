/** Whether two BCP 47 tags name one written language: regions do not count (fr, fr-CA), scripts do (zh-Hans, zh-TW). */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one, other].map((tag) => {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script ?? ''}`;
  });
  return a === b;
}

/** The language without region or script: `pt` for `pt-BR`. */
export function baseLanguage(tag: string): string {
  const known = bases.get(tag);
  if (known !== undefined) return known;
  const { language } = new Intl.Locale(tag);
  // Begun anew: a long-lived process must not grow.
  if (bases.size >= MAX_BASES) bases.clear();
  bases.set(tag, language);
  return language;
}

/** By tag: Intl takes a hundred times as long as a look, and every name of every article asks. */
const bases = new Map<string, string>();
const MAX_BASES = 1_000;

/** `German (de)`: how a prompt names a language. */
export function nameLanguageInEnglish(tag: string): string {
  return `${new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag} (${tag})`;
}
