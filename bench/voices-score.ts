import { NO_ORIGIN } from '../src/services/articles.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Article } from '../src/services/articles.ts';
import type { PlacedVoice } from '../src/services/voices/offline-voices.ts';

const labelSchema = z.object({
  file: z.string(),
  id: z.string(),
  language: z.string(),
  half: z.string(),
  sentences: z.array(z.tuple([z.number(), z.string(), z.string()])),
});
const rowSchema = z.looseObject({ id: z.string(), document: z.string(), title: z.string().optional() });

export type LabeledArticle = z.output<typeof labelSchema> & { article: Article; document: string };

/** The labels with their articles, read from the corpus. */
export function readLabels(json: string, folder: string): readonly LabeledArticle[] {
  const labels = z.array(labelSchema).parse(JSON.parse(json));
  const rows = new Map(
    [...new Set(labels.map((one) => one.file))].flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => rowSchema.parse(JSON.parse(line)))
        .map((row) => [row.id, row] as const),
    ),
  );
  return labels.map((label) => {
    const row = rows.get(label.id);
    if (!row) throw new Error(`${label.file} has no ${label.id}`);
    return { ...label, document: row.document, article: toArticle(label, row.document) };
  });
}

/** One paragraph per line, numbered from 1 with the empty lines, so that places lead back to the document. */
function toArticle({ id, language }: { id: string; language: string }, document: string): Article {
  const body = document.split('\n').map((text, i) => ({ kind: 'paragraph' as const, n: i + 1, text }));
  return {
    id,
    seq: 1,
    revision: 1,
    title: '',
    body,
    language,
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    storedAt: 0,
    inferred: [],
    ...NO_ORIGIN,
  };
}

type Pair = { at: number; kind: string; speaker: string };
export type Score = {
  language: string;
  labels: number;
  found: number;
  speakerHits: number;
  bothHits: number;
  ownLabels: number;
  ownFound: number;
  ownHits: number;
  misses: readonly string[];
};

/** Voices against labels, sentence by sentence; sentences labeled unclear count for nothing. */
export function scoreArticle(labeled: LabeledArticle, voices: readonly PlacedVoice[]): Score {
  const wanted = labeled.sentences.map(([at, kind, speaker]): Pair => ({ at, kind, speaker }));
  const got = spread(labeled, voices);
  const spoken = wanted.filter(({ kind }) => kind !== 'outlet' && kind !== 'unclear');
  const ignored = new Set(wanted.filter(({ kind }) => kind === 'unclear').map(({ at }) => at));
  const named = got.filter((one) => one.kind !== 'outlet' && !ignored.has(one.at));
  const own = got.filter((one) => one.kind === 'outlet' && !ignored.has(one.at));
  const ownWanted = new Set(wanted.filter(({ kind }) => kind === 'outlet').map(({ at }) => at));
  const pairs = spoken.map((want) => ({
    want,
    got: named.find((one) => one.at === want.at && isSameSpeaker(one.speaker, want.speaker)),
  }));
  const hits = pairs.filter((pair) => pair.got !== undefined);
  return {
    language: labeled.language,
    labels: spoken.length,
    found: named.length,
    speakerHits: hits.length,
    bothHits: hits.filter((pair) => pair.want.kind.split(' or ').includes(pair.got?.kind ?? '')).length,
    ownLabels: ownWanted.size,
    ownFound: own.length,
    ownHits: own.filter((one) => ownWanted.has(one.at)).length,
    misses: [
      ...pairs
        .filter((pair) => !pair.got || !pair.want.kind.split(' or ').includes(pair.got.kind))
        .map(
          ({ want }) =>
            `want ${show(labeled, want)}\n  got ${got
              .filter((one) => one.at === want.at)
              .map((one) => `${one.kind} ${one.speaker}`)
              .join(' | ')}`,
        ),
      ...named
        .filter((one) => !spoken.some((want) => want.at === one.at && isSameSpeaker(one.speaker, want.speaker)))
        .map((one) => `extra ${show(labeled, one)}`),
    ],
  };
}

function show({ id, document }: LabeledArticle, { at, kind, speaker }: Pair): string {
  return `[${id} @${at}] ${kind} ${speaker}: ${document.slice(at, at + 160).replace(/\n/g, '⏎')}`;
}

/** Each voice once per labeled sentence that it covers. */
function spread({ article, sentences }: LabeledArticle, voices: readonly PlacedVoice[]): readonly Pair[] {
  const starts = [...new Set(sentences.map(([at]) => at))];
  const bases = new Map<number, number>();
  let base = 0;
  for (const [i, { text }] of article.body.entries()) {
    bases.set(i + 1, base);
    base += text.length + 1;
  }
  return voices.flatMap((voice) => {
    const from = (bases.get(voice.evidence.paragraph) ?? 0) + voice.start;
    const to = from + voice.evidence.quote.length;
    const kind = voice.kind === 'reported' && voice.quotations.length > 0 ? 'mixed' : voice.kind;
    return starts
      .filter((at, i) => at < to && (starts[i + 1] ?? Infinity) > from)
      .map((at) => ({ at, kind, speaker: voice.speaker ?? '' }));
  });
}

/** One of the accepted names shares a capitalized word with it, or most of its words. */
function isSameSpeaker(speaker: string, accepted: string): boolean {
  return accepted.split('|').some((name) => {
    const [a, b] = [words(speaker), words(name)];
    const shared = [...a].filter((word) => b.has(word));
    return shared.length > 0 && shared.length >= Math.min(a.size, b.size) / 2;
  });
}

const EMPTY = new Set(['the', 'les', 'des', 'une', 'son', 'sur', 'and', 'for', 'our']);

function words(text: string): ReadonlySet<string> {
  const found = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(found.filter((word) => word.length > 1 && !EMPTY.has(word)));
}

/** Precision and recall, per language and together. */
export function composeReport(half: string, scores: readonly Score[], withMisses: boolean): string {
  const lines = ['fr', 'en', ''].map((language) => {
    const chosen = scores.filter((one) => language === '' || one.language === language);
    const sum = (pick: (score: Score) => number) => chosen.reduce((total, one) => total + pick(one), 0);
    const [labels, found] = [sum((one) => one.labels), sum((one) => one.found)];
    const rate = (hits: number, of: number) => `${((100 * hits) / Math.max(of, 1)).toFixed(1)} %`;
    const [speaker, both, own] = [sum((one) => one.speakerHits), sum((one) => one.bothHits), sum((one) => one.ownHits)];
    return [
      `${half} ${language || 'all'}: ${chosen.length} articles, ${labels} labeled attributions, ${found} found`,
      `  speaker          precision ${rate(speaker, found)}, recall ${rate(speaker, labels)}`,
      `  speaker and kind precision ${rate(both, found)}, recall ${rate(both, labels)}`,
      `  outlet's own     precision ${rate(
        own,
        sum((one) => one.ownFound),
      )}, recall ${rate(
        own,
        sum((one) => one.ownLabels),
      )}`,
    ].join('\n');
  });
  return [...lines, ...(withMisses ? scores.flatMap((one) => one.misses) : [])].join('\n');
}
