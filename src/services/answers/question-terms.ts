import { foldText } from '../../data/analyzer.ts';

/** Words that a question is made of and that say nothing of its matter, in the languages that members ask in most. */
const EMPTY = new Set(
  foldText(
    `le la les un une des du de au aux ce cet cette ces que qui quoi quel quelle quels quelles dont ou et est sont a ont ete etre avoir fait faire dit dire il elle ils elles on je tu nous vous se son sa ses leur leurs pour par sur dans avec sans en y ne pas plus comment pourquoi quand combien lequel laquelle est-ce t-il t-elle etait etaient sera peut selon entre comme si mais pendant depuis apres avant tout toute tous article parle texte
    the a an of to in on at by for with from and or is are was were be been has have had do does did what who whom whose which when where why how many much long say says said tell about this that these those it its his her their they he she i you we not no can could will would should there according article any text
    der die das ein eine einen einem einer und oder ist sind war waren hat haben wer was wie wo wann warum welche welcher welches viele viel von zu im in am an auf mit fur uber nach bei aus sagt sagte es er sie nicht artikel
    el los las un una unos y o es son fue ha han que quien quienes cual cuando donde por como cuanto cuantos cuantas del al con para sobre dice dijo se su sus no articulo`,
  ).split(/[^\p{L}\p{N}]+/u),
);

/** Fewer letters are an ending or a particle; figures always count. */
const MIN_LETTERS = 3;
/** Words are compared by their beginnings: endings differ within a language, and often across two. */
const STEM = 6;

/** The words of a text that say what it is about, folded and cut to their beginnings. */
export function termsOf(text: string): readonly string[] {
  const words = foldText(text).match(/\p{N}+|[\p{L}]+/gu) ?? [];
  return [...new Set(words.filter((word) => isTerm(word)).map((word) => stemOf(word)))];
}

/** The words themselves, for the archive's search. */
export function searchWordsOf(text: string): readonly string[] {
  const words = foldText(text).match(/\p{N}+|[\p{L}]+/gu) ?? [];
  return [...new Set(words.filter((word) => isTerm(word)))];
}

function isTerm(word: string): boolean {
  return (
    !EMPTY.has(word) && (word.length >= MIN_LETTERS || /\p{N}|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word))
  );
}

function stemOf(word: string): string {
  return word.length > STEM ? word.slice(0, STEM) : word.replace(/(?<=\p{L}{3})[se]$/u, '');
}

const ASKS_NUMBER = /(?<!\p{L})(?:combien|how many|how much|wie viele?|cu[aá]nt[oa]s?)(?!\p{L})/iu;

/** Whether a question wants a number. */
export function asksNumber(question: string): boolean {
  return ASKS_NUMBER.test(question);
}
