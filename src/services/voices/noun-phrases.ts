import type { VoiceProfile } from './profile.ts';
import { MASK } from './quotation-spans.ts';

/** Words of a passage that name somebody, and where they begin. */
export type NamedPhrase = { words: string; at: number };

/** The noun phrase that begins at `from`, blanks skipped; undefined where none does. Titles' points ("M.", "Dr.") end nothing. */
export function readPhraseAt(masked: string, from: number, profile: VoiceProfile): NamedPhrase | undefined {
  const at = from + (/^\s*/u.exec(masked.slice(from))?.[0].length ?? 0);
  const rest = masked.slice(at);
  const word = /^[\p{L}\p{N}’'-]+/u.exec(rest)?.[0] ?? '';
  if (profile.pronouns.has(word.toLowerCase())) return { words: word, at };
  if (!beginsAsName(rest, profile)) return undefined;
  const words = cutPhrase(rest, profile);
  return words === '' ? undefined : { words, at };
}

/**
 * The subject that stands before a verb: the noun phrase that touches it or, across an apposition, the first of its clause
 * ("Jens Stoltenberg, asked at his press conference, said"). Undefined where the verb carries on with the subject before.
 */
export function readSubjectBefore(masked: string, verbAt: number, profile: VoiceProfile): NamedPhrase | undefined {
  const left = masked.slice(0, verbAt).replace(/\([^()]*\)/gu, (inside) => ' '.repeat(inside.length));
  const hard = Math.max(left.search(new RegExp(`[;:—–${MASK}\\n][^;:—–${MASK}\\n]*$`, 'u')), -1) + 1;
  const segments = cutSegments(left, hard);
  const touching = segments.at(-1);
  if (!touching) return undefined;
  const near = withoutTrailing(touching.words, profile);
  if (near.trim() !== '') return subjectIn({ words: near, at: touching.at }, profile);
  for (const segment of segments) {
    const found = readPhraseAt(segment.words, 0, profile);
    if (!found || found.words === '' || startsOtherwise(found.words, profile)) continue;
    return { words: untilName(segment.words.trim()) ?? found.words, at: segment.at + found.at };
  }
  return undefined;
}

/** The first subject of a passage's clause, for a verb that stands without one: "le navire dérive et a demandé". */
export function readFirstSubject(masked: string, verbAt: number, profile: VoiceProfile): NamedPhrase | undefined {
  const left = `${masked.slice(0, verbAt)},`;
  return readSubjectBefore(left, left.length, profile);
}

/** "Actor and campaigner Brian Rix": a short segment that ends with a name is one phrase. */
function untilName(words: string): string | undefined {
  const isShort = words.split(/\s+/u).length <= 10;
  const run = Array.from(words.matchAll(NAME_RUN)).at(-1);
  return isShort && run && run.index + run[0].length === words.length ? words : undefined;
}

/** The person whom a passage is about, when its subject is a person's full name or a known one's: for pronouns to come. */
export function findSubjectName(masked: string, profile: VoiceProfile): string | undefined {
  for (const { words } of cutSegments(masked.slice(0, MAX_SUBJECT_CHARS), 0)) {
    const piece = words.trim();
    if (piece === '' || startsOtherwise(piece, profile)) continue;
    const phrase = beginsAsName(piece, profile) ? cutPhrase(piece, profile) : '';
    const [run] = Array.from(phrase.matchAll(NAME_RUN));
    const name = run ? run[0] : /^\p{Lu}[\p{L}’'-]+(?=\s|$)/u.exec(phrase)?.[0];
    if (name === undefined || new RegExp(`^${profile.determiners}`, 'iu').test(`${name} `)) continue;
    const before = phrase.slice(0, phrase.indexOf(name));
    if (before.trim().split(/\s+/u).length <= MAX_ROLE_WORDS) return name;
  }
  return undefined;
}

const MAX_SUBJECT_CHARS = 600;

/** "Chelsea manager Antonio Conte": more words before the name, and it is an object. */
const MAX_ROLE_WORDS = 2;

function cutSegments(left: string, from: number): NamedPhrase[] {
  const segments: NamedPhrase[] = [];
  let at = from;
  for (const words of left.slice(from).split(',')) {
    segments.push({ words, at });
    at += words.length + 1;
  }
  return segments;
}

function withoutTrailing(words: string, profile: VoiceProfile): string {
  const pattern = new RegExp(`(?<![\\p{L}’'])${profile.trailing}\\s*$`, 'iu');
  let rest = words;
  while (pattern.test(rest)) rest = rest.replace(pattern, '');
  return rest;
}

function subjectIn(segment: NamedPhrase, profile: VoiceProfile): NamedPhrase | undefined {
  const starts = new RegExp(
    `(?<![\\p{L}\\p{N}’'-])(?:${profile.clauseStarts})(?![\\p{L}\\p{N}])\\s*|(?<=qu['’])`,
    'giu',
  );
  let from = 0;
  for (const match of segment.words.matchAll(starts)) from = match.index + match[0].length;
  const piece = segment.words.slice(from);
  const at = segment.at + from;
  const last = /(?:^|\s)([\p{L}’'-]+)\s*$/u.exec(piece);
  if (last && profile.pronouns.has((last[1] ?? '').toLowerCase()))
    return { words: last[1] ?? '', at: at + piece.lastIndexOf(last[1] ?? '') };
  const blank = /^\s*/u.exec(piece)?.[0].length ?? 0;
  const words = piece.slice(blank);
  if (words.trim() === '') return undefined;
  if (!startsOtherwise(words, profile) && (beginsAsName(words, profile) || profile.complement === ''))
    return { words: cutPhrase(words, profile), at: at + blank };
  return lastNameIn(words, at + blank);
}

/** After a preposition's phrase without a comma: "Last week Theresa May said". */
function lastNameIn(words: string, at: number): NamedPhrase | undefined {
  const names = Array.from(words.matchAll(NAME_RUN));
  const last = names.at(-1);
  return last && last.index > 0 ? { words: last[0], at: at + last.index } : undefined;
}

/** Two or more capitalized words in a row: a person's full name, or an institution's. */
export const NAME_RUN =
  /\p{Lu}[\p{L}’'.-]*\p{L}(?:\s+(?:(?:de|van|von|der|bin|al|el|Di|De|da)\s+)?\p{Lu}[\p{L}’'-]*)+/gu;

function beginsAsName(words: string, profile: VoiceProfile): boolean {
  return /^\p{Lu}/u.test(words) || new RegExp(`^${profile.determiners}`, 'iu').test(words);
}

function startsOtherwise(words: string, profile: VoiceProfile): boolean {
  return new RegExp(`^(?:${profile.notSubjects})(?![\\p{L}’'])`, 'iu').test(words);
}

function cutPhrase(words: string, profile: VoiceProfile): string {
  const titled = words.replace(
    /(?<=(?<!\p{L})(?:M|Mr|Mrs|Ms|Dr|Me|St|Gen|Sen|Rep|Gov|Prof|Lt|Col|\p{Lu}))\./gu,
    '\uE001',
  );
  const end = titled.search(
    new RegExp(`[,;:!?«»"“”()—–${MASK}]|\\.(?!\\d)|\\s-\\s|\\s(?:${profile.phraseEnds})(?![\\p{L}’'-])`, 'u'),
  );
  const phrase = words.slice(0, end === -1 ? words.length : end).trim();
  // A determiner alone names nobody.
  const named = `${phrase} `.replace(new RegExp(`^${profile.determiners}`, 'iu'), '');
  return /\p{L}{2}/u.test(named) ? phrase : '';
}
