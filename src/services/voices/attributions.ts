import { type NamedPhrase, readFirstSubject, readPhraseAt, readSubjectBefore } from './noun-phrases.ts';
import type { Passage } from './passages.ts';
import type { VoiceProfile } from './profile.ts';
import { MASK } from './quotation-spans.ts';

/** That somebody says the passage, or a part of it. */
export type Attribution = {
  /** As the passage names the speaker; null where the verb carries on with the one before. */
  speaker: string | null;
  /** Where the verb or formula begins. */
  at: number;
  end: number;
  via: string | null;
  /** Counts beside quoted words only. */
  needsQuotation: boolean;
  /** The passage ends with it: "..., the agency reports." */
  closes: boolean;
  /** A clause of its own: the subject follows a comma, a quotation or the passage's start. */
  opensClause: boolean;
  /** The speaker is named behind the verb, as only words that stand before it are. */
  namedBehind: boolean;
};

/** Every attribution that the passage's own words make (never words inside its quotations), in order. */
export function findAttributions({ masked }: Pick<Passage, 'masked'>, profile: VoiceProfile): readonly Attribution[] {
  return [...findFormulas(masked, profile), ...findVerbs(masked, profile)].toSorted((a, b) => a.at - b.at);
}

function word(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}’'-])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
}

function findFormulas(masked: string, profile: VoiceProfile): readonly Attribution[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}’'-])${profile.formulas}\\s+(?:${profile.sources})?`, 'giu');
  return Array.from(masked.matchAll(pattern)).flatMap((match): Attribution[] => {
    const end = match.index + match[0].length;
    const bare = match.index + (/^\S+(?:\s(?:to|de|du))?\s*/u.exec(match[0])?.[0].length ?? 0);
    const named = readPhraseAt(masked, end, profile) ?? readPhraseAt(masked, bare, profile);
    if (!named || named.words === '') return [];
    const behind = named.at + named.words.length;
    return [
      {
        speaker: named.words,
        at: match.index,
        end: behind,
        via: readVia(masked, behind, profile),
        needsQuotation: false,
        closes: /^[\s.!?]*$/u.test(masked.slice(behind)),
        opensClause: true,
        namedBehind: false,
      },
    ];
  });
}

function readVia(masked: string, from: number, profile: VoiceProfile): string | null {
  const passed = new RegExp(`^\\s*${profile.passedOnBy}`, 'iu').exec(masked.slice(from));
  return passed ? (readPhraseAt(masked, from + passed[0].length, profile)?.words ?? null) : null;
}

/** More in one sentence is no prose. */
const MAX_VERBS = 30;

function findVerbs(masked: string, profile: VoiceProfile): readonly Attribution[] {
  const found: Attribution[] = [];
  const taken: { at: number; end: number }[] = [];
  // The first pattern that matches at a place has it: "a-t-il dit" before "dit".
  const look = (pattern: RegExp, read: (match: RegExpExecArray) => Attribution | undefined) => {
    for (const match of masked.matchAll(pattern)) {
      const [at, end] = [match.index, match.index + match[0].length];
      if (taken.some((other) => other.at < end && at < other.end)) continue;
      if (taken.length >= MAX_VERBS) return;
      taken.push({ at, end });
      const one = read(match);
      if (one) found.push(one);
    }
  };
  if (profile.inverted !== '') look(word(profile.inverted), (match) => invertedAt(masked, match));
  look(word(profile.quotedBy.trimEnd()), (match) => quotedByAt(masked, match, profile));
  look(word(profile.says), (match) => verbAt(masked, match, profile, false));
  look(word(profile.saysQuoted), (match) => verbAt(masked, match, profile, true));
  const behindQuotation = `(?<=${MASK},\\s*)(?:${profile.afterQuotation})(?![\\p{L}\\p{N}-])`;
  look(new RegExp(behindQuotation, 'gu'), (match) => anyVerbAt(masked, match, profile));
  look(word(profile.saying), (match) => participleAt(masked, match, profile));
  return found;
}

function invertedAt(masked: string, match: RegExpExecArray): Attribution {
  const end = match.index + match[0].length;
  return {
    ...bounds(masked, match.index, end),
    speaker: match.slice(1).find((group) => group !== undefined) ?? null,
    via: null,
    needsQuotation: false,
    opensClause: true,
    namedBehind: true,
  };
}

function quotedByAt(masked: string, match: RegExpExecArray, profile: VoiceProfile): Attribution | undefined {
  const end = match.index + match[0].length;
  const subject = readSubjectBefore(masked, match.index, profile);
  const via = readPhraseAt(masked, end, profile)?.words ?? null;
  if (!subject) return undefined;
  return {
    ...bounds(masked, match.index, end),
    speaker: subject.words,
    via,
    needsQuotation: false,
    opensClause: true,
    namedBehind: false,
  };
}

function verbAt(
  masked: string,
  match: RegExpExecArray,
  profile: VoiceProfile,
  needsQuotation: boolean,
): Attribution | undefined {
  const at = match.index;
  const end = at + match[0].length;
  const before = masked.slice(0, at);
  if (isNoun(before, profile) || isNegated(before)) return undefined;
  const behind = readBehind(masked, at, end, profile);
  const subject = behind ?? readSubjectBefore(masked, at, profile) ?? readLateBehind(masked, end, profile);
  const speaker = subject ?? readFirstSubject(masked, at, profile);
  const places = bounds(masked, at, end);
  const isReport =
    behind || places.closes || hasComplement(masked.slice(end), profile) || saysThing(masked, match, profile);
  if (!isReport && !masked.includes(MASK)) return undefined;
  return {
    ...places,
    closes:
      places.closes || (behind !== undefined && /^[\s.!?]*$/u.test(masked.slice(behind.at + behind.words.length))),
    speaker: speaker?.words ?? null,
    via: null,
    needsQuotation: needsQuotation || !isReport,
    namedBehind: behind !== undefined,
    opensClause: behind !== undefined || (subject !== undefined && opensClause(masked, subject.at)),
  };
}

