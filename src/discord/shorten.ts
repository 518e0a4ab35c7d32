import { readMarkup, type Markup } from './markup.ts';

const ELLIPSIS = '…';
/** More than any grapheme of a written language needs. */
const LOOK_AHEAD = 64;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text of a label: at most `max` UTF-16 units, cut between words (else between graphemes) and ended by an ellipsis. */
export function shortenPlain(text: string, max: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  const ends = [...graphemes.segment(whole.slice(0, max + LOOK_AHEAD))].map((piece) => piece.index);
  const fits = ends.filter((at) => at <= max - ELLIPSIS.length);
  const word = fits.findLast((at) => /\s/u.test(whole[at] ?? ''));
  // A word boundary is worth losing half of the label, not more.
  const at = word !== undefined && word > max / 2 ? word : (fits.at(-1) ?? 0);
  return whole.slice(0, at).trimEnd() + ELLIPSIS;
}

/**
 * Markdown of at most `max` UTF-16 units: whole sentences, else whole words, else whole graphemes, ended by an
 * ellipsis. Never cut inside an escape, a link or a mention; emphasis that the cut leaves open is closed.
 */
export function shortenMarkdown(text: string, max: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  const { head } = cutMarkdown(whole, max - ELLIPSIS.length - 1);
  return head === '' ? ELLIPSIS.slice(0, Math.max(0, max)) : `${head} ${ELLIPSIS}`;
}

/**
 * `text` in two: `head` of at most `max` units, ending as `shortenMarkdown` says, and the rest. Emphasis open at the cut
 * is closed in the head and opened again in the tail. An empty head means that nothing of it fits.
 */
export function cutMarkdown(text: string, max: number): { head: string; tail: string } {
  if (text.length <= max) return { head: text, tail: '' };
  const markup = readMarkup(text);
  // What follows `max` tells whether the last grapheme and sentence are whole.
  const window = text.slice(0, max + LOOK_AHEAD);
  const pieces = graphemes.segment(window);
  const fits = (at: number) =>
    at > 0 &&
    at <= max &&
    !markup.splits(at) &&
    at + closers(markup, at).length <= max &&
    pieces.containing(at)?.index === at;
  const at =
    sentenceEnds(window).find((end) => fits(end) && markup.openAt(end).length === 0) ??
    sentenceEnds(window).find(fits) ??
    wordEnds(window).findLast(fits) ??
    lastBelow(max + 1, fits);
  return cutAt(text, at, markup);
}

function cutAt(text: string, at: number, markup: Markup): { head: string; tail: string } {
  if (at === 0) return { head: '', tail: text };
  const rest = text.slice(at).replace(/^\s+/u, '');
  return {
    head: text.slice(0, at) + closers(markup, at),
    tail: rest === '' ? '' : linePrefix(text, at) + markup.openAt(at).join('') + rest,
  };
}

function closers(markup: Markup, at: number): string {
  return markup.openAt(at).toReversed().join('');
}

/** Quotation, heading and small print hold for a line: what is cut inside one begins its tail with the same mark. */
function linePrefix(text: string, at: number): string {
  if (/^\s*\n/u.test(text.slice(at, at + 200))) return '';
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^(?:> |-# |#{1,3} )/u.exec(line)?.[0] ?? '';
}

/** The greatest number below `limit` that `fits`; 0 where none does. */
function lastBelow(limit: number, fits: (at: number) => boolean): number {
  for (let at = limit - 1; at > 0; at--) if (fits(at)) return at;
  return 0;
}

/**
 * Where sentences end, with the marks that close there and before the blanks that follow; the window's own end is none. From
 * the last to the first: the one that is sought is most often among the last.
 */
function* sentenceEnds(window: string): Generator<number, undefined> {
  const pieces = sentences.segment(window);
  let piece = pieces.containing(window.length - 1);
  while (piece) {
    const { index, segment } = piece;
    if (index + segment.length < window.length) {
      const end = index + segment.trimEnd().length;
      const marks = /^[*_~|)\]»”"’]+/u.exec(window.slice(end))?.[0].length ?? 0;
      if (marks > 0) yield end + marks;
      yield end;
    }
    piece = index > 0 ? pieces.containing(index - 1) : undefined;
  }
}

function wordEnds(window: string): number[] {
  return [...window.matchAll(/\S(?=\s)/gu)].map((match) => match.index + match[0].length);
}
