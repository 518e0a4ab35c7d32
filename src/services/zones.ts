import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { foldText } from '../data/fold.ts';
import { dateFormat, displayName } from '../words/formats.ts';
import { type Locale, localeFor, LOCALES } from '../words/words.ts';
import { findZone } from './digests/calendar.ts';
import { NEAR, WORLD } from './zones-near.ts';

/** A time zone (IANA) and the place in it that a reader meant or knows it by. */
export type ZoneMatch = { zone: string; place: string };

/** A select holds so many beside one that says “none”, and an autocompletion one more. */
const MOST_LISTED = 24;
const MOST_NEAR = 8;
/** No zone has more other cities in our list. */
const MOST_CITIES = 100;

const zonesFile = z.record(
  z.string(),
  z.strictObject({
    country: z.string().length(2),
    name: z.string(),
    fr: z.string().exactOptional(),
    de: z.string().exactOptional(),
    es: z.string().exactOptional(),
    /** Other places with the same clock, in whatever language people write them. */
    cities: z.array(z.string()).default([]),
  }),
);
type Facts = z.output<typeof zonesFile>[string];

/** A name under which a zone is found: that of its place, of another city with the same clock, or its own (Europe/Paris). */
type Name = { zone: string; place: string; folded: string; kind: 'place' | 'city' | 'zone' };
type Table = { facts: ReadonlyMap<string, Facts>; names: readonly Name[]; countries: ReadonlyMap<string, string> };

let table: Table | undefined;

/**
 * The zones that a reader may mean by what they type of a city, country or zone, best first: whole names, then beginnings, of
 * two alike the nearer one. Accents, case and the spelling ue for ü do not matter. Nothing typed: `listZones`.
 */
export function searchZones(typed: string, { locale, limit = 25 }: { locale: string; limit?: number }): ZoneMatch[] {
  const wanted = fold(typed);
  if (wanted === '') return listZones({ locale }).slice(0, limit);
  const found = findMatches(wanted, locale);
  const spelled = wanted.replaceAll(/([aou])e/g, '$1');
  return (found.length > 0 || spelled === wanted ? found : findMatches(spelled, locale)).slice(0, limit);
}

/** The zone that somebody named, by its own name or that of a city; undefined where no city is called just that. */
export function resolveZone(typed: string, locale: string): string | undefined {
  const own = findZone(typed.trim().replaceAll(/\s+/g, '_'));
  if (own !== undefined) return own;
  const wanted = fold(typed);
  const names = readTable().names.filter(({ folded }) => folded === wanted);
  return findMatches(wanted, locale).find(({ zone }) => names.some((name) => name.zone === zone))?.zone;
}

/** The zones that readers with this locale of Discord's most often live in, the likeliest first. */
export function nearZones(locale: string): readonly string[] {
  const near = NEAR[locale] ?? NEAR[localeOf(locale)];
  if (near) return near;
  const country = countryOf(locale);
  const own = [...readTable().facts].filter(([, facts]) => facts.country === country).map(([zone]) => zone);
  return own.toSorted((a, b) => prominence(a) - prominence(b)).slice(0, MOST_NEAR);
}

/** What a select of zones shows: the one chosen, those near, UTC, then large cities from west to east. At most 24, none twice. */
export function listZones({ locale, chosen }: { locale: string; chosen?: string | null }): ZoneMatch[] {
  const zones = [...(chosen ? [chosen] : []), ...nearZones(locale), 'UTC', ...WORLD];
  return [...new Set(zones)].slice(0, MOST_LISTED).map((zone) => ({ zone, place: zonePlace(zone, locale) }));
}

/** The city or region that a zone is named after, in the reader's language where it has a name there. */
export function zonePlace(zone: string, locale: string): string {
  const facts = readTable().facts.get(zone);
  return facts ? nameIn(facts, localeFor(locale)) : lastName(zone);
}

