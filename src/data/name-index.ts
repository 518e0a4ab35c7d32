import * as z from 'zod';
import { splitWords } from './analyzer.ts';
import places from './names-places.json' with { type: 'json' };
import written from './names-written.json' with { type: 'json' };

/** Concepts by the folded words of a name: "otan" and "nato" both give NATO. */
export type NameIndex = {
  /** The concepts that these folded words name together; none for words that are no known name. */
  find(words: string): readonly string[];
  /** Where a concept is a capital, its country too: "Moscow" is said for Russia. */
  widen(concept: string): readonly string[];
};

/** The longest known name in words. */
export const MAX_NAME_WORDS = 4;

const records = z.record(z.string(), z.string());

/**
 * Names of places, peoples, organizations and a few people across languages, from the Unicode CLDR, i18n-nationality and
 * countries-list (names-places.json, see NOTICE) and a table of Kiosque's own. Names in `without` are left out, for tests.
 */
export function createNameIndex(without: readonly string[] = []): NameIndex {
  const left = new Set(without.map(foldName));
  const index = new Map<string, Set<string>>();
  for (const table of [records.parse(places.places), records.parse(written)])
    for (const [concept, forms] of Object.entries(table)) {
      const folded = forms.split('|').map(foldName);
      if (folded.some((form) => left.has(form))) continue;
      for (const form of folded) if (form !== '') index.set(form, (index.get(form) ?? new Set()).add(concept));
    }
  const countries = new Map(Object.entries(records.parse(places.capitals)).map(([country, city]) => [city, country]));
  return {
    find: (words) => [...(index.get(words) ?? findInflected(index, words) ?? [])],
    widen(concept) {
      const country = countries.get(concept);
      return country === undefined ? [concept] : [concept, country];
    },
  };
}

/** Endings of plurals, genders and cases that are listed nowhere: "russes", "américaines", "russischen". */
const ENDINGS = ['s', 'es', 'e', 'en', 'er', 'em'] as const;
const MIN_STEM = 4;

function findInflected(
  index: ReadonlyMap<string, ReadonlySet<string>>,
  words: string,
): ReadonlySet<string> | undefined {
  for (const ending of ENDINGS) {
    const stem = words.endsWith(ending) ? words.slice(0, -ending.length) : '';
    const found = stem.length >= MIN_STEM ? index.get(stem) : undefined;
    if (found) return found;
  }
  return undefined;
}

function foldName(name: string): string {
  return splitWords(name).join(' ');
}

let shared: NameIndex | undefined;

/** The whole index, built at first use. */
export function nameIndex(): NameIndex {
  shared ??= createNameIndex();
  return shared;
}
