/** Making one takes 0.1 to 0.5 ms, and an edition names dozens of days, countries and languages. */
const dates = new Map<string, Intl.DateTimeFormat>();
const names = new Map<string, Intl.DisplayNames>();
const grammars = new Map<string, Grammar>();
/** Some 40 zones in a few styles; each holds tables of its own. */
const MAX_KEPT = 200;

/** Intl's format for dates, made once. `options` name the time zone. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  return dates.get(key) ?? keep(dates, key, new Intl.DateTimeFormat(locale, options));
}

/** A calendar day (YYYY-MM-DD), written out. */
export function formatDay(locale: string, day: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}

/** The name of a language or country in the language of `locale`; its code where there is none. */
export function displayName(locale: string, type: 'language' | 'region', code: string): string {
  const key = `${locale} ${type}`;
  const list = names.get(key) ?? keep(names, key, new Intl.DisplayNames(locale, { type }));
  return list.of(code) ?? code;
}

/** How a language counts and lists, by Intl: what catalogs say numbers with. */
export type Grammar = {
  /** `one` where the language says this count in the singular (French: 0 and 1), else `other`. */
  plural<Said>(count: number, one: Said, other: Said): Said;
  /** 1,234 · 1 234 · 1.234 */
  number(count: number): string;
  /** “a, b, and c”, as the language joins names. */
  list(items: readonly string[]): string;
  /** “a, b, or c”. */
  either(items: readonly string[]): string;
};

/** The grammar of a language (BCP 47), made once. */
export function grammarOf(locale: string): Grammar {
  return grammars.get(locale) ?? keep(grammars, locale, makeGrammar(locale));
}

function makeGrammar(locale: string): Grammar {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const all = new Intl.ListFormat(locale);
  const one = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    plural: (count, singular, other) => (rules.select(count) === 'one' ? singular : other),
    number: (count) => numbers.format(count),
    list: (items) => all.format(items),
    either: (items) => one.format(items),
  };
}

/** A size of a file in the largest unit that it fills: 25 MB, 1.4 Mo. */
export function formatBytes(locale: string, bytes: number): string {
  const unit = bytes >= 1_000_000 ? 'megabyte' : bytes >= 1000 ? 'kilobyte' : 'byte';
  const size = bytes / (unit === 'megabyte' ? 1_000_000 : unit === 'kilobyte' ? 1000 : 1);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

/** Milliseconds, in a second's tenths from one second on: 840 ms, 1.4 sec. */
export function formatMs(locale: string, ms: number): string {
  const [unit, value] = ms < 1000 ? (['millisecond', ms] as const) : (['second', ms / 1000] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function keep<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
  return value;
}

/** A moment by the clock of a zone (IANA): weekday, day and hour. */
export function localTime(locale: string, epochMs: number, zone: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(epochMs);
}
