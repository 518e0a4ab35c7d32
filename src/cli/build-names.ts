import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { foldName } from '../data/name-index.ts';

/** Languages whose forms of a name are kept: those of the press that readers here are likeliest to hold side by side. */
const LANGUAGES = 'en fr de es it pt nl pl ru uk ro cs sv da nb fi el tr'.split(' ');
/** Countries whose parts are in the news under names of their own. */
const DIVIDED = /^(?:gb|us|de|fr|es|it|ca|au|be|ch|at|ru|ua|in|cn)/;

const strings = z.record(z.string(), z.string());

/**
 * The names of places and peoples by concept, in all languages and as the index compares them: `RU`: "russia|russie|russe|…".
 * Capitals point at a city.
 */
type Names = { places: Record<string, string>; capitals: Record<string, string> };

/**
 * Writes src/data/names-places.json from a folder that holds the unpacked npm packages cldr-localenames-full,
 * cldr-dates-full, cldr-subdivisions-full (Unicode License v3), i18n-nationality and countries-list (MIT).
 */
function buildNames(folder: string): Names {
  const forms = new Map<string, Set<string>>();
  const add = (id: string, name: string | undefined) => {
    if (name === undefined || name === '') return;
    forms.set(id, (forms.get(id) ?? new Set<string>()).add(name.normalize('NFC').replaceAll('|', ' ')));
  };
  // English is silent where the zone's own name says it: Europe/Warsaw.
  for (const [zone] of readCities(folder, 'ru')) add(zone, zone.split('/').at(-1)?.replaceAll('_', ' '));
  for (const language of LANGUAGES) {
    for (const [code, name] of readTerritories(folder, language)) add(code.replace(/-alt-.*$/, ''), name);
    for (const [code, name] of readLanguages(folder, language)) add(code, name);
    for (const [zone, city] of readCities(folder, language)) add(zone, city);
    for (const [code, name] of readSubdivisions(folder, language)) add(code, name);
    for (const [code, name] of readNationalities(folder, language)) add(code, name);
  }
  const kept = [...forms].filter(([id, names]) => names.size > 1 || /^[A-Z]{2}$/.test(id) || id.includes('/'));
  const places = Object.fromEntries(
    kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, names]) => [id, foldAll(names)]),
  );
  return { places, capitals: findCapitals(folder, forms) };
}

function foldAll(names: ReadonlySet<string>): string {
  return [...new Set(Array.from(names, foldName))].filter((name) => name !== '').join('|');
}

function read(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

/** Entries of a CLDR file below `main.LANGUAGE.KEYS…`. */
function readMain(path: string, language: string, keys: readonly string[]): unknown {
  let at: unknown = read(path);
  for (const key of ['main', language, ...keys]) at = z.record(z.string(), z.unknown()).parse(at)[key];
  return at;
}

function localeOf(language: string): string {
  return language === 'nb' ? 'no' : language;
}

function readTerritories(folder: string, language: string): readonly [string, string][] {
  const path = join(folder, 'cldr-localenames-full/main', localeOf(language), 'territories.json');
  const names = strings.parse(readMain(path, localeOf(language), ['localeDisplayNames', 'territories']));
  return Object.entries(names).filter(([code]) => /^(?:[A-Z]{2}|\d{3})(?:-alt-(?:short|variant))?$/.test(code));
}

/** A language names its people too where country and language are each other's likeliest: "polonais", "Dutch". */
function readLanguages(folder: string, language: string): readonly [string, string][] {
  const path = join(folder, 'cldr-localenames-full/main', localeOf(language), 'languages.json');
  const names = strings.parse(readMain(path, localeOf(language), ['localeDisplayNames', 'languages']));
  return Object.entries(names).flatMap(([code, name]): [string, string][] => {
    if (!/^[a-z]{2}$/.test(code)) return [];
    const { region } = new Intl.Locale(code).maximize();
    if (region === undefined || /\s/.test(name)) return [];
    return new Intl.Locale(`und-${region}`).maximize().language === code ? [[region, name]] : [];
  });
}

function readCities(folder: string, language: string): readonly [string, string][] {
  const path = join(folder, 'cldr-dates-full/main', localeOf(language), 'timeZoneNames.json');
  const cities: [string, string][] = [];
  const walk = (node: unknown, zone: string) => {
    const found = z.record(z.string(), z.unknown()).safeParse(node);
    if (!found.success || zone.startsWith('Etc') || zone.startsWith('Antarctica')) return;
    const city = found.data.exemplarCity;
    if (typeof city === 'string') cities.push([zone, city]);
    for (const [key, below] of Object.entries(found.data)) if (key !== 'exemplarCity') walk(below, `${zone}/${key}`);
  };
  const zones = readMain(path, localeOf(language), ['dates', 'timeZoneNames', 'zone']);
  for (const [area, below] of Object.entries(z.record(z.string(), z.unknown()).parse(zones))) walk(below, area);
  return cities;
}

function readSubdivisions(folder: string, language: string): readonly [string, string][] {
  const path = join(folder, 'cldr-subdivisions-full/subdivisions', localeOf(language), `${localeOf(language)}.json`);
  const file = z.object({
    subdivisions: z.object({ localeDisplayNames: z.object({ subdivisions: strings }) }),
  });
  try {
    const names = file.parse(read(path)).subdivisions.localeDisplayNames.subdivisions;
    return Object.entries(names).filter(([code]) => DIVIDED.test(code));
  } catch {
    // Not every language names the parts of countries.
    return [];
  }
}

function readNationalities(folder: string, language: string): readonly [string, string][] {
  if (!/^(?:de|en|es|fi|fr|it|nl|nb)$/.test(language)) return [];
  const file = z.object({ nationalities: z.record(z.string(), z.union([z.string(), z.array(z.string())])) });
  const path = join(folder, 'i18n-nationality/langs', `${localeOf(language)}.json`);
  const named = Object.entries(file.parse(read(path)).nationalities);
  return named.flatMap(([code, names]) =>
    [names].flat().flatMap((name) => name.split(/\s*[,/]\s*/).map((one): [string, string] => [code, one])),
  );
}

/** The city of each country's capital, where the CLDR has it. */
function findCapitals(folder: string, forms: ReadonlyMap<string, ReadonlySet<string>>): Record<string, string> {
  const file = z.record(z.string(), z.object({ capital: z.string().optional() }));
  const countries = file.parse(read(folder, 'countries-list/countries.min.json'));
  const zones = new Map<string, string>();
  for (const [id, names] of forms) if (id.includes('/')) for (const name of names) zones.set(name, id);
  return Object.fromEntries(
    Object.entries(countries).flatMap(([code, { capital }]) => {
      const zone = capital === undefined ? undefined : zones.get(capital);
      return zone === undefined ? [] : [[code, zone]];
    }),
  );
}

const [, , folder] = process.argv;
if (folder === undefined) {
  process.stderr.write('Usage: node src/cli/build-names.ts FOLDER (with the unpacked packages)\n');
  process.exitCode = 64;
} else {
  writeFileSync('src/data/names-places.json', `${JSON.stringify(buildNames(folder), null, 2)}\n`);
}
