import { repeatsInstructions } from '../own-words.ts';
import type { Article } from '../articles.ts';
import { findVerbatim, levelTypography } from '../evidence-text.ts';
import { judgePoint } from '../summaries-check.ts';
import { findVoices } from './offline-voices.ts';
import { findQuotationSpans } from './quotation-spans.ts';
import type { Voice } from './voices-text.ts';
import { composeVoicesTask, VOICES_INSTRUCTIONS, type VoicesAnswer } from './voices-prompt.ts';

const MAX_VOICES = 24;
const MAX_OUTLET_VOICES = 5;

export type CheckedVoices = { voices: readonly Voice[]; faults: readonly string[] };

/**
 * A model's list against the article. An entry stays where its passage is verbatim, its claim holds as a summary's point does,
 * and its speaker is named in the paragraph or is whom the rules find there; it never turns somebody's words into the outlet's.
 */
export function checkVoices(answer: VoicesAnswer, article: Article, language: string): CheckedVoices {
  const known = findVoices(article);
  const voices: Voice[] = [];
  const faults: string[] = [];
  for (const given of answer.voices) {
    const checked = checkVoice(given, { article, language, known });
    if (typeof checked === 'string') faults.push(checked);
    else if (!voices.some((one) => one.claim === checked.claim && one.speaker === checked.speaker))
      voices.push(checked);
  }
  let own = 0;
  const kept = voices.filter((voice) => voice.kind !== 'outlet' || ++own <= MAX_OUTLET_VOICES);
  return { voices: kept.slice(0, MAX_VOICES), faults };
}

type Ground = { article: Article; language: string; known: readonly Voice[] };

function checkVoice(given: VoicesAnswer['voices'][number], ground: Ground): Voice | string {
  const { article, language } = ground;
  const point = { text: given.claim, evidence: [{ paragraph: given.paragraph, quote: given.passage }] };
  const judged = judgePoint(point, article, language);
  if (!judged.held) return judged.fault;
  const [evidence] = judged.point.evidence;
  const paragraph = article.body.find((block) => block.kind === 'paragraph' && block.n === given.paragraph)?.text;
  if (!evidence || paragraph === undefined) return 'quote';
  const ours = [VOICES_INSTRUCTIONS, composeVoicesTask(language)];
  if (repeatsInstructions([given.claim, given.speaker, given.via].join(' '), ours, [paragraph])) return 'prompt';
  const around = ground.known.filter((voice) => overlaps(voice, given.paragraph, evidence.quote));
  const speaker = checkSpeaker(given, paragraph, around);
  if (speaker === undefined) return 'speaker';
  if (given.via !== '' && !holdsName(paragraph, given.via)) return 'speaker';
  const quotations = findQuotationSpans(evidence.quote, false).spans.map(({ inner }) => inner);
  const isOwn = speaker.name === null;
  return {
    kind: isOwn ? 'outlet' : given.kind === 'direct' && quotations.length > 0 ? 'direct' : 'reported',
    speaker: speaker.name,
    namedAs: speaker.namedAs,
    via: given.via.trim() === '' ? null : given.via.trim(),
    claim: judged.point.text,
    quotations: isOwn ? [] : quotations,
    evidence,
    // That the claim names no source is as it should be: the speaker stands beside it.
    ...(judged.point.toCheck && judged.mendable === undefined && { toCheck: true as const }),
  };
}

function overlaps({ evidence }: Voice, paragraph: number, quote: string): boolean {
  return evidence.paragraph === paragraph && (evidence.quote.includes(quote) || quote.includes(evidence.quote));
}

/** Undefined where the rules contradict the speaker, or nothing in the paragraph leads to the name. */
function checkSpeaker(
  given: VoicesAnswer['voices'][number],
  paragraph: string,
  around: readonly Voice[],
): { name: string | null; namedAs: string | null } | undefined {
  const said = around.filter((voice) => voice.kind !== 'outlet' && voice.speaker !== null);
  const name = given.speaker.replace(/\s+/gu, ' ').trim();
  if (given.kind === 'outlet' || name === '') {
    return said.length === 0 && given.kind === 'outlet' ? { name: null, namedAs: null } : undefined;
  }
  const same = said.find((voice) =>
    [voice.speaker, voice.namedAs, voice.via].some((one) => one && isSameName(one, name)),
  );
  if (same) return { name: same.via && isSameName(same.via, name) ? name : same.speaker, namedAs: same.namedAs };
  if (said.length > 0) return undefined;
  return holdsName(paragraph, name) ? { name, namedAs: null } : undefined;
}

function holdsName(paragraph: string, name: string): boolean {
  return findVerbatim(name.toLowerCase(), paragraph.toLowerCase()) !== undefined;
}

/** One name holds the other, as whole words: "Stoltenberg" and "Jens Stoltenberg". */
function isSameName(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((name) => levelTypography(name).toLowerCase());
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short !== '' && findVerbatim(short, long) !== undefined;
}