/** The country and the hours from UTC at a moment (epoch milliseconds), in a few words: “France · UTC+1”. */
export function describeZone(zone: string, { locale, now }: { locale: string; now: number }): string {
  const facts = readTable().facts.get(zone);
  const country = facts ? [displayName(localeFor(locale), 'region', facts.country)] : [];
  return [...country, zoneOffset(zone, now)].join(' · ');
}

function zoneOffset(zone: string, now: number): string {
  const parts = dateFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(now);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offset.replace('GMT', 'UTC').replace('-', '−');
}

function findMatches(wanted: string, locale: string): ZoneMatch[] {
  const { names, countries, facts } = readTable();
  const near = nearZones(locale);
  const matches = new Map<string, { place: string; rank: number }>();
  const note = (zone: string, place: string, rank: number) => {
    const before = matches.get(zone);
    if (before === undefined || rank < before.rank) matches.set(zone, { place, rank });
  };
  for (const name of names) {
    const rank = rankOf(name, wanted);
    if (rank !== undefined) note(name.zone, name.kind === 'city' ? name.place : zonePlace(name.zone, locale), rank);
  }
  const meant = new Set([...countries].filter(([name]) => name.startsWith(wanted)).map(([, code]) => code));
  if (wanted.length > 2)
    for (const [zone, { country }] of facts) if (meant.has(country)) note(zone, zonePlace(zone, locale), 4);
  const order = (zone: string) => (near.includes(zone) ? near.indexOf(zone) - near.length : prominence(zone));
  return [...matches]
    .toSorted(([a, one], [b, other]) => one.rank - other.rank || order(a) - order(b) || (a < b ? -1 : 1))
    .map(([zone, { place }]) => ({ zone, place }));
}

/** How well a name fits, 0 best: a whole name before a beginning, the first word before a later one, a city before the zone's own name. */
function rankOf({ folded, kind }: Name, wanted: string): number | undefined {
  if (folded === wanted) return kind === 'city' ? 1 : 0;
  if (folded.startsWith(wanted)) return kind === 'zone' ? 5 : 2;
  return folded.includes(` ${wanted}`) ? 3 : undefined;
}

function readTable(): Table {
  return (table ??= buildTable());
}

function buildTable(): Table {
  const text = readFileSync(new URL('../data/zones.json', import.meta.url), 'utf8');
  const facts = new Map(Object.entries(zonesFile.parse(JSON.parse(text))));
  const all = [...new Set([...facts.keys(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
  const names = all.flatMap((zone) => namesOf(zone, facts.get(zone)));
  const codes = new Set([...facts.values()].map(({ country }) => country));
  const countries = new Map(
    [...codes].flatMap((code) => LOCALES.map((locale) => [fold(displayName(locale, 'region', code)), code] as const)),
  );
  return { facts, names, countries };
}

function namesOf(zone: string, facts: Facts | undefined): readonly Name[] {
  const name = (place: string, kind: Name['kind']): Name => ({ zone, place, folded: fold(place), kind });
  const places = [lastName(zone), ...(facts ? LOCALES.map((locale) => nameIn(facts, locale)) : [])];
  return [
    name(zone, 'zone'),
    ...[...new Set(places)].map((place) => name(place, 'place')),
    ...(facts?.cities ?? []).map((place) => name(place, 'city')),
  ];
}

function nameIn(facts: Facts, locale: Locale): string {
  return (locale === 'en' ? undefined : facts[locale]) ?? facts.name;
}

function lastName(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** The large cities as they are listed; then zones by how many cities people name them after. */
function prominence(zone: string): number {
  const place = WORLD.indexOf(zone);
  if (place >= 0) return place;
  return WORLD.length + MOST_CITIES - (readTable().facts.get(zone)?.cities.length ?? 0);
}

function localeOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

function countryOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().region;
  } catch {
    // A tag that Discord knows and Intl does not: no zone is nearer than another.
    return undefined;
  }
}

function fold(text: string): string {
  return foldText(text)
    .replaceAll(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
}
