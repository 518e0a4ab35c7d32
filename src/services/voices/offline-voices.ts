import type { Article } from '../articles.ts';
import { baseLanguage } from '../languages.ts';
import { type Attribution, findAttributions } from './attributions.ts';
import { findSubjectName } from './noun-phrases.ts';
import { collectPassages, type Passage } from './passages.ts';
import type { VoiceProfile } from './profile.ts';
import { ENGLISH } from './profile-en.ts';
import { FRENCH } from './profile-fr.ts';
import { GERMAN } from './profile-de.ts';
import { MASK, type QuotationSpan } from './quotation-spans.ts';
import { createSpeakers, type Speakers } from './speakers.ts';
import type { Voice } from './voices-text.ts';

const PROFILES: Readonly<Record<string, VoiceProfile>> = { fr: FRENCH, en: ENGLISH, de: GERMAN };

/** Whether verbs of saying are known in a language; elsewhere only quotations are told apart from the outlet's own words. */
export function areVoicesKnown(language: string): boolean {
  return baseLanguage(language) in PROFILES;
}

/** A voice with its place in the paragraph, for measuring. */
export type PlacedVoice = Voice & { start: number };

/**
 * Who says what in an article, by its quotation marks and verbs of saying: every claim is a passage of it, verbatim, in order.
 * Pronouns lead to the one named last. Deterministic; what it cannot see stands in docs/decisions/voices.md.
 */
export function findVoices(article: Article): readonly PlacedVoice[] {
  const profile = PROFILES[baseLanguage(article.language)];
  const passages = collectPassages(article);
  if (!profile) return passages.map((passage) => ownOrUnnamed(passage, null));
  const speakers = createSpeakers(article, profile);
  return passages.flatMap((passage) => voicesOf(passage, profile, speakers));
}

function voicesOf(passage: Passage, profile: VoiceProfile, speakers: Speakers): readonly PlacedVoice[] {
  const shares = shareQuotations(passage, chooseAttributions(passage, profile));
  const voices: PlacedVoice[] = [];
  for (const { attribution, spans } of shares) {
    const words = attribution.speaker;
    if (words === null) continue;
    const speaker = speakers.resolve(words);
    const { name } = speaker;
    const same = voices.find((voice) => voice.speaker === name);
    const quotations = spans.map(({ inner }) => inner);
    if (same) same.quotations = [...same.quotations, ...quotations];
    else
      voices.push({
        ...placed(passage),
        kind: kindOf(passage, attribution, spans),
        speaker: name,
        namedAs: speaker.namedAs,
        via: attribution.via,
        quotations,
      });
  }
  if (voices.length > 0) return voices;
  const before = speakers.last();
  const subject = findSubjectName(passage.masked, profile);
  if (subject !== undefined) speakers.mention(subject);
  return [ownOrUnnamed(passage, before)];
}

/** So much unquoted text between two stops is no sentence: the rules would only take time over it. */
const MAX_READ_CHARS = 3_000;
const MAX_INCISES = 40;
const INCISE_CHARS = 200;

/** Those that say a clause of their own; a reporter at the end ("..., Reuters reports") passes the first one's words on. */
function chooseAttributions(passage: Passage, profile: VoiceProfile): readonly Attribution[] {
  if (passage.masked.replaceAll(MASK, '').length > MAX_READ_CHARS) return [];
  const found = findAttributions(passage, profile).filter((one) => !one.needsQuotation || passage.spans.length > 0);
  const list = found.length > 0 ? found : findIncises(passage, profile);
  const chosen: Attribution[] = [];
  for (const one of list) {
    const first = chosen[0];
    if (!first) chosen.push(one);
    else if (one.speaker === null || !one.opensClause) continue;
    else if (
      one.closes &&
      first.via === null &&
      one.speaker !== first.speaker &&
      !profile.pronouns.has(one.speaker.toLowerCase())
    )
      chosen[0] = { ...first, via: one.speaker };
    else chosen.push(one);
  }
  return chosen;
}

