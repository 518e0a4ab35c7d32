import type { Article } from './articles.ts';
import { MAX_EXTRACT_SENTENCES, MAX_EXTRACT_WORDS, startsDangling } from './extracts-words.ts';
import { splitSentences } from './sentences.ts';
import type { Summary, SummaryLength } from './summaries-text.ts';

/** A verbatim passage that can stand alone: a sentence, or several where a quotation runs on. */
type Passage = { paragraph: number; order: number; text: string; words: readonly string[]; opens: boolean };

/** What lead is worth: measured so that articles with and without a standfirst both gain. */
const LEAD_WEIGHT = 0.6;
const TITLE_WEIGHT = 0.5;
const TERMS_WEIGHT = 0.35;
const LENGTH_WEIGHT = 0.3;
const IDEAL_WORDS = 28;

/**
 * A summary without a model: whole sentences of the article, verbatim and in its order, each its own evidence.
 * At most 60 words for `short` (two or three sentences), 120 for `detailed`, one sentence for `one-line`; only an article with
 * no sentence that short gives a longer one. Never headings; never a first "He said" whose antecedent is left out.
 */
export function extractSummary(article: Article, length: SummaryLength): Summary {
  const passages = collectPassages(article);
  const chosen = choosePassages(passages, scorePassages(passages, article.title), length);
  const points = chosen.map(({ paragraph, text }) => ({ text, evidence: [{ paragraph, quote: text }] }));
  // An article without a body is its title.
  if (points.length === 0)
    return { headline: null, points: [{ text: article.title, evidence: [{ paragraph: 0, quote: article.title }] }] };
  return { headline: null, points };
}

function collectPassages(article: Article): readonly Passage[] {
  const all = article.body.flatMap((block) =>
    block.kind === 'heading'
      ? []
      : joinQuotations(block.text, splitSentences(block.text, article.language)).map((text) => ({
          paragraph: block.n,
          text,
          words: wordsOf(text),
        })),
  );
  // A bare line ("AFP", "Read also") is no sentence; where nothing else is left it is better than nothing.
  const sentences = all.filter(
    ({ text, words }) => words.length >= 4 && /[.!?…。！？»”"’)]$/u.test(text) && isBalanced(text),
  );
  return (sentences.length > 0 ? sentences : all).map((passage, order) => ({
    ...passage,
    order,
    opens: !startsDangling(passage.text, article.language),
  }));
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
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  // “ closes in German what it opens in English; Swedish ” does both.
  const curly = text.includes('„')
    ? count(/„/g) === count(/[“”]/g)
    : !text.includes('“') || count(/“/g) === count(/”/g);
  return curly && count(/«/g) === count(/»/g) && count(/"/g) % 2 === 0;
}

/** Words as a reader counts them; scripts without blanks are counted by Unicode's word segmentation. */
function countWords(text: string): number {
  const spaced = text.trim().split(/\s+/).length;
  if (!UNSPACED.test(text)) return spaced;
  return Array.from(wordSegmenter.segment(text)).filter(({ isWordLike }) => isWordLike).length;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter('und', { granularity: 'word' });

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** By position, words shared with the title, words that the article repeats, and a length that tells something. */
function scorePassages(passages: readonly Passage[], title: string): readonly number[] {
  const terms = new Map<string, number>();
  for (const { words } of passages)
    for (const word of new Set(words.filter(isTerm))) terms.set(word, (terms.get(word) ?? 0) + 1);
  const titleTerms = new Set(wordsOf(title).filter(isTerm));
  const most = Math.max(1, ...terms.values());
  return passages.map(({ words, order }) => {
    const own = [...new Set(words.filter(isTerm))];
    const inTitle = own.filter((word) => titleTerms.has(word)).length / Math.max(1, titleTerms.size);
    const weight = own.reduce((sum, word) => sum + (terms.get(word) ?? 0), 0) / Math.max(1, own.length * most);
    const fit = Math.min(1, Math.log1p(words.length) / Math.log1p(IDEAL_WORDS));
    return LEAD_WEIGHT / (order + 1) + TITLE_WEIGHT * inTitle + TERMS_WEIGHT * weight + LENGTH_WEIGHT * fit;
  });
}

/** Words that say what a text is about are longer than those that hold it together. */
function isTerm(word: string): boolean {
  return word.length > 3 || /\p{sc=Han}/u.test(word);
}

function choosePassages(
  passages: readonly Passage[],
  scores: readonly number[],
  length: SummaryLength,
): readonly Passage[] {
  const chosen = new Set<Passage>();
  let left = MAX_EXTRACT_WORDS[length];
  const ranked = passages.toSorted((a, b) => (scores[b.order] ?? 0) - (scores[a.order] ?? 0) || a.order - b.order);
  // A passage that leans on the one before it may come in once that one has: hence the second look.
  for (const passage of [...ranked, ...ranked]) {
    if (chosen.size >= MAX_EXTRACT_SENTENCES[length] || chosen.has(passage)) continue;
    const before = passages[passage.order - 1];
    const stands = passage.opens || (before !== undefined && chosen.has(before));
    if (!stands || countWords(passage.text) > left || repeats(passage, chosen)) continue;
    chosen.add(passage);
    left -= countWords(passage.text);
  }
  if (chosen.size === 0) {
    const shortest = passages.toSorted((a, b) => countWords(a.text) - countWords(b.text) || a.order - b.order)[0];
    if (shortest) chosen.add(shortest);
  }
  return [...chosen].toSorted((a, b) => a.order - b.order);
}

/** Whether most of a passage has been said: a standfirst often says the first paragraph again. */
function repeats(passage: Passage, chosen: ReadonlySet<Passage>): boolean {
  const own = [...new Set(passage.words.filter(isTerm))];
  return [...chosen].some((other) => {
    const said = new Set(other.words);
    return own.filter((word) => said.has(word)).length > 0.7 * own.length;
  });
}
