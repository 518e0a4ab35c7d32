import { analyse } from 'chardet';
import { labelOf } from './charset-labels.ts';

/** Letters repeat: more bytes than these say nothing new. */
const SAMPLE_BYTES = 64_000;
/** Below this the detector's first choice is a guess. */
const MIN_CONFIDENCE = 10;

/** Fewer letters beyond ASCII fit too many charsets. */
const MIN_LETTERS = 6;

/**
 * The charset that undeclared bytes look like, by the frequency of their letters: for those that are no UTF-8 only. Null
 * where nothing fits, or too little is there to say.
 */
export function detectCharset(bytes: Uint8Array): string | null {
  const sample = sampleOf(bytes);
  if (sample.filter((byte) => byte > LAST_ASCII).length < MIN_LETTERS) return null;
  for (const { name, confidence } of analyse(sample)) {
    const label = labelOf(name);
    if (label === null || label.startsWith('utf-')) continue;
    if (confidence < MIN_CONFIDENCE) return null;
    if (!new TextDecoder(label).decode(sample, { stream: true }).includes('\ufffd')) return label;
  }
  return null;
}

/** The text without its tags, whose ASCII would make any text look Western. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample: number[] = [];
  let isTag = false;
  for (const [i, byte] of bytes.entries()) {
    if (byte === LESS && isTagStart(bytes[i + 1] ?? 0)) isTag = true;
    if (!isTag) sample.push(byte);
    if (byte === GREATER) isTag = false;
    if (sample.length >= SAMPLE_BYTES) break;
  }
  return Uint8Array.from(sample);
}

/** A letter, / or ?. A section of CDATA is text. */
function isTagStart(byte: number): boolean {
  return byte === 0x2f || byte === 0x3f || (byte >= 0x41 && byte <= 0x7a);
}

const LESS = 0x3c;
const GREATER = 0x3e;
const LAST_ASCII = 0x7f;
