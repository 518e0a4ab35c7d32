import { labelOf } from './charset-labels.ts';
import { detectCharset } from './detect-charset.ts';
import { decodeUtf32, utf32Of } from './utf-32.ts';

/** Where a text's charset was read, and what it is (a WHATWG label, or utf-32). */
export type Decoded = {
  text: string;
  charset: string;
  ground: 'bom' | 'http' | 'declaration' | 'utf-8' | 'detection' | 'fallback';
};

/** `syntax`: how the text would declare its charset itself. Only the first `maxBytes` are read. */
export type DecodeInput = {
  bytes: Uint8Array;
  /** The HTTP header. */
  contentType: string | null;
  syntax: 'html' | 'xml';
  maxBytes: number;
};

/** A declaration further down is not one (HTML asks for the first 1,024 bytes; real pages are late). */
const DECLARATION_BYTES = 4_096;
/** Charsets in which any bytes are text: bytes that are strict UTF-8 all the same are UTF-8, mislabelled. */
const SINGLE_BYTE_LATIN = /^(?:windows-125[0247]|iso-8859-(?:1|2|3|4|9|10|13|14|15|16)|macintosh)$/;
/** These names are no template's default, but a program's that means them: a few letters may be UTF-8 by chance. */
const MEANT = /windows-|cp-?125/i;
const CHANCE_LETTERS = 8;

/**
 * The text of bytes from the web: by the byte order mark, the pattern of the first bytes, the HTTP header, the declaration in
 * the text, strict UTF-8, detection, and windows-1252 as the last resort. UTF-16 declared in the text itself is not believed
 * (the declaration was readable as ASCII), and neither is UTF-8 where most letters beyond ASCII are broken.
 */
export function decodeText({ bytes, contentType, syntax, maxBytes }: DecodeInput): Decoded {
  const part = bytes.subarray(0, maxBytes);
  const wide = utf32Of(part);
  if (wide) return { text: decodeUtf32(part, wide), charset: wide, ground: 'bom' };
  const mark = bomOf(part) ?? patternOf(part);
  if (mark) return { text: decode(part, mark), charset: mark, ground: 'bom' };
  const strict = decodeStrict(part, part.length < bytes.length);
  const declared = declarations(part, contentType, syntax);
  for (const { charset, label, ground } of declared) {
    if (strict !== null && (charset === 'utf-8' || isMislabelled(strict, charset, label)))
      return { text: strict, charset: 'utf-8', ground: charset === 'utf-8' ? ground : 'utf-8' };
    if (charset !== 'utf-8') return { text: decode(part, charset), charset, ground };
    const text = decode(part, 'utf-8');
    // A few broken bytes in a text that says UTF-8 do not make it another charset.
    if (isMostlyWhole(text)) return { text, charset, ground };
  }
  if (strict !== null) return { text: strict, charset: 'utf-8', ground: 'utf-8' };
  const detected = detectCharset(part);
  if (detected) return { text: decode(part, detected), charset: detected, ground: 'detection' };
  return { text: decode(part, 'windows-1252'), charset: 'windows-1252', ground: 'fallback' };
}

type Declaration = { charset: string; label: string; ground: 'http' | 'declaration' };

function declarations(bytes: Uint8Array, contentType: string | null, syntax: 'html' | 'xml'): readonly Declaration[] {
  const label = /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1] ?? '';
  const http = labelOf(label);
  const inside = declaredIn(bytes, syntax);
  return [
    // UTF-32 and UTF-16 would have shown in the first bytes.
    ...(http && !/^utf-(?:16|32)/.test(http) ? [{ charset: http, label, ground: 'http' as const }] : []),
    ...(inside ? [{ ...inside, ground: 'declaration' as const }] : []),
  ];
}

/** Whether strict UTF-8 goes by the name of a charset of single bytes. */
function isMislabelled(strict: string, charset: string, label: string): boolean {
  if (!SINGLE_BYTE_LATIN.test(charset)) return false;
  return !MEANT.test(label) || (strict.match(/[\u0080-\uffff]/g)?.length ?? 0) > CHANCE_LETTERS;
}

function bomOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
}

/** Two characters of ASCII in two bytes each. */
function patternOf(bytes: Uint8Array): string | null {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a === 0 && b > 0 && c === 0 && d > 0) return 'utf-16be';
  return a > 0 && b === 0 && c > 0 && d === 0 ? 'utf-16le' : null;
}

function declaredIn(bytes: Uint8Array, syntax: 'html' | 'xml'): { charset: string; label: string } | null {
  const head = new TextDecoder('windows-1252')
    .decode(bytes.subarray(0, DECLARATION_BYTES))
    .replace(/<!--[\s\S]*?-->/g, '');
  const tags = syntax === 'xml' ? /<\?xml\s[^>]{0,200}\?>/gi : /<meta\s[^>]{0,500}>|<\?xml\s[^>]{0,200}\?>/gi;
  for (const [tag] of head.matchAll(tags)) {
    const label = /(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(tag)?.[1] ?? '';
    const charset = labelOf(label);
    if (charset) return { charset: /^utf-(?:16|32)/.test(charset) ? 'utf-8' : charset, label };
  }
  return null;
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

function decodeStrict(bytes: Uint8Array, isCut: boolean): string | null {
  try {
    // A cut at the size limit may split the last letter: streaming forgives that one.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

/** Whether more letters beyond ASCII came out whole than broken. */
function isMostlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  if (broken <= 2) return true;
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return whole > broken;
}
