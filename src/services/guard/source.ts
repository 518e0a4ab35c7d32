import { splitSentences } from '../sentences.ts';
import { endsQuoted, type Token, tokenize } from './tokens.ts';

/** A paragraph as it is cited: 0 is the title. */
export type SourceParagraph = { n: number; text: string };

/** A sentence of a source: `from` and `to` are places in the source's tokens. */
export type SourceSentence = { paragraph: number; text: string; from: number; to: number };

/** An article read once, for any number of texts held against it. */
export type GuardSource = {
  language: string;
  paragraphs: readonly SourceParagraph[];
  sentences: readonly SourceSentence[];
  tokens: readonly Token[];
  /** Where each key stands. */
  places: ReadonlyMap<string, readonly number[]>;
  /** Where each pair of neighboring keys stands. */
  pairs: ReadonlyMap<string, readonly number[]>;
};

/** Reads an article for the guard. `language` is a BCP 47 tag. Time and memory grow with the length alone. */
export function readSource(paragraphs: readonly SourceParagraph[], language: string): GuardSource {
  const tokens: Token[] = [];
  const sentences: SourceSentence[] = [];
  for (const { n, text } of paragraphs) {
    let isQuoted = false;
    for (const sentence of splitLong(text, language)) {
      const from = tokens.length;
      for (const token of tokenize(sentence, isQuoted)) tokens.push(token);
      isQuoted = endsQuoted(sentence, isQuoted);
      sentences.push({ paragraph: n, text: sentence, from, to: tokens.length });
    }
  }
  return { language, paragraphs, sentences, tokens, places: indexKeys(tokens), pairs: indexPairs(tokens) };
}

/** A line longer than this is cut where a sentence may end: splitting takes time in the square of a line. */
const MAX_PIECE_CHARS = 4_000;

/** The sentences of a text of any length. */
export function splitLong(text: string, language: string): readonly string[] {
  const sentences: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + MAX_PIECE_CHARS);
    if (to < text.length) {
      const piece = text.slice(from, to);
      const end = Math.max(
        piece.lastIndexOf('\n'),
        piece.lastIndexOf('. '),
        piece.lastIndexOf('! '),
        piece.lastIndexOf('? '),
      );
      const blank = piece.lastIndexOf(' ');
      to = from + (end > 0 ? end : blank > 0 ? blank : piece.length - 1) + 1;
    }
    for (const sentence of splitSentences(text.slice(from, to), language)) sentences.push(sentence);
    from = to;
  }
  return sentences;
}

/** A text as paragraphs, one a line, counted from 1. */
export function toParagraphs(text: string): readonly SourceParagraph[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line, i) => ({ n: i + 1, text: line }));
}

/** The key of two tokens side by side. */
export function pairKey(first: Token | undefined, second: Token | undefined): string {
  return `${first?.key ?? ''} ${second?.key ?? ''}`;
}

function indexKeys(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  tokens.forEach(({ key }, i) => pushTo(index, key, i));
  return index;
}

function indexPairs(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (let i = 1; i < tokens.length; i++) pushTo(index, pairKey(tokens[i - 1], tokens[i]), i - 1);
  return index;
}

function pushTo(index: Map<string, number[]>, key: string, place: number): void {
  const known = index.get(key);
  if (known) known.push(place);
  else index.set(key, [place]);
}

/** The sentence that holds a token, by bisection. */
export function sentenceAt(source: GuardSource, place: number): SourceSentence | undefined {
  let low = 0;
  let high = source.sentences.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.sentences[middle]?.from ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return source.sentences[low];
}