/** An attribution set inside the marks: "« Il n'y a que du matériel, explique le médecin. »" */
function findIncises(passage: Passage, profile: VoiceProfile): readonly Attribution[] {
  for (const span of passage.spans) {
    const quoted = passage.text.slice(span.start, span.end);
    for (const match of Array.from(quoted.matchAll(/,/gu)).slice(0, MAX_INCISES)) {
      const found = findAttributions({ masked: quoted.slice(match.index, match.index + INCISE_CHARS) }, profile);
      const [first] = found;
      if (first && first.at <= 2 && first.opensClause) return [{ ...first, at: span.start, end: span.end, via: null }];
    }
  }
  return [];
}

type Share = { attribution: Attribution; spans: readonly QuotationSpan[] };

/** Each quotation to the attribution nearest to it. One that needs a quotation and gets none is dropped. */
function shareQuotations(passage: Passage, attributions: readonly Attribution[]): readonly Share[] {
  const shares = attributions.map((attribution): { attribution: Attribution; spans: QuotationSpan[] } => ({
    attribution,
    spans: [],
  }));
  for (const span of passage.spans) {
    const [nearest] = shares.toSorted((a, b) => distance(a.attribution, span) - distance(b.attribution, span));
    nearest?.spans.push(span);
  }
  return shares.filter(({ attribution, spans }) => !attribution.needsQuotation || spans.length > 0);
}

/** Words before a quotation lead to it; words behind it do so only where they name the speaker behind their verb. */
function distance(attribution: Attribution, span: QuotationSpan): number {
  if (attribution.end <= span.start) return span.start - attribution.end;
  return attribution.at - span.end + (attribution.namedBehind ? 0 : FAR);
}

/** More than any paragraph's length, so that it decides. */
const FAR = 100_000;

function placed(passage: Passage) {
  const { paragraph, start, text } = passage;
  return { start, claim: text, evidence: { paragraph, quote: text } };
}

/** From this share of quoted words on, a passage is what somebody said and no more. */
const DIRECT_SHARE = 0.55;

function kindOf(passage: Passage, attribution: Attribution, spans: readonly QuotationSpan[]): 'direct' | 'reported' {
  if (spans.length === 0) return 'reported';
  const quoted = spans.reduce((sum, { inner }) => sum + countWords(inner), 0);
  const before = spans.map((span) => passage.text.slice(0, span.start));
  const isIntroduced = before.some((words) => /:\s*$/u.test(words));
  const opens =
    before[0] === '' &&
    attribution.at >= (spans[0]?.end ?? 0) &&
    (quoted >= 3 || attribution.at - (spans[0]?.end ?? 0) <= 3);
  const runsOn = spans.some(({ inner }) => /\p{L}[.!?]\s+\p{Lu}/u.test(inner));
  if (isIntroduced || opens || runsOn) return 'direct';
  const isClause =
    before.some((words) => words === '' || /,\s*$/u.test(words)) || spans.some(({ inner }) => /^\p{Lu}/u.test(inner));
  return isClause && quoted / countWords(passage.text) >= DIRECT_SHARE ? 'direct' : 'reported';
}

/** From so many words on, or with a stop of its own, quoted text is speech and no borrowed word. */
const SPEECH_WORDS = 6;
const WHOLE_SHARE = 0.95;

function ownOrUnnamed(passage: Passage, last: string | null): PlacedVoice {
  const quotations = passage.spans.map(({ inner }) => inner);
  const quoted = quotations.reduce((sum, inner) => sum + countWords(inner), 0);
  const share = quoted / countWords(passage.text);
  const isIntroduced = passage.spans.some((span) => /:\s*$/u.test(passage.text.slice(0, span.start)));
  const isSpeech =
    share >= WHOLE_SHARE ||
    (isIntroduced && quoted >= SPEECH_WORDS) ||
    (quoted >= SPEECH_WORDS && share >= DIRECT_SHARE);
  const whose = isSpeech ? ({ kind: 'direct', speaker: last } as const) : ({ kind: 'outlet', speaker: null } as const);
  return { ...placed(passage), ...whose, namedAs: null, via: null, quotations };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
