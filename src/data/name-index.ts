import * as z from 'zod';
import { splitWords } from './analyzer.ts';
import places from './names-places.json' with { type: 'json' };
import written from './names-written.json' with { type: 'json' };

/** Concepts by the folded words of a name: "otan" and "nato" both give NATO. */
export type NameIndex = {
  /** The concepts that these folded words name together; none for words that are no known name. */
  find(words: string): readonly string[];
  /** Whether a name of several words begins with this folded one. */
  begins(word: string): boolean;
  /** Where a concept is a capital, its country too: "Moscow" is said for Russia. */
  widen(concept: string): readonly string[];
};

/** The longest known name in words. */
export const MAX_NAME_WORDS = 4;

const records = z.record(z.string(), z.string());

/**
 * Names of places, peoples, organizations and a few people across languages, from the Unicode CLDR, i18n-nationality and
 * countries-list (names-places.json, see NOTICE; folded there, which takes longer than all the rest) and a table of Kiosque's
 * own. Names in `without` are left out, for tests.
 */
export function createNameIndex(without: readonly string[] = []): NameIndex {
  const left = new Set(without.map(foldName));
  const index = new Map<string, string[]>();
  const beginnings = new Set<string>();
  const add = (concept: string, forms: readonly string[]) => {
    if (forms.some((form) => left.has(form))) return;
    for (const form of forms) {
      const known = index.get(form);
      if (!known) index.set(form, [concept]);
      else if (!known.includes(concept)) known.push(concept);
      const blank = form.indexOf(' ');
      if (blank > 0) beginnings.add(form.slice(0, blank));
    }
  };
  for (const [concept, forms] of Object.entries(records.parse(places.places))) add(concept, forms.split('|'));
  for (const [concept, forms] of Object.entries(records.parse(written))) add(concept, forms.split('|').map(foldName));
  const countries = new Map(Object.entries(records.parse(places.capitals)).map(([country, city]) => [city, country]));
  return {
    find: (words) => index.get(words) ?? findInflected(index, words) ?? NONE,
    begins: (word) => beginnings.has(word),
    widen(concept) {
      const country = countries.get(concept);
      return country === undefined ? [concept] : [concept, country];
    },
  };
}

const NONE: readonly string[] = [];

/** Endings of plurals, genders and cases that are listed nowhere: "russes", "américaines", "russischen". */
const ENDINGS = ['s', 'es', 'e', 'en', 'er', 'em'] as const;
const MIN_STEM = 4;

function findInflected(index: ReadonlyMap<string, readonly string[]>, words: string): readonly string[] | undefined {
  for (const ending of ENDINGS) {
    if (!words.endsWith(ending) || words.length - ending.length < MIN_STEM) continue;
    const found = index.get(words.slice(0, -ending.length));
    if (found) return found;
  }
  return undefined;
}

/** A name as the index compares it, and as names-places.json holds it. */
export function foldName(name: string): string {
  return splitWords(name).join(' ');
}

let shared: NameIndex | undefined;

/** The whole index, built at first use. */
export function nameIndex(): NameIndex {
  shared ??= createNameIndex();
  return shared;
}
