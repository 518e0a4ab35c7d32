import { eld } from 'eld/small';
import { strangenessOf } from './alphabets.ts';
import type { Detected } from './detected.ts';
import { hasPossessive, isTitleCase } from './headline-english.ts';
import { weighLittleWords } from './little-words.ts';
import { keepScript, readScript, type ScriptReading } from './scripts.ts';

const READ_CHARS = 2_000;
/** The detector reads no further than some 400 bytes. */
const PIECE_CHARS = 400;
const NOTHING: Detected = { language: null, confidence: 0, isSure: false };

/** Languages that the detector does not know: each starts a little below those that it is taken for (`*`: whatever leads). */
const UNKNOWN_TO_DETECTOR: Readonly<Record<string, { like: readonly string[]; below: number }>> = {
  af: { like: ['nl'], below: 0.03 },
  gl: { like: ['es', 'pt'], below: 0.05 },
  id: { like: ['ms'], below: 0 },
  cy: { like: ['*'], below: 0.04 },
  ig: { like: ['*'], below: 0.04 },
  mt: { like: ['*'], below: 0.04 },
};

/** In units of the detector's score, 0 to 1. Chosen by measurement (docs/decisions/languages.md). */
const LITTLE_WORDS = 0.1;
const STRANGE_LETTERS = 0.4;
const TITLE_CASE = 0.1;
const POSSESSIVE = 0.05;
/** Cyrillic without any of its own letters is no Serbian at this length; without any that Serbian lacks it is nothing else. */
const SERBIAN = { own: /[јљњћђџ]/iu, ownWithin: 30, others: /[йъыьэюящ]/iu, othersWithin: 60, below: 0.1 };

/** Written with an ideograph or sign a syllable: fewer say as much. */
const DENSE = new Set(['Han', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan', 'Ethiopic']);
const SURE_LETTERS = 80;
const SURE_DENSE_LETTERS = 30;
const SURE_CONFIDENCE = 0.6;

/**
 * The language of a text: by its script where that tells it, else by the detector with function words, letters and capitals as
 * further evidence. Of a long text several pieces are read; where they differ, none is sure.
 */
export function detectText(text: string): Detected {
  const read = text.slice(0, READ_CHARS).normalize('NFC');
  if (read.length < 2 * PIECE_CHARS) return detectPiece(read);
  const pieces = cutPieces(read).map(detectPiece);
  const votes = Map.groupBy(pieces, ({ language }) => language);
  const weighed = [...votes.values()].toSorted((a, b) => sumOf(b) - sumOf(a));
  const [first] = weighed[0]?.toSorted((a, b) => b.confidence - a.confidence) ?? [];
  if (!first) return NOTHING;
  return weighed.length === 1 ? first : { ...first, confidence: first.confidence / 2, isSure: false };
}

function sumOf(pieces: readonly Detected[]): number {
  return pieces.reduce((sum, { confidence }) => sum + confidence, 0);
}

/** From the start, the middle and the end, each from the beginning of a word. */
function cutPieces(text: string): readonly string[] {
  const starts = [0, (text.length - PIECE_CHARS) / 2, text.length - PIECE_CHARS];
  return starts.map((start) => {
    const from = start === 0 ? 0 : text.indexOf(' ', start) + 1;
    const at = from > 0 && from < start + PIECE_CHARS / 4 ? from : Math.floor(start);
    return text.slice(at, at + PIECE_CHARS);
  });
}

function detectPiece(read: string): Detected {
  const script = readScript(read);
  if (script.script === null) return NOTHING;
  if (script.language !== null)
    return judge(script.language, script.letters / (script.letters + (DENSE.has(script.script) ? 1 : 3)), script);
  const ranked = rankLanguages(keepScript(read, script.script), read, script);
  const [first, second] = ranked;
  if (!first) return NOTHING;
  return judge(toTag(first.language), confidenceOf(first.score - (second?.score ?? 0), script.letters), script);
}

/** Twelve letters with a clear lead, or many with a small one, make one half. */
function confidenceOf(lead: number, letters: number): number {
  return (lead / (lead + 0.03)) * (letters / (letters + 12));
}

function judge(language: string, confidence: number, { script, letters }: ScriptReading): Detected {
  const enough = letters >= (DENSE.has(script ?? '') ? SURE_DENSE_LETTERS : SURE_LETTERS);
  return { language, confidence, isSure: enough && confidence >= SURE_CONFIDENCE };
}

type Candidate = { language: string; score: number };

function rankLanguages(own: string, whole: string, script: ScriptReading): readonly Candidate[] {
  const words = own.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const candidates = withUnknown(eld.detect(own).getScores(), script);
  const little = weighLittleWords(words);
  const strangeness = strangenessOf(words);
  const english = (isTitleCase(whole) ? TITLE_CASE : 0) + (hasPossessive(whole) ? POSSESSIVE : 0);
  return candidates
    .map(({ language, score }) => {
      const familiar = (LITTLE_WORDS * (little.get(language) ?? 0)) / Math.sqrt(words.length + 2);
      const strange = STRANGE_LETTERS * strangeness(language);
      const extra = language === 'en' ? english : 0;
      const lacking = script.script === 'Cyrillic' ? lackOf(language, own, script.letters) : 0;
      return { language, score: score + familiar + extra - strange - lacking };
    })
    .toSorted((a, b) => b.score - a.score);
}

function lackOf(language: string, text: string, letters: number): number {
  const { own, ownWithin, others, othersWithin, below } = SERBIAN;
  const isLacking =
    language === 'sr' ? letters >= ownWithin && !own.test(text) : letters >= othersWithin && !others.test(text);
  return isLacking ? below : 0;
}

function withUnknown(scores: Readonly<Record<string, number>>, { script }: ScriptReading): readonly Candidate[] {
  const known = Object.entries(scores).map(([language, score]) => ({ language, score }));
  const leading = Math.max(0, ...known.map(({ score }) => score));
  if (script !== 'Latin' || leading === 0) return known;
  const unknown = Object.entries(UNKNOWN_TO_DETECTOR).flatMap(([language, { like, below }]) => {
    const base = Math.max(0, ...like.map((other) => (other === '*' ? leading : (scores[other] ?? 0))));
    return base > 0 ? [{ language, score: base - below }] : [];
  });
  return [...known, ...unknown];
}

/** The news writes Bokmål where it says Norwegian. */
function toTag(language: string): string {
  return language === 'no' ? 'nb' : language;
}
