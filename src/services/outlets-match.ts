import type { Database } from '../data/database.ts';
import { type Bearer, findBearers, findByHosts, type KnownOutlet } from '../data/outlet-store.ts';
import { ANY_LANGUAGE, foldName } from '../data/outlet-names.ts';

/** What an article says of who published it. `language` is BCP 47, `country` ISO 3166-1 where a feed or a page states it. */
export type Sighting = { name?: string | null; url?: string | null; language?: string | null; country?: string | null };

/**
 * The outlet of an article: by its name, else by its address. A name that several papers bear needs the country or the language
 * beside it; where that does not tell them apart, only the address does, and without one nothing does.
 */
export async function findOutlet(db: Database, sighting: Sighting): Promise<KnownOutlet | undefined> {
  const { name, url } = sighting;
  const hosting = url ? await findByHosts(db, hostsOf(url)) : undefined;
  const folded = name ? foldName(name) : '';
  if (folded === '') return hosting;
  return pickBearer(await findBearers(db, folded), sighting, hosting) ?? hosting;
}

/** A host and those above it, without the last label: m.news.example.org, news.example.org, example.org. Empty for no web address. */
export function hostsOf(url: string): readonly string[] {
  const host = URL.parse(url)?.hostname.replace(/\.$/, '') ?? '';
  const labels = host.split('.');
  if (labels.length < 2 || labels.some((label) => label === '')) return [];
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
}

function pickBearer(
  bearers: readonly Bearer[],
  { url, language, country }: Sighting,
  hosting: KnownOutlet | undefined,
): Bearer | undefined {
  const host = bearers.find(({ id }) => id === hosting?.id);
  if (host) return host;
  const [tongue, region] = partsOf(language);
  const where = country?.toUpperCase() ?? countryOfHost(url) ?? region;
  const listed = bearers.filter(({ isListed }) => isListed);
  const isTold = (one: Bearer) => tongue !== undefined && one.languages.includes(tongue);
  return (
    (where === undefined ? undefined : onlyOne(listed.filter((one) => one.country === where))) ??
    onlyOne(listed.filter(({ languages }) => languages.includes(ANY_LANGUAGE))) ??
    // A paper of another country than the address's is another paper of that name.
    onlyOne(listed.filter((one) => isTold(one) && (where === undefined || one.country === where))) ??
    bearers.find(({ isListed }) => !isListed)
  );
}

function onlyOne<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function partsOf(tag: string | null | undefined): readonly [string | undefined, string | undefined] {
  const [language, ...others] = tag?.split('-') ?? [];
  return [language?.toLowerCase(), others.find((part) => /^[A-Z]{2}$/i.test(part))?.toUpperCase()];
}

/** Countries whose top-level domains are sold for what they look like. */
const SOLD = /^(?:ai|am|cc|co|fm|gg|io|is|ly|me|news|sh|to|tv|vc|ws|eu|su)$/;

function countryOfHost(url: string | null | undefined): string | undefined {
  const label = (url ? hostsOf(url)[0] : undefined)?.split('.').at(-1) ?? '';
  if (!/^[a-z]{2}$/.test(label) || SOLD.test(label)) return undefined;
  return label === 'uk' ? 'GB' : label.toUpperCase();
}
