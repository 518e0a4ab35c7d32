import { dayNames, isFirstPerson } from './extracts-words.ts';
import type { Passage } from './extracts-passages.ts';
import { baseLanguage } from './languages.ts';

/** What is known of a passage alone; a choice of several has the sum. The weights have the same names. */
export const PASSAGE_FEATURES = [
  'logLength',
  'short',
  'long',
  'lead',
  'place',
  'first',
  'firstShort',
  'opensParagraph',
  'standfirst',
  'titleRecall',
  'titleCosine',
  'titlePairs',
  'repeated',
  'termWeight',
  'leadLike',
  'firstTitle',
  'fresh',
  'numbers',
  'day',
  'names',
  'quoted',
  'firstPerson',
  'question',
  'leans',
  'colon',
  'closesArticle',
] as const;

/** How many of the first features count a passage, whatever its length; the others count its words. */
const BY_PASSAGE = 3;

/** So many words make one average sentence: two of half the length weigh as much. */
const USUAL_WORDS = 25;

/** Beginnings of words, so that most endings meet, and how often each occurs. */
export type Terms = ReadonlyMap<string, number>;

export type Description = {
  /** `PASSAGE_FEATURES` of each passage. */
  values: readonly (readonly number[])[];
  /** Of each passage. */
  terms: readonly Terms[];
  title: Terms;
  /** Terms that stand in several passages, with the number of these. */
  repeated: Terms;
  repeatedTotal: number;
};

const STEM_CHARS = 6;

/** The terms of some words in lower case. Short words hold a text together and say little of what it is about. */
export function termsOf(words: readonly string[]): Terms {
  const terms = new Map<string, number>();
  for (const word of words) {
    if (word.length <= 3 && !/[\p{sc=Han}\p{N}]/u.test(word)) continue;
    const stem = word.slice(0, STEM_CHARS);
    terms.set(stem, (terms.get(stem) ?? 0) + 1);
  }
  return terms;
}

/** The passages as numbers. `title` is an input only, and may be empty. */
export function describePassages(passages: readonly Passage[], title: string, language: string): Description {
  const terms = passages.map(({ words }) => termsOf(words));
  const spread = new Map<string, number>();
  for (const one of terms) for (const term of one.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
  const repeated = new Map([...spread].filter(([, count]) => count > 1));
  const titleWords = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const article: Surroundings = {
    count: passages.length,
    spread,
    repeatedTotal: sum([...repeated.values()]),
    title: termsOf(titleWords),
    titlePairs: pairsOf(titleWords),
    lead: terms[0] ?? new Map(),
    language: baseLanguage(language),
  };
  const values = passages.map((passage, i) => {
    const own = terms[i] ?? new Map();
    const all = [...placeOf(passage, article), ...matchOf(passage, own, article), ...styleOf(passage, article)];
    return all.map((value, k) => (k < BY_PASSAGE ? value : (value * passage.length) / USUAL_WORDS));
  });
  return { values, terms, title: article.title, repeated, repeatedTotal: article.repeatedTotal };
}

type Surroundings = {
  count: number;
  spread: Terms;
  repeatedTotal: number;
  title: Terms;
  /** By each word of the title, the words that stand before it there. */
  titlePairs: ReadonlyMap<string, ReadonlySet<string>>;
  lead: Terms;
  language: string;
};

function placeOf(passage: Passage, { count }: Surroundings): readonly number[] {
  const { order, length, inParagraph, ofParagraph, paragraph } = passage;
  const isFirst = order === 0;
  return [
    Math.log1p(length) / Math.log1p(30),
    Number(length < 10),
    Math.max(0, length - 35) / 20,
    1 / (order + 1),
    order / count,
    Number(isFirst),
    Number(isFirst && length < 15),
    Number(inParagraph === 0),
    // A first paragraph of one or two sentences is how a standfirst looks.
    Number(isFirst && ofParagraph <= 2 && count > 4 && paragraph <= 1),
  ];
}

function matchOf({ words, order }: Passage, own: Terms, article: Surroundings): readonly number[] {
  const { spread, title, titlePairs, lead, repeatedTotal } = article;
  let [weight, repeated, fresh] = [0, 0, 0];
  for (const term of own.keys()) {
    const count = spread.get(term) ?? 0;
    weight += Math.log(count + 1);
    if (count > 1) repeated += count;
    else fresh++;
  }
  const size = Math.max(1, own.size);
  const inTitle = countShared(own, title);
  const pairs = words.filter((word, i) => titlePairs.get(word)?.has(words[i - 1] ?? '')).length;
  const titleRecall = inTitle / Math.max(1, title.size);
  return [
    titleRecall,
    inTitle / Math.sqrt(Math.max(1, title.size) * size),
    Math.min(4, pairs) / 4,
    repeated / Math.max(1, repeatedTotal),
    weight / size,
    order === 0 ? 0 : countShared(own, lead) / Math.sqrt(size * Math.max(1, lead.size)),
    order === 0 ? titleRecall : 0,
    fresh / size,
  ];
}

function styleOf({ text, words, order, opens }: Passage, { count, language }: Surroundings): readonly number[] {
  const quoted = sum((text.match(/[«“"„][^»”"]*[»”"“]/gu) ?? []).map((quote) => quote.length)) / text.length;
  const names = text.match(/(?<=[^.!?…:«“"]\s|[’'])\p{Lu}[\p{L}-]+/gu)?.length ?? 0;
  const days = dayNames(language);
  return [
    Math.min(3, text.match(/\p{N}+(?:[.,\s]\p{N}+)*/gu)?.length ?? 0) / 3,
    Number(words.some((word) => days.has(word))),
    Math.min(6, names) / 6,
    Math.min(1, quoted),
    Number(isFirstPerson(words, language)),
    Number(/\?[\s»”"]*$/u.test(text)),
    Number(!opens),
    Number(/:\s/u.test(text)),
    Number(order === count - 1),
  ];
}

function pairsOf(words: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, Set<string>>();
  words.forEach((word, i) => {
    const previous = words[i - 1];
    if (previous !== undefined) before.set(word, (before.get(word) ?? new Set()).add(previous));
  });
  return before;
}

function countShared(one: Terms, other: Terms): number {
  let shared = 0;
  for (const term of one.keys()) if (other.has(term)) shared++;
  return shared;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
