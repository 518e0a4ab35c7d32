/** UTF-32 by its mark or by the zeros around its first character; null for anything else. */
export function utf32Of(bytes: Uint8Array): 'utf-32be' | 'utf-32le' | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d > 0))) return 'utf-32be';
  return c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (b === 0 && a > 0)) ? 'utf-32le' : null;
}

/** The text of UTF-32, which no browser reads and some programs write; what is no character becomes U+FFFD. */
export function decodeUtf32(bytes: Uint8Array, charset: 'utf-32be' | 'utf-32le'): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, charset === 'utf-32le');
    if (at === 0 && code === 0xfe_ff) continue;
    const isCharacter = code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
    parts.push(isCharacter ? String.fromCodePoint(code) : '\ufffd');
  }
  return parts.join('');
}
