import type { Style } from './web-plan.ts';

const tables = new Map<string, ReadonlyMap<string, number>>();

/** `text` as the bytes of a feed in its charset; a letter that the charset lacks becomes a character reference. */
export function encodeXml(text: string, charset: Style['charset']): Uint8Array {
  if (charset === 'utf-8') return Buffer.from(text);
  if (charset === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  const table = tableOf(charset);
  const bytes: number[] = [];
  for (const letter of text) {
    const byte = table.get(letter);
    if (byte !== undefined) bytes.push(byte);
    else bytes.push(...Buffer.from(`&#${letter.codePointAt(0)};`));
  }
  return Uint8Array.from(bytes);
}

/** What the platform decodes, turned around. ISO-8859-1 has controls where Windows has quotation marks. */
function tableOf(charset: string): ReadonlyMap<string, number> {
  const known = tables.get(charset);
  if (known) return known;
  const decoder = new TextDecoder(charset);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter(
    (byte) => charset !== 'iso-8859-1' || byte < 0x80 || byte > 0x9f,
  );
  const table = new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  tables.set(charset, table);
  return table;
}
