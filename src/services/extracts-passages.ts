import type { Article } from './articles.ts';
import { startsDangling } from './extracts-words.ts';
import { splitSentences } from './sentences.ts';

/** A verbatim passage that can stand alone: a sentence, or several where a quotation runs on. */
export type Passage = {
  /** The number of its paragraph, from 1. */
  paragraph: number;
  /** Among the article's passages, from 0. */
  order: number;
  text: string;
  /** Runs of letters and figures, in lower case. */
  words: readonly string[];
  /** How many words a reader counts, the larger of two ways. */
  length: number;
  /** Leans on no sentence before it. */
  opens: boolean;
  /** Its place in its paragraph, and how many passages that has. */
  inParagraph: number;
  ofParagraph: number;
};

/**
 * The passages of an article that may be shown as extracts, in order. Headings, bare lines ("AFP", "Read also") and pieces of
 * a quotation never; where nothing else is left a bare line is better than nothing.
 */
export function collectPassages(article: Article): readonly Passage[] {
  const all = article.body.flatMap((block) => (block.kind === 'heading' ? [] : passagesOf(block, article.language)));
  const sentences = all.filter(isSentence);
  return (sentences.length > 0 ? sentences : all).map((passage, order) => ({ ...passage, order }));
}

function passagesOf({ n, text }: { n: number; text: string }, language: string): readonly Passage[] {
  const texts = joinQuotations(text, splitSentences(text, language));
  return texts.map((one, i) => ({
    paragraph: n,
    order: 0,
    text: one,
    words: one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    length: countWords(one),
    opens: !startsDangling(one, language),
    inParagraph: i,
    ofParagraph: texts.length,
  }));
}

function isSentence({ words, text }: Passage): boolean {
  return words.length >= 4 && /[.!?…。！？»”"’)]$/u.test(text) && isBalanced(text);
}

/** A quotation that is not closed within so many sentences lacks its mark. */
const MAX_JOINED = 4;

/** Slices of `text`: sentences, those of one quotation kept together so that none is opened without being closed. */
function joinQuotations(text: string, sentences: readonly string[]): readonly string[] {
  const spans: { start: number; end: number }[] = [];
  for (const sentence of sentences) {
    const start = text.indexOf(sentence, spans.at(-1)?.end ?? 0);
    spans.push({ start, end: start + sentence.length });
  }
  const joined: string[] = [];
  for (let i = 0; i < spans.length; ) {
    const start = spans[i]?.start ?? 0;
    const slices = spans.slice(i, i + MAX_JOINED).map(({ end }) => text.slice(start, end));
    const closed = slices.findIndex(isBalanced);
    joined.push(slices[Math.max(closed, 0)] ?? '');
    i += Math.max(closed, 0) + 1;
  }
  return joined;
}

function isBalanced(text: string): boolean {
  let [low, high, curly, opened, closed, straight, round] = [0, 0, 0, 0, 0, 0, 0];
  for (const mark of text) {
    if (mark === '„') low++;
    else if (mark === '“') curly++;
    else if (mark === '”') high++;
    else if (mark === '«') opened++;
    else if (mark === '»') closed++;
    else if (mark === '"') straight++;
    else if (mark === '(') round++;
    else if (mark === ')') round--;
  }
  // “ closes in German what it opens in English; Swedish ” does both.
  const paired = low > 0 ? low === curly + high : curly === 0 || curly === high;
  return paired && opened === closed && straight % 2 === 0 && round === 0;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * Words as the stricter of two readers counts them: "l'Otan" is two, and a guillemet between blanks is one. A limit kept by this
 * count is kept by either. Scripts without blanks are counted by Unicode's word segmentation.
 */
export function countWords(text: string): number {
  if (UNSPACED.test(text)) return Array.from(wordSegmenter.segment(text)).filter(({ isWordLike }) => isWordLike).length;
  return Math.max(text.trim().split(/\s+/).length, text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0);
}
