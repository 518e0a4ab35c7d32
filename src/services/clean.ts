import type { Block } from '../data/article-store.ts';
import { AGENCIES, ANYWHERE, AT_END, POINTERS } from './clean-phrases.ts';

/** A line longer than this was not wrapped by hand. */
const WRAP_MAX = 120;
const HEADING_MAX_CHARS = 100;
const HEADING_MAX_WORDS = 14;
/** No phrase that is known is longer: of a longer line only its start is compared. */
const PHRASE_MAX = 200;

const FINAL = /[.!?…。！？؟।][\s"'”’»›)\]]*$/u;
const LIST_ITEM = /^(?:[-–—•*·▪]|\d+[.)])\s/u;
const CREDIT = /^(?:avec|with|mit|con|com|source|sources|fonte|quelle|by|par|from|via|©|\(c\))[\s:]+/u;

const agencies = new Set(AGENCIES.map(foldLine));
const anywhere = new Set([...ANYWHERE, ...POINTERS].map(foldLine));
const atEnd = new Set(AT_END.map(foldLine));
const pointers = POINTERS.map(foldLine);

/**
 * The blocks of a raw text: paragraphs numbered from 1, and inter-titles. Lines that hold only an agency's or the outlet's
 * name and what pages print around articles are left out; the wording of the rest stays as it is. A sentence is never dropped.
 */
export function cleanBody(text: string, outletNames: readonly string[] = []): readonly Block[] {
  const names = new Set([...agencies, ...outletNames.map(foldLine)]);
  const isNoText = (line: string) => isCredit(line, names) || isChrome(line);
  const lines = cleanText(text)
    .split(/\n{2,}/)
    .flatMap((chunk) => splitParagraphs(chunk.split('\n'), isNoText));
  let end = lines.length;
  while (end > 0 && isTrailing(lines[end - 1] ?? '')) end--;
  return toBlocks(lines.slice(0, end));
}

/** A block whose kind its source told, such as an element of a page. A line feed in its text is a line break of the source. */
export type MarkedBlock = { kind: 'paragraph' | 'heading'; text: string };

/**
 * The same for a text whose blocks are known: what is no text goes, paragraphs are parted at line breaks that end a sentence,
 * and the kinds stay as the source gave them.
 */
export function cleanBlocks(
  blocks: readonly MarkedBlock[],
  outletNames: readonly string[] = [],
): readonly MarkedBlock[] {
  const names = new Set([...agencies, ...outletNames.map(foldLine)]);
  const isNoText = (line: string) => isCredit(line, names) || isChrome(line);
  const lines = blocks.flatMap(({ kind, text }): readonly MarkedBlock[] => {
    if (kind === 'heading') return [{ kind, text: cleanLine(text) }];
    const chunks = cleanText(text).split(/\n{2,}/);
    return chunks.flatMap((chunk) => splitParagraphs(chunk.split('\n'), isNoText)).map((one) => ({ kind, text: one }));
  });
  let end = lines.length;
  while (end > 0 && isTrailing(lines[end - 1]?.text ?? '')) end--;
  return lines.slice(0, end).filter(({ text }) => text !== '' && !isNoText(text));
}

/** Clean blocks as an article holds them: paragraphs numbered from 1. */
export function numberBlocks(blocks: readonly MarkedBlock[]): readonly Block[] {
  let n = 0;
  return blocks.map(({ kind, text }) => (kind === 'heading' ? { kind, text } : { kind, n: ++n, text }));
}

/** One line of text (a title, an author): composed letters, no controls, no line breaks. No-break spaces stay. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[ \n]+/g, ' ')
    .trim();
}

function cleanText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      // The soft hyphen and the byte order mark are invisible and split words; other controls have no place in a text.
      .replace(/[\u00ad\ufeff]|(?![\t\n])\p{Cc}/gu, '')
      .replace(/[ \t]+/g, ' ')
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
      .trim()
  );
}

/**
 * The paragraphs of lines without a blank one between: one a line, or wrapped by hand and joined again. A line that is no
 * text is left out only where the line before it ended: otherwise it may be the end of a sentence.
 */
function splitParagraphs(lines: readonly string[], isNoText: (line: string) => boolean): readonly string[] {
  const runs: string[][] = [[]];
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if ((before === undefined || FINAL.test(before) || isNoText(before)) && isNoText(line)) runs.push([]);
    else runs.at(-1)?.push(line);
  });
  return runs.flatMap((run) => (isWrapped(run) ? [run.join(' ')] : run)).filter((line) => line !== '');
}

/** Whether each line broke only because the next word found no room. */
function isWrapped(lines: readonly string[]): boolean {
  const width = Math.max(...lines.map((line) => line.length));
  if (lines.length < 2 || width > WRAP_MAX || width < 40) return false;
  return lines
    .slice(1)
    .every(
      (line, i) => (lines[i]?.length ?? 0) + 1 + (line.split(' ')[0]?.length ?? 0) > width && !LIST_ITEM.test(line),
    );
}

function isCredit(line: string, names: ReadonlySet<string>): boolean {
  if (line.length > 80) return false;
  const credit = foldLine(line).replace(CREDIT, '');
  if (names.has(credit)) return true;
  const parts = credit.split(/\s*[/,&+|]\s*|\s+(?:et|and|und|y|e|en|og|och)\s+/u);
  return parts.length > 1 && parts.every((part) => names.has(part.replace(CREDIT, '')));
}

function isChrome(line: string): boolean {
  const folded = foldLine(line.slice(0, PHRASE_MAX));
  if (anywhere.has(folded)) return true;
  if (FINAL.test(line) && !line.endsWith('?')) return false;
  return pointers.some((pointer) => folded.startsWith(pointer) && /^\s*[:–—>|]/u.test(folded.slice(pointer.length)));
}

function isTrailing(line: string): boolean {
  const folded = foldLine(line.slice(0, PHRASE_MAX));
  return atEnd.has(folded) || atEnd.has(folded.replace(/\s*\(?\d+\)?$/u, ''));
}

function toBlocks(lines: readonly string[]): readonly Block[] {
  let n = 0;
  return lines.map((text, i) => {
    const [before, after] = [lines[i - 1], lines[i + 1]];
    const stands = before !== undefined && after !== undefined && !isShort(before) && !isShort(after);
    return stands && isShort(text) ? { kind: 'heading', text } : { kind: 'paragraph', n: ++n, text };
  });
}

/** A line without an end, short enough for an inter-title. Several in a row are a list, and lists are evidence. */
function isShort(line: string): boolean {
  return (
    line.length <= HEADING_MAX_CHARS &&
    line.split(/\s+/u).length <= HEADING_MAX_WORDS &&
    /\p{L}/u.test(line) &&
    !/[.!?…。！？؟।:;,"”»›)\]]$/u.test(line) &&
    !LIST_ITEM.test(line)
  );
}

/** For comparing lines: without case, accents, brackets around and a colon or ellipsis at the end. A full stop stays: it makes a sentence. */
export function foldLine(line: string): string {
  return withoutAccents(line)
    .toLowerCase()
    .replace(/[’ʼ]/gu, "'")
    .replace(/^[\s([]+|[\s)\]:…>»]+$/gu, '');
}

function withoutAccents(line: string): string {
  return /^[\0-\x7f]*$/.test(line) ? line : line.normalize('NFD').replace(/\p{M}(?<=\p{Script=Latin}\p{M}+)/gu, '');
}
