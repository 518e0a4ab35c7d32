import { splitWords } from '../../data/analyzer.ts';
import { stemWord } from '../../data/analyzer-stemmers.ts';
import type { Article } from '../articles.ts';
import { baseLanguage } from '../languages.ts';

/** Where a phrase stands in an article: what it is about, what it opens with, or what it only mentions. */
export type Mention = 'title' | 'opening' | 'text';

type Text = Pick<Article, 'title' | 'body' | 'language'>;

/** What news says in its first paragraphs is its subject; further down it mentions. */
const OPENING_PARAGRAPHS = 2;

/**
 * Where `phrase` first stands in an article: its words one after the other in one paragraph, blind to case, accents,
 * apostrophes and, by the stems of the article's language, endings. Null where it does not, or has no word.
 */
export function findPhrase(phrase: string, article: Text): Mention | null {
  const wanted = splitWords(phrase).map((word) => formOf(word, article.language));
  if (wanted.length === 0) return null;
  const holds = (text: string) => hasRun(splitWords(text), wanted, article.language);
  if (holds(article.title)) return 'title';
  const texts = article.body.map((block) => block.text);
  const opening = article.body.findIndex((block) => block.kind === 'paragraph' && block.n > OPENING_PARAGRAPHS);
  const found = texts.findIndex(holds);
  if (found === -1) return null;
  return opening === -1 || found < opening ? 'opening' : 'text';
}

/** A word of a phrase, what it is stemmed to, and the letters that every word of this stem begins with. */
type Form = { word: string; stem: string; start: string };

function formOf(word: string, language: string): Form {
  // Arabic stems lose the beginning of a word; all others keep at least its first letter.
  const start = baseLanguage(language) === 'ar' ? '' : word.slice(0, 1);
  return { word, stem: stemWord(word, language), start };
}

function hasRun(words: readonly string[], wanted: readonly Form[], language: string): boolean {
  const last = words.length - wanted.length;
  for (let at = 0; at <= last; at++)
    if (wanted.every((form, i) => isForm(words[at + i] ?? '', form, language))) return true;
  return false;
}

function isForm(word: string, { word: wanted, stem, start }: Form, language: string): boolean {
  // Stemming is what takes time: most words are told apart by their first letter.
  return word === wanted || (word.startsWith(start) && stemWord(word, language) === stem);
}
