import { createHash, randomBytes } from 'node:crypto';

/** A source of randomness as an argument: `length` bytes. Tests pass a counter. */
export type Random = (length: number) => Uint8Array;

/** The operating system's randomness. */
export const systemRandom: Random = (length) => randomBytes(length);

/** Crockford's alphabet, lower case: no i, l, o or u, so an id can be read aloud (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** What `newId` gives: for schemas that receive an id from outside. */
export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{12}$/;

/** The first `length` base32 characters of `bytes`, five bits each. Throws a RangeError when there are too few bytes. */
export function encodeBase32(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * 5) throw new RangeError(`${bytes.length} bytes are too few for ${length} characters`);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** A new id of 12 base32 characters (60 bits). */
export function newId(random: Random): string {
  return encodeBase32(random(8), 12);
}

/** The first `length` base32 characters of the SHA-256 of `fields`, each preceded by its length so that no two lists collide. */
export function hashFields(fields: readonly (string | number)[], length: number): string {
  const hash = createHash('sha256');
  for (const field of fields.map(String)) hash.update(`${Buffer.byteLength(field)}:${field}`);
  return encodeBase32(hash.digest(), length);
}
