import { analyse } from 'chardet';
import { labelOf } from './charset-labels.ts';

/** Letters repeat: more bytes than these say nothing new. */
const SAMPLE_BYTES = 64_000;
/** Below this the detector's first choice is a guess. */
const MIN_CONFIDENCE = 10;

/** Fewer letters beyond ASCII fit too many charsets. */
const MIN_LETTERS = 6;

/** Above this share of bytes beyond ASCII a word is in another script, and ASCII words around it say nothing. */
const OTHER_SCRIPT = 0.5;

/**
 * The charset that undeclared bytes look like, by the frequency of their letters: for those that are no UTF-8 only. Null
 * where nothing fits, or too little is there to say.
 */
export function detectCharset(bytes: Uint8Array): string | null {
  const text = withoutTags(bytes);
  const words = text.match(/[^\s]*[\x80-\xff][^\s]*/g)?.join(' ') ?? '';
  const letters = words.match(/[\x80-\xff]/g)?.length ?? 0;
  if (letters < MIN_LETTERS) return null;
  const sample = Buffer.from(letters >= words.length * OTHER_SCRIPT ? words : text, 'latin1');
  for (const { name, confidence } of analyse(sample)) {
    const label = labelOf(name);
    if (label === null || label.startsWith('utf-')) continue;
    if (confidence < MIN_CONFIDENCE) return null;
    if (!new TextDecoder(label).decode(sample, { stream: true }).includes('\ufffd')) return label;
  }
  return null;
}

/** A byte a character, without the tags, whose ASCII would make any text look Western. A section of CDATA is text. */
function withoutTags(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE_BYTES)).toString('latin1');
  return text.replace(/<[a-z/?][^>]*>/gi, ' ');
}