/** A verb that is not known, with its pronoun or its subject behind it, right after a quotation. */
function anyVerbAt(masked: string, match: RegExpExecArray, profile: VoiceProfile): Attribution | undefined {
  if (match.slice(1).some((group) => group !== undefined)) return invertedAt(masked, match);
  const end = match.index + match[0].length;
  const named = readBehind(masked, match.index, end, profile);
  const isSubject = named && endsSpeaker(masked.slice(named.at + named.words.length), profile, ',');
  if (!isSubject) return undefined;
  return {
    ...bounds(masked, match.index, end),
    speaker: named.words,
    via: null,
    needsQuotation: true,
    opensClause: true,
    namedBehind: true,
  };
}

/** A subject behind its verb: "..., said Burns", "«...», a expliqué à l'AFP le ministre". */
function readBehind(masked: string, at: number, end: number, profile: VoiceProfile): NamedPhrase | undefined {
  const before = masked.slice(0, at).trimEnd();
  const afterQuotation = new RegExp(`${MASK}[,.]?$`, 'u').test(before);
  const afterComma = before.endsWith(',') || before === '';
  if (!afterQuotation && !afterComma) return undefined;
  const between = new RegExp(`^${profile.betweenVerbAndSubject}`, 'u').exec(masked.slice(end));
  if (!between) return undefined;
  const named = readPhraseAt(masked, end + between[0].length, profile);
  if (!named) return undefined;
  const rest = masked.slice(named.at + named.words.length);
  const isSimple = profile.afterSpeaker !== '' && !/\s/u.test(masked.slice(at, end).trim());
  // Behind a plain comma "a évoqué la nécessité" has an object there, not a subject.
  const isSubject = afterQuotation || isSimple || between[0].trim() !== '' || endsSpeaker(rest, profile);
  return isSubject ? named : undefined;
}

/** A subject far behind its quotation: "«...» à 9 h 30, a expliqué à Franceinfo la direction". */
function readLateBehind(masked: string, end: number, profile: VoiceProfile): NamedPhrase | undefined {
  if (!masked.includes(MASK) || profile.betweenVerbAndSubject === '\\s+') return undefined;
  const between = new RegExp(`^${profile.betweenVerbAndSubject}`, 'u').exec(masked.slice(end));
  const named = between?.[0].trim() ? readPhraseAt(masked, end + between[0].length, profile) : undefined;
  return named && endsSpeaker(masked.slice(named.at + named.words.length), profile) ? named : undefined;
}

function endsSpeaker(rest: string, profile: VoiceProfile, stop = ''): boolean {
  if (stop !== '' && rest.trimStart().startsWith(stop)) return true;
  if (/^\s*(?:\([^)]*\)\s*)?(?:[.!?](?!\d)|$)/u.test(rest)) return true;
  return profile.afterSpeaker !== '' && new RegExp(`^\\s*${profile.afterSpeaker}`, 'u').test(rest);
}

function saysThing(masked: string, match: RegExpExecArray, profile: VoiceProfile): boolean {
  const isObject = new RegExp(`^\\s+${profile.determiners}`, 'u').test(masked.slice(match.index + match[0].length));
  return isObject && new RegExp(profile.saysThings, 'iu').test(match[0]);
}

function participleAt(masked: string, match: RegExpExecArray, profile: VoiceProfile): Attribution | undefined {
  const end = match.index + match[0].length;
  const isReport = hasComplement(masked.slice(end), profile);
  if (!isReport && !masked.includes(MASK)) return undefined;
  const first = readFirstSubject(masked, match.index, profile);
  return {
    ...bounds(masked, match.index, end),
    speaker: first?.words ?? null,
    via: null,
    needsQuotation: !isReport,
    opensClause: false,
    namedBehind: false,
  };
}

function bounds(masked: string, at: number, end: number): Pick<Attribution, 'at' | 'end' | 'closes'> {
  return { at, end, closes: /^[\s.!?]*$/u.test(masked.slice(end)) };
}

function hasComplement(after: string, profile: VoiceProfile): boolean {
  return profile.complement === '' || new RegExp(`^${profile.complement}`, 'u').test(after);
}

/** "la note", "cette annonce": a determiner right before makes a noun of it. */
function isNoun(before: string, profile: VoiceProfile): boolean {
  return new RegExp(`(?<![\\p{L}])${profile.articles}$`, 'iu').test(before);
}

function isNegated(before: string): boolean {
  return /(?:(?<!\p{L})(?:not|never)|n['’]t)\s*$/iu.test(before);
}

function opensClause(masked: string, at: number): boolean {
  const before = masked.slice(0, at).trimEnd();
  return (
    before === '' ||
    new RegExp(`(?:[,;:—–${MASK}]|(?<!\\p{L})(?:while|but|tandis que|mais|que|aber))$`, 'iu').test(before)
  );
}
