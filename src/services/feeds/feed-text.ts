import { decodeReferences, withoutC1 } from '../pages/entities.ts';
import type { RawText } from './raw-feed.ts';

const LINE_MAX_CHARS = 1_000;
/** Tags that titles carry. Others, such as <table>, are more likely what the title is about. */
const INLINE =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|time|tt|u|wbr)(?:\s[^<>]{0,2000})?\s?\/?>/gi;

/** One line of plain text: references once more than XML has it (titles are escaped twice as often as once), tags left out. */
export function readLine(raw: RawText | null, maxChars: number = LINE_MAX_CHARS): string | null {
  if (raw === null) return null;
  const text = raw.text.slice(0, maxChars * 4);
  const bare = raw.isPlain ? text : text.replace(/<(?:br|\/p|\/div)\s?\/?>/gi, ' ').replace(INLINE, '');
  const line = withoutC1(decodeReferences(bare))
    .replace(/(?:[ \t\n\r\f\v\u2028\u2029]|(?![\u0080-\u009f])\p{Cc})+/gu, ' ')
    .slice(0, maxChars)
    .trim();
  return line === '' ? null : line;
}

/** A language tag in its canonical form; null for what is none. */
export function toLanguage(written: string | null): string | null {
  const tag = written?.trim().replaceAll('_', '-') ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag) || /^(?:und|mul|zxx)\b/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** Names of authors as one line: without addresses for mail and the “by” that some feeds write. */
export function readAuthors(authors: readonly string[]): string | null {
  const names = authors
    .map((author) => readLine({ text: author, isPlain: false }, 200)?.replace(/^(?:by|par|von|por)\s+/i, ''))
    .filter((name) => name !== undefined && !/^\S+@\S+$/.test(name) && !/^https?:/i.test(name));
  return names.length === 0 ? null : [...new Set(names)].slice(0, 6).join(', ');
}
