import { foldText, splitWords } from '../../data/analyzer.ts';
import { nameIndex } from '../../data/name-index.ts';
import { baseLanguage } from '../languages.ts';
import { FUNCTION_WORDS } from '../written-language-words.ts';
import { findPhrase } from './topics.ts';

/** What a select offers at a glance. */
const MAX_TOPICS = 10;
/** The longest phrase that a digest keeps. */
export const TOPIC_CHARS = 60;
/** A shorter word that is no name says little. */
const MIN_LETTERS = 5;
/** Words that stand within a name without a capital: "Bank of England", "Emmanuel de la Tour". */
const JOINTS = new Set('de du des la le of van von der den del della di da do dos al el y'.split(' '));
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-’'.&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
/** An article that is elided before a name is no part of it. */
const ELIDED = /^(?:[ldjmtsnc]|qu|un|all|dall|dell|nell|sull)['’](?=\p{L})/iu;
/** What a sentence begins after. */
const OPENER = /[.!?:–—«“"]/u;

type Word = { text: string; from: number; to: number };

/**
 * What a title is about, for a member to choose from: names first (runs of capitalized words), then family names by
 * themselves, then the longest words that are no function words of its language. At most 10, in a fixed order; each
 * stands in the title as it is written there.
 */
export function listTopics(title: string, language: string): readonly string[] {
  const words = Array.from(title.matchAll(WORD), trimWord);
  const common = FUNCTION_WORDS.get(baseLanguage(language)) ?? new Set<string>();
  const runs = findNames(title, words, common);
  const inNames = new Set(runs.filter((run) => run.length > 1).flat());
  const others = words
    .filter((word) => isTelling(word, common) && !inNames.has(word))
    .toSorted((a, b) => b.text.length - a.text.length || a.from - b.from);
  const topics = new Map<string, string>();
  for (const text of [...runs.map((run) => spell(title, run)), ...runs.flatMap(familyName), ...others.map(textOf)]) {
    const folded = foldText(text);
    if (text.length <= TOPIC_CHARS && !topics.has(folded)) topics.set(folded, text);
  }
  // What stands beside a sign that the analyzer reads otherwise would never be found again.
  const isFound = (text: string) => findPhrase(text, { title, body: [], language }) !== null;
  return [...topics.values()].filter(isFound).slice(0, MAX_TOPICS);
}

function trimWord({ 0: text, index }: RegExpExecArray): Word {
  const elided = ELIDED.exec(text)?.[0].length ?? 0;
  return { text: text.slice(elided), from: index + elided, to: index + text.length };
}

/** Runs of capitalized words, by their place. Where every word has a capital, as in some English titles, only known names count. */
function findNames(title: string, words: readonly Word[], common: ReadonlySet<string>): readonly (readonly Word[])[] {
  const telling = words.filter((word) => isTelling(word, common));
  if (telling.length > 2 && telling.every(isCapitalized)) return words.filter(isKnownName).map((word) => [word]);
  const runs: Word[][] = [];
  let isOpen = false;
  words.forEach((word, i) => {
    const between = i === 0 ? '' : title.slice(words[i - 1]?.to, word.from);
    const begins = i === 0 || OPENER.test(between);
    if (/\S/u.test(between.replace(/\p{L}['’]$/u, ''))) isOpen = false;
    // The first word of a sentence has its capital from there.
    const isNamed = isCapitalized(word) && !(begins && common.has(word.text.toLowerCase()));
    if (isNamed && !isOpen) runs.push([]);
    isOpen = isNamed || (isOpen && JOINTS.has(word.text));
    if (isOpen) runs.at(-1)?.push(word);
  });
  const trimmed = runs.map((run) => run.slice(0, run.findLastIndex(isCapitalized) + 1));
  return trimmed.filter((run) => run.length > 1 || run.some((word) => word !== words[0] || isSurelyName(word)));
}

/** "Macron" of "Emmanuel Macron". */
function familyName(run: readonly Word[]): readonly string[] {
  const [, last] = run;
  return run.length === 2 && last && last.text.length >= MIN_LETTERS ? [last.text] : [];
}

function isTelling({ text }: Word, common: ReadonlySet<string>): boolean {
  return text.length >= MIN_LETTERS && /\p{L}/u.test(text) && !common.has(text.toLowerCase());
}

function isSurelyName(word: Word): boolean {
  return isKnownName(word) || /^[\p{Lu}\p{N}]{2,}$/u.test(word.text) || /[.\d]/u.test(word.text);
}

function isKnownName(word: Word): boolean {
  return isCapitalized(word) && nameIndex().find(splitWords(word.text).join(' ')).length > 0;
}

function isCapitalized({ text }: Word): boolean {
  return /^[\p{Lu}\p{Lt}]/u.test(text);
}

function spell(title: string, run: readonly Word[]): string {
  return title.slice(run[0]?.from, run.at(-1)?.to);
}

function textOf({ text }: Word): string {
  return text;
}
