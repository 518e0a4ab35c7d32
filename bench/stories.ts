import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { splitWords } from '../src/data/analyzer.ts';
import { createStoryIndex } from '../src/services/stories/story-index.ts';
import type { StoryItem } from '../src/services/stories/story-item.ts';
import { report, round, say } from './report.ts';

// node bench/stories.ts, with KIOSQUE_CORPORA set: headlines of stories/stories-dev.tsv grouped, one JSON line a figure.

type Headline = StoryItem & { story: string };
type Grouping = (headlines: readonly Headline[]) => readonly (string | undefined)[];

function readHeadlines(path: string): readonly Headline[] {
  const [, ...rows] = readFileSync(path, 'utf8').split('\n');
  return rows.flatMap((row) => {
    const [id, at, , , story, title] = row.split('\t');
    return id && story && title ? [{ id, at: Number(at), story, title, opening: '', language: 'en' }] : [];
  });
}

const groupByUs: Grouping = (headlines) => {
  const index = createStoryIndex();
  for (const headline of headlines) index.place(headline);
  return headlines.map(({ id }) => index.find(id));
};

type Centroid = { sums: Map<string, number>; square: number };

/** The baseline: TF-IDF over the articles so far, the nearest centroid above .12, in one pass. */
const groupByCentroids: Grouping = (headlines) => {
  const holders = new Map<string, number>();
  const centroids: Centroid[] = [];
  const postings = new Map<string, Set<Centroid>>();
  return headlines.map(({ title }, seen) => {
    const words = [...new Set(splitWords(title))];
    for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
    const weights = words.map((word) => Math.log((seen + 2) / (holders.get(word) ?? 1)));
    const length = Math.hypot(...weights) || 1;
    const vector = new Map(words.map((word, i) => [word, (weights[i] ?? 0) / length]));
    const near = new Set(words.flatMap((word) => [...(postings.get(word) ?? [])]));
    const scored = Array.from(near, (centroid) => {
      let dot = 0;
      for (const [word, weight] of vector) dot += weight * (centroid.sums.get(word) ?? 0);
      return { centroid, cosine: dot / Math.sqrt(centroid.square) };
    }).toSorted((a, b) => b.cosine - a.cosine);
    const best = scored[0] && scored[0].cosine >= 0.12 ? scored[0].centroid : undefined;
    const centroid = best ?? { sums: new Map<string, number>(), square: 0 };
    if (!best) centroids.push(centroid);
    for (const [word, weight] of vector) {
      const before = centroid.sums.get(word) ?? 0;
      centroid.sums.set(word, before + weight);
      centroid.square += (before + weight) ** 2 - before ** 2;
      postings.set(word, (postings.get(word) ?? new Set()).add(centroid));
    }
    return String(centroids.indexOf(centroid));
  });
};

function score(headlines: readonly Headline[], found: readonly (string | undefined)[]) {
  const pairs = (counts: Iterable<number>) => Array.from(counts).reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const count = (keys: readonly string[]) =>
    new Map([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));
  const own = headlines.map((_, i) => found[i] ?? `none ${i}`);
  const gold = count(headlines.map(({ story }) => story));
  const mine = count(own);
  const both = count(headlines.map(({ story }, i) => `${story} ${own[i]}`));
  const mean = (of: (i: number) => number) => headlines.reduce((sum, _, i) => sum + of(i), 0) / headlines.length;
  const shared = (i: number) => both.get(`${headlines[i]?.story} ${own[i]}`) ?? 0;
  const precision = mean((i) => shared(i) / (mine.get(own[i] ?? '') ?? 1));
  const recall = mean((i) => shared(i) / (gold.get(headlines[i]?.story ?? '') ?? 1));
  const harmonic = (a: number, b: number) => (2 * a * b) / (a + b);
  const right = pairs(both.values());
  return {
    bcubed: harmonic(precision, recall),
    pairwise: harmonic(right / pairs(mine.values()), right / pairs(gold.values())),
  };
}

/** The corpus is ordered by story, seconds apart: in another order, all at one instant, the order tells nothing. */
function shuffle(headlines: readonly Headline[]): readonly Headline[] {
  let seed = 7;
  const next = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296);
  return headlines
    .map((headline) => ({ headline: { ...headline, at: 0 }, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ headline }) => headline);
}

function measureGroups(name: string, headlines: readonly Headline[], bar?: number): void {
  const own = score(headlines, groupByUs(headlines));
  const plain = score(headlines, groupByCentroids(headlines));
  for (const kind of ['bcubed', 'pairwise'] as const)
    report({
      name: `stories.${kind}.${name}`,
      value: round(own[kind], 3),
      unit: 'F1',
      baseline: round(plain[kind], 3),
      ratio: round(own[kind] / plain[kind]),
      ...(bar !== undefined && kind === 'bcubed' && { bar: `>= ${bar}`, ok: own[kind] >= bar }),
    });
}

function measureSpeed(headlines: readonly Headline[]): void {
  const rate = (group: Grouping) => {
    const start = performance.now();
    group(headlines);
    return (headlines.length / (performance.now() - start)) * 1000;
  };
  const own = Math.max(rate(groupByUs), rate(groupByUs));
  const plain = Math.max(rate(groupByCentroids), rate(groupByCentroids));
  const figures = { value: Math.round(own), baseline: Math.round(plain), ratio: round(own / plain) };
  report({ name: 'stories.speed beside plain centroids', unit: 'headlines/s', ...figures });
}

/** 10,000 articles of three days, nine in ten alone: words by Zipf’s law out of 60,000. */
function measureMemory(): void {
  let seed = 11;
  const next = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  const words = (n: number) => Array.from({ length: n }, () => `w${Math.floor(60_000 ** next())}`).join(' ');
  setFlagsFromString('--expose-gc');
  const collect = () => void runInNewContext('gc()');
  collect();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const index = createStoryIndex();
  for (let i = 0; i < 10_000; i++)
    index.place({ id: `a${i}`, at: i * 25_920, title: words(9), opening: words(45), language: i % 2 ? 'en' : 'fr' });
  const seconds = (performance.now() - start) / 1000;
  collect();
  const megabytes = Math.round((process.memoryUsage().heapUsed - before) / 1e6);
  const { items, groups, terms } = index.size();
  report({
    name: `stories.memory of ${items} articles, ${groups} groups, ${terms} terms`,
    value: megabytes,
    unit: 'MB',
  });
  report({ name: 'stories.placed with openings', value: Math.round(10_000 / seconds), unit: 'articles/s' });
}

const path = join(process.env['KIOSQUE_CORPORA'] ?? '', 'stories/stories-dev.tsv');
measureMemory();
if (existsSync(path)) {
  const headlines = readHeadlines(path);
  measureGroups('as ordered', headlines, 0.72);
  measureGroups('shuffled', shuffle(headlines));
  measureSpeed(headlines);
} else say('stories: skipped, KIOSQUE_CORPORA names no folder with stories/stories-dev.tsv');
