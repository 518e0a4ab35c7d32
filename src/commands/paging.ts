import { escapeMarkdown, type Markdown, md } from '../reply.ts';

/** About one and a half screens of a phone, and far below Discord's 4,000 characters with the lines around it. */
const PAGE_CHARS = 1_500;
/** A piece longer than this starts a new one: it must fit a message by itself. */
const PIECE_CHARS = 2_800;

export type Paragraph = { label: string; heading: boolean; text: string };

/** The paragraphs as pages: whole paragraphs where they fit; a long one breaks between sentences, then words. Nothing is lost. */
export function paginate(paragraphs: readonly Paragraph[], language: string): readonly (readonly Markdown[])[] {
  const pages: Markdown[][] = [];
  let room = 0;
  let headings: Markdown[] = [];
  for (const piece of paragraphs.flatMap((paragraph) => renderParagraph(paragraph, language))) {
    // An inter-title waits for its paragraph, so that it never ends a page.
    if (piece.heading) {
      headings.push(piece.text);
      continue;
    }
    const size = piece.text.md.length + headings.reduce((sum, heading) => sum + heading.md.length, 0);
    if (size > room || pages.length === 0) {
      pages.push([]);
      room = PAGE_CHARS;
    }
    pages.at(-1)?.push(...headings, piece.text);
    room -= size;
    headings = [];
  }
  if (headings.length > 0) pages.push(headings);
  return pages;
}

/** Page `wanted` (from 1), or the nearest there is. */
export function pickPage<Page>(pages: readonly Page[], wanted: number): { page: Page | undefined; number: number } {
  const number = Math.min(Math.max(wanted, 1), Math.max(pages.length, 1));
  return { page: pages[number - 1], number };
}

function renderParagraph(paragraph: Paragraph, language: string): { heading: boolean; text: Markdown }[] {
  if (paragraph.heading) return [{ heading: true, text: md`**${paragraph.text}**` }];
  return splitText(paragraph.text, language).map((piece, i) => ({
    heading: false,
    text: i === 0 && paragraph.label !== '' ? md`**${paragraph.label}** ${piece}` : md`${piece}`,
  }));
}

/** `text` in pieces that fit a message once escaped: cut between sentences, else words, else characters as a reader sees them. */
function splitText(text: string, language: string): string[] {
  if (escapeMarkdown(text).length <= PIECE_CHARS) return [text];
  for (const granularity of ['sentence', 'word', 'grapheme'] as const) {
    const segments = Array.from(new Intl.Segmenter(language, { granularity }).segment(text), ({ segment }) => segment);
    if (segments.every((segment) => escapeMarkdown(segment).length <= PIECE_CHARS)) return fillPieces(segments);
  }
  return fillPieces(Array.from(text));
}

function fillPieces(segments: readonly string[]): string[] {
  const pieces: string[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const segment of segments) {
    const added = escapeMarkdown(segment).length;
    if (size + added > PIECE_CHARS) {
      pieces.push('');
      size = 0;
    }
    pieces[pieces.length - 1] += segment;
    size += added;
  }
  return pieces;
}
