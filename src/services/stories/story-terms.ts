import { foldText, splitWords } from '../../data/analyzer.ts';
import { stemWord } from '../../data/analyzer-stemmers.ts';
import { type NameIndex, nameIndex } from '../../data/name-index.ts';
import { capitalizesNouns, findConcepts, findNameRuns, namesOf } from '../guard/names.ts';
import { type Token, tokenize } from '../guard/tokens.ts';
import { baseLanguage } from '../languages.ts';
import { littleWordsOf } from '../detection/little-words.ts';
import type { StoryItem, StoryTerms } from './story-item.ts';

/** Headlines say these of any event. */
const SAYING: Readonly<Record<string, string>> = {
  en: 'say said says first two one get gets got now over after before may might could should just set new news update live video watch photos review report reports',
  fr: 'dit dire selon direct vidéo photos deux premier première nouveau nouvelle mise jour point',
  de: 'sagt sagte laut neue neuer neues zwei erste live video bilder',
  es: 'dice dijo según dos primer primera nuevo nueva directo vídeo fotos',
};
/** Chosen with the index's thresholds by cross-validation (docs/decisions/stories.md). */
const NAME_WEIGHT = 1.3;
const NUMBER_WEIGHT = 0.5;
/** The opening says more than the title does, and less of the event alone. */
const OPENING_WEIGHT = 0.3;
const OPENING_CHARS = 180;
const SHARED_OPENING_WEIGHT = 0.7;
/** A title with so many capitals writes every word with one: they name nobody. */
const TITLED_SHARE = 0.7;

/** Reads what an article's title and opening say of its event. */
export function readTerms({ title, opening, language }: Omit<StoryItem, 'id' | 'at'>): StoryTerms {
  const base = baseLanguage(language);
  const start = opening.slice(0, OPENING_CHARS);
  const own = new Map<string, number>();
  addWords(own, title, { language: base, weight: 1 });
  addWords(own, start, { language: base, weight: OPENING_WEIGHT });
  const shared = new Map<string, number>();
  addShared(shared, title, { language: base, weight: 1 });
  addShared(shared, start, { language: base, weight: SHARED_OPENING_WEIGHT });
  return { language: base, own, shared };
}

type Part = { language: string; weight: number };

function addWords(terms: Map<string, number>, text: string, { language, weight }: Part): void {
  const skipped = skippedWords(language);
  const names = readCapitals(text);
  for (const [i, word] of splitWords(text).entries()) {
    const isNumber = /\d/.test(word);
    if (skipped.has(word) || (word.length < 2 && !isNumber)) continue;
    const kind = isNumber ? NUMBER_WEIGHT : i > 0 && names.has(word) ? NAME_WEIGHT : 1;
    raise(terms, remember(stems, `${language}:${word}`, stemOf), weight * kind);
  }
}

/** The folded words with a capital, where capitals tell something. */
function readCapitals(text: string): ReadonlySet<string> {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.]*/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  return new Set(capitals.length > words.length * TITLED_SHARE ? [] : capitals.flatMap(splitWords));
}

function addShared(terms: Map<string, number>, text: string, { language, weight }: Part): void {
  const tokens = tokenize(text);
  for (const concept of findConcepts(tokens, concepts)) raise(terms, `#${concept}`, weight);
  for (const { isNumber, key } of tokens)
    if (isNumber && key.length >= 2) raise(terms, `=${key.replace(/[.,]0+$/, '')}`, weight);
  const skipped = skippedWords(language);
  for (const run of findNameRuns(text, tokens)) {
    // A single word with a capital in German, and the first of a sentence, is mostly a noun.
    if (run.tokens.length === 1 && (capitalizesNouns(language) || run.opens)) continue;
    // A place or body that is known counts once, as its concept.
    if (isConcept(run.tokens.map(({ key }) => key).join(' '))) continue;
    for (const { key } of namesOf(run))
      if (isNamelike(key, skipped) && !isConcept(key)) raise(terms, `~${key}`, weight);
  }
}

function isConcept(words: string): boolean {
  return concepts.find(words).length > 0;
}

/** Of single words, which are most of what is looked up, what was found is known. */
const concepts: NameIndex = {
  find: (words) => (words.includes(' ') ? nameIndex().find(words) : remember(found, words, nameIndex().find)),
  begins: (word) => nameIndex().begins(word),
  widen: (concept) => nameIndex().widen(concept),
};

function isNamelike(key: Token['key'], skipped: ReadonlySet<string>): boolean {
  return key.length >= 3 && !skipped.has(key);
}

function raise(terms: Map<string, number>, term: string, weight: number): void {
  terms.set(term, Math.max(terms.get(term) ?? 0, weight));
}

/** News says the same words again and again; a look takes a tenth of what stemming does. Some 2 MB in all. */
const MAX_REMEMBERED = 10_000;
const stems = new Map<string, string>();
const found = new Map<string, readonly string[]>();
const skippedByLanguage = new Map<string, ReadonlySet<string>>();

function remember<T>(known: Map<string, T>, key: string, find: (key: string) => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = find(key);
  // Begun anew: a long-lived process must not grow.
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}

/** `fr:élections` to `fr:elect`. */
function stemOf(key: string): string {
  const at = key.indexOf(':');
  const language = key.slice(0, at);
  return `${language}:${stemWord(key.slice(at + 1), language)}`;
}

function skippedWords(language: string): ReadonlySet<string> {
  return remember(skippedByLanguage, language, readSkipped);
}

function readSkipped(language: string): ReadonlySet<string> {
  const saying = SAYING[language]?.split(' ') ?? [];
  return new Set([...littleWordsOf(language), ...saying].map(foldText));
}
