/** Where a page's charset was read, and what it is (a WHATWG label). */
export type Decoded = { html: string; charset: string; ground: 'bom' | 'http' | 'meta' | 'utf-8' | 'fallback' };

/** A declaration further down is not one (HTML asks for the first 1,024 bytes; real pages are late). */
const DECLARATION_BYTES = 4_096;
/** Charsets in which any bytes are text: bytes that are strict UTF-8 all the same are UTF-8, mislabelled. */
const SINGLE_BYTE_LATIN = /^(?:windows-125[0247]|iso-8859-(?:1|2|3|4|9|10|13|14|15|16)|macintosh)$/;

/**
 * The text of a page: by its byte order mark, the HTTP header, the declaration in its first bytes, strict UTF-8, and windows-1252 as
 * the last resort. UTF-16 declared in the page itself is not believed (the declaration was readable as ASCII). Only the first
 * `maxBytes` are read.
 */
export function decodePage(bytes: Uint8Array, contentType: string | null, maxBytes: number): Decoded {
  const part = bytes.subarray(0, maxBytes);
  const mark = bomOf(part);
  if (mark) return { html: decode(part, mark), charset: mark, ground: 'bom' };
  const pattern = patternOf(part);
  if (pattern) return { html: decode(part, pattern), charset: pattern, ground: 'bom' };
  const http = labelOf(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1]);
  const declared = http ?? declaredIn(part);
  if (declared && declared !== 'utf-8') {
    const strict = SINGLE_BYTE_LATIN.test(declared) ? decodeStrict(part) : null;
    if (strict !== null) return { html: strict, charset: 'utf-8', ground: 'utf-8' };
    return { html: decode(part, declared), charset: declared, ground: http ? 'http' : 'meta' };
  }
  const strict = decodeStrict(part);
  if (strict !== null) return { html: strict, charset: 'utf-8', ground: declared ? (http ? 'http' : 'meta') : 'utf-8' };
  // A few broken bytes in a page that says UTF-8 do not make it another charset.
  if (declared) return { html: decode(part, 'utf-8'), charset: 'utf-8', ground: http ? 'http' : 'meta' };
  return { html: decode(part, 'windows-1252'), charset: 'windows-1252', ground: 'fallback' };
}

function bomOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
}

/** An opening “<” in two bytes. */
function patternOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  return bytes[0] === 0x3c && bytes[1] === 0 ? 'utf-16le' : null;
}

function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252')
    .decode(bytes.subarray(0, DECLARATION_BYTES))
    .replace(/<!--[\s\S]*?-->/g, '');
  for (const [tag] of head.matchAll(/<meta\s[^>]{0,500}>|<\?xml\s[^>]{0,200}\?>/gi)) {
    const label = labelOf(/(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(tag)?.[1]);
    if (label) return label.startsWith('utf-16') ? 'utf-8' : label;
  }
  return null;
}

/** The charset's own name; null for one that nobody knows. */
function labelOf(label: string | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

function decodeStrict(bytes: Uint8Array): string | null {
  try {
    // A cut at the size limit may split the last letter: streaming forgives that one.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
