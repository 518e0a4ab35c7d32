/** Quoted words in a paragraph: from the opening mark (or the start) to behind the closing one (or the end). */
export type QuotationSpan = { start: number; end: number; inner: string };

const OPENING = new Map([
  ['«', '»'],
  ['“', '”'],
  ['„', '“”'],
  ['"', '"'],
  ['‘', '’'],
  ["'", "'"],
]);
/** More in one paragraph is no prose: hostile text would only take time. */
const MAX_SPANS = 300;
const MAX_QUOTED_CHARS = 8_000;
const MAX_APOSTROPHE_CHARS = 1_000;
const LETTER = /[\p{L}\p{N}]/u;

/**
 * The outermost quotations of a paragraph. `open` says that the paragraph before ended with an opening mark: this one then
 * begins inside a quotation. One that is never closed runs to the end, as newspapers set a quotation of several paragraphs.
 */
export function findQuotationSpans(
  text: string,
  open: boolean,
): { spans: readonly QuotationSpan[]; opensNext: boolean } {
  const spans: QuotationSpan[] = [];
  let from = 0;
  let tried = 0;
  if (open) {
    const close = /["»”]/u.exec(text)?.index ?? text.length - 1;
    spans.push({ start: 0, end: close + 1, inner: trimMarks(text.slice(0, close + 1)) });
    from = close + 1;
  }
  for (let at = from; at < text.length && tried < MAX_SPANS; at++) {
    const closers = OPENING.get(text[at] ?? '');
    if (closers === undefined || !opensHere(text, at)) continue;
    // The glued texts of some archives leave the mark that opens a paragraph at the end of the one before.
    if (text.slice(at + 1).trim() === '') return { spans, opensNext: true };
    tried++;
    const close = findClose(text, at, closers);
    const end = close === undefined ? text.length : close + 1;
    // A single mark that nothing closes is speech only where a sentence begins or a colon leads to it.
    if (
      close === undefined &&
      /['‘]/u.test(text[at] ?? '') &&
      at > 0 &&
      !/[.!?:,]\s+$/u.test(text.slice(Math.max(0, at - 4), at))
    )
      continue;
    spans.push({ start: at, end, inner: trimMarks(text.slice(at, end)) });
    at = end - 1;
  }
  return { spans, opensNext: false };
}

function opensHere(text: string, at: number): boolean {
  const mark = text[at] ?? '';
  if (!/["'‘]/u.test(mark)) return true;
  const before = text[at - 1] ?? ' ';
  const after = text[at + 1] ?? ' ';
  if (mark === '"') return !LETTER.test(before) || !/\s/u.test(after);
  return !LETTER.test(before) && !/\s/u.test(after);
}

function findClose(text: string, open: number, closers: string): number | undefined {
  const single = /['’]/u.test(closers);
  let depth = 0;
  const limit = Math.min(text.length, open + MAX_QUOTED_CHARS);
  for (let at = open + 1; at < limit; at++) {
    const char = text[at] ?? '';
    if (text[open] === '«' && char === '«') depth++;
    if (!closers.includes(char)) continue;
    if (single && (LETTER.test(text[at + 1] ?? ' ') || !closesSingle(text, at))) continue;
    if (depth-- === 0) return at;
  }
  return undefined;
}

/** Behind a plural it is an apostrophe ("the members' vote") as long as a mark behind a stop still comes. */
function closesSingle(text: string, at: number): boolean {
  return (
    !/\p{L}/u.test(text[at - 1] ?? '') ||
    text[at - 1] !== 's' ||
    !/^[^‘]*[.,!?…][’'](?!\p{L})/u.test(text.slice(at + 1, at + MAX_APOSTROPHE_CHARS))
  );
}

function trimMarks(text: string): string {
  return text.replace(/^[«“„"‘'\s]+|[,\s]*[»”“"’'\s]+$|,$/gu, '');
}

/** `text` with quoted words replaced by a mark of the same length, so that positions hold and no rule reads inside. */
export function maskQuotations(text: string, spans: readonly QuotationSpan[]): string {
  let masked = '';
  for (const { start, end } of spans) masked += text.slice(masked.length, start) + MASK.repeat(end - start);
  return masked + text.slice(masked.length);
}

/** Stands for a quoted character: private use, so no article's word holds it by chance. */
export const MASK = '\uE000';
