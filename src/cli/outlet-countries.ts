import { foldText } from '../data/analyzer.ts';

/** Countries as the lists write them, where the CLDR's English name is another. */
const WRITTEN = new Map([
  ["Côte d'Ivoire", 'CI'],
  ['UAE', 'AE'],
  ['United States of America', 'US'],
  ['Turkey', 'TR'],
  ['The Gambia', 'GM'],
  ['The Netherlands', 'NL'],
  ['Czech Republic', 'CZ'],
  ['Congo', 'CG'],
  ['DR Congo', 'CD'],
  ['Hong Kong', 'HK'],
  ['Macao', 'MO'],
  ['Myanmar', 'MM'],
  ['Palestine', 'PS'],
  ['Palestine territories', 'PS'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Saint Kitts and Nevis', 'KN'],
]);

const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const codes = new Map(
  letters
    .flatMap((a) => letters.map((b) => a + b))
    // A code that was withdrawn gives today's name too (SU: Russia): only those that stand for themselves.
    .filter((code) => new Intl.Locale(`und-${code}`).region === code)
    .flatMap((code): [string, string][] => {
      const name = english.of(code);
      return name === undefined ? [] : [[foldText(name), code]];
    }),
);

/** The ISO 3166-1 code of a country by its English name; null for none, several or no country ("Global"). */
export function findCountry(name: string): string | null {
  return WRITTEN.get(name) ?? codes.get(foldText(name)) ?? null;
}

/** The English name of a country. */
export function nameCountry(code: string): string {
  return english.of(code) ?? code;
}
