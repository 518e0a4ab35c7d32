import type { AddRefusal, AttachedFile } from '../adding.ts';
import { cleanBody } from '../clean.ts';
import { decodeText } from '../decoding/decode-text.ts';
import { parseImportFile } from '../import-file.ts';
import type { PageParts } from './make-draft.ts';
import { readMarkdown } from './read-markdown.ts';

/** What a page of a newspaper has is a hundredth of it. */
export const FILE_MAX_BYTES = 2_000_000;
/** The first bytes by which files that are no text are known, whatever they are called. */
const MAGIC = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u0089PNG',
  'GIF89a',
  'GIF87a',
  '\u00ff\u00d8\u00ff',
  '\u001f\u008b',
  '7z\u00bc\u00af',
  '\u00d0\u00cf\u0011\u00e0',
  '{\\rtf',
];
const SNIFFED = 1_024;
/** The share of controls from which on bytes are no text. */
const MAX_CONTROLS = 0.02;

export type ReadFile =
  | { kind: 'refused'; why: AddRefusal }
  /** A page: to be read as one. */
  | { kind: 'page' }
  | { kind: 'text'; page: PageParts };

/** What an attached file is, by its bytes and not by its name: a page, or a text (with front matter, Markdown or plain). */
export function readAttachedFile({ name, bytes }: AttachedFile): ReadFile {
  if (bytes.length > FILE_MAX_BYTES)
    return { kind: 'refused', why: { kind: 'file-size', bytes: bytes.length, max: FILE_MAX_BYTES } };
  const head = Buffer.from(bytes.subarray(0, SNIFFED)).toString('latin1');
  if (MAGIC.some((magic) => head.startsWith(magic))) return { kind: 'refused', why: { kind: 'file-kind' } };
  const { text } = decodeText({ bytes, contentType: null, syntax: 'html', maxBytes: FILE_MAX_BYTES });
  if (text.replace(/^\ufeff/, '').trim() === '') return { kind: 'refused', why: { kind: 'file-empty' } };
  if (isBinary(text)) return { kind: 'refused', why: { kind: 'file-kind' } };
  if (isPage(text)) return { kind: 'page' };
  return { kind: 'text', page: readText(text, name) };
}

function isBinary(text: string): boolean {
  // Cc with the blanks that texts have; and what decoding could not read.
  const controls = text.slice(0, 4 * SNIFFED).match(/(?!\s)\p{Cc}|\ufffd/gu)?.length ?? 0;
  return text.includes('\0') || controls > MAX_CONTROLS * Math.min(text.length, 4 * SNIFFED);
}

function isPage(text: string): boolean {
  const head = text
    .slice(0, 4 * SNIFFED)
    .replace(/^\ufeff|<!--.*?-->|<\?xml.*?\?>/gs, '')
    .trimStart();
  if (/^<(?:!doctype html|html|head|body|article|main|section|div|meta)\b/i.test(head)) return true;
  return (text.match(/<(?:p|div|h[1-6]|br)\b[^>]*>/gi)?.length ?? 0) >= 3;
}

function readText(text: string, name: string): PageParts {
  const plain = text.replace(/^\ufeff/, '');
  if (/^\s*---\s*\n/.test(plain)) {
    const given = tryImport(plain, name);
    if (given) return given;
  }
  return { ...NOTHING_SAID, ...readMarkdown(plain) };
}

const NOTHING_SAID = {
  author: null,
  publishedAt: null,
  publishedOn: null,
  modifiedAt: null,
  canonicalUrl: null,
  language: null,
  image: null,
  site: null,
  access: 'open',
} as const satisfies Partial<PageParts>;

/** Front matter in the form of import files; undefined where it is another's. */
function tryImport(text: string, name: string): PageParts | undefined {
  try {
    const { title, text: body, language, outlet, url, publishedAt, publishedOn } = parseImportFile(text, name);
    const said = { title, language, publishedAt, publishedOn, site: outlet, canonicalUrl: url };
    return { ...NOTHING_SAID, ...said, blocks: cleanBody(body, outlet === null ? [] : [outlet]) };
  } catch {
    return undefined;
  }
}
