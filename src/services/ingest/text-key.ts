import type { Block } from '../../data/article-store.ts';
import { foldText } from '../../data/analyzer.ts';
import { hashFields } from '../../ids.ts';

/** Below this many letters two texts may be the same by chance: a notice, a caption. */
const MIN_LETTERS = 200;
const KEY_CHARS = 26;

/** "PARIS, Nov 23 (Reuters) - ", "BERLIN (dpa) –", "LONDON — ": where and by whom an agency's text begins. */
const AGENCY_LINE = /^[^.!?\n]{0,80}?\([^()\n]{2,40}\)\s*[-–—:]+\s*/u;
const PLACE_LINE = /^(?:[\p{Lu}\p{M}'’.-]{2,}[\s,/]*){1,5}(?:,\s*[^-–—\n]{0,30})?\s+[-–—]+\s+/u;
/** "(Reporting by …; editing by …)", "© 2026 AFP": who made it. */
const COLOPHON = /^(?:\([^()]{0,300}\)|\[[^[\]]{0,300}\]|(?:©|\(c\)|copyright\b).{0,120})\.?$/iu;

/**
 * A hash of the words of a text, blind to case, accents, punctuation and where paragraphs end, without an agency's dateline and
 * closing line: the same wire text on two sites has the same. Null for a text too short to be told by it.
 */
export function textKey(body: readonly Pick<Block, 'kind' | 'text'>[]): string | null {
  const paragraphs = body.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text.trim());
  while (COLOPHON.test(paragraphs.at(-1) ?? '')) paragraphs.pop();
  const [first = '', ...rest] = paragraphs;
  const letters = lettersOf([withoutDateline(first), ...rest].join(' '));
  return letters.length < MIN_LETTERS ? null : hashFields(['text', letters], KEY_CHARS);
}

/** Folded, such a text has no letter or digit but those of ASCII: whole feeds are read by them, at each reading. */
const EUROPEAN = /^[\0-\u00bf\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;

/** A text's letters and digits, folded: what is left when two sites print it differently. */
export function lettersOf(text: string): string {
  const folded = foldText(text);
  return folded.replace(EUROPEAN.test(folded) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, '');
}

function withoutDateline(paragraph: string): string {
  const [line] = AGENCY_LINE.exec(paragraph) ?? PLACE_LINE.exec(paragraph) ?? [''];
  return paragraph.slice(line.length);
}
