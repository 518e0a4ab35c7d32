import { splitWords } from '../../data/analyzer.ts';

/** Words compared of each text: enough to tell, and a bounded cost. */
const MAX_WORDS = 400;
/** Fewer words may stand in any text. */
const MIN_WORDS = 8;
/** Titles that share half of their words are one title, corrected. */
const SAME_TITLE = 0.5;
/** Half of a text's words stand in any other of its language. */
const SAME_TEXT = 0.75;

export type Words = { title: string; text: string };

/** Whether two texts are versions of one: their titles, or one text within the other. */
export function isAlike(one: Words, other: Words): boolean {
  const [titleA, titleB] = [wordsOf(one.title), wordsOf(other.title)];
  const both = titleA.intersection(titleB).size;
  if (both > 0 && both / titleA.union(titleB).size >= SAME_TITLE) return true;
  const [textA, textB] = [wordsOf(one.text), wordsOf(other.text)];
  const shorter = Math.min(textA.size, textB.size);
  return shorter >= MIN_WORDS && textA.intersection(textB).size / shorter >= SAME_TEXT;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(splitWords(text.slice(0, MAX_WORDS * 12)).slice(0, MAX_WORDS));
}
