/** Languages whose month names are known: the runtime's own locale data, nothing listed here. */
const LANGUAGES =
  'en fr de es it pt nl ru uk pl cs sk sv da nb fi hu ro bg el tr hr sl ca et lv lt id vi ar he fa hi'.split(' ');

const names = new Map<string, ReadonlyMap<string, number>>();

/**
 * The month (1 to 12) of a name, long or short: in the page's language, in English, or else where all languages that know it
 * agree. Null for no name of a month. Locale data is slow to read: each language is read when it is first asked for.
 */
export function monthOf(name: string, language: string | null): number | null {
  const folded = fold(name);
  const own = (language ?? '').toLowerCase().split('-')[0] ?? '';
  for (const tag of [own === 'no' ? 'nb' : own, 'en']) {
    const month = LANGUAGES.includes(tag) ? knownIn(tag).get(folded) : undefined;
    if (month !== undefined) return month;
  }
  const months = new Set(LANGUAGES.map((tag) => knownIn(tag).get(folded)).filter((month) => month !== undefined));
  return months.size === 1 ? ([...months][0] ?? null) : null;
}

/** The same for a name that is cut short (ноя for ноябрь, febr for février): at least its first three letters. */
export function monthOfStart(start: string, language: string | null): number | null {
  const key = `${language ?? ''} ${start}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= MAX_STARTS) starts.clear();
  const month = monthOf(start, language) ?? findByStart(fold(start), language);
  starts.set(key, month);
  return month;
}

/** Every item of a feed asks for the same few. */
const starts = new Map<string, number | null>();
const MAX_STARTS = 1_000;

function findByStart(folded: string, language: string | null): number | null {
  if (folded.length < 3) return null;
  const own = (language ?? '').toLowerCase().split('-')[0] ?? '';
  for (const tags of [LANGUAGES.filter((tag) => tag === own), LANGUAGES]) {
    const named = tags.flatMap((tag) => [...knownIn(tag)]).filter(([name]) => name.startsWith(folded));
    const months = new Set(named.map(([, month]) => month));
    if (months.size === 1) return [...months][0] ?? null;
  }
  return null;
}

function knownIn(language: string): ReadonlyMap<string, number> {
  const known = names.get(language) ?? namesOf(language);
  names.set(language, known);
  return known;
}

function namesOf(language: string): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const forms: readonly Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric', year: 'numeric' },
    { month: 'short', day: 'numeric', year: 'numeric' },
  ];
  for (const form of forms) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...form, timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) {
      const part = format.formatToParts(Date.UTC(2021, month, 15)).find(({ type }) => type === 'month');
      const folded = fold(part?.value ?? '');
      if (/^\p{L}{3,}$/u.test(folded)) known.set(folded, month + 1);
    }
  }
  // English newspapers write Sept; the locale data has Sep.
  if (language === 'en') known.set('sept', 9);
  // The short form of a German standard.
  if (language === 'de') known.set('mrz', 3);
  return known;
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.$/, '');
}
