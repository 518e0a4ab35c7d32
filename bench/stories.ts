import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../src/clock.ts';
import { splitWords } from '../src/data/analyzer.ts';
import { insertArticle, NO_ORIGIN } from '../src/data/article-store.ts';
import { type Database, openDatabase } from '../src/data/database.ts';
import { createStories } from '../src/services/stories/stories.ts';
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

const MANY = 10_000;

/** Articles of three days, mostly alone: words by Zipf’s law out of 60,000, with a name now and then. */
function inventItems(): readonly StoryItem[] {
  let seed = 11;
  const next = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  const letters = 'abcdefghiklmnoprstuvz';
  const spell = (n: number): string => {
    let word = '';
    for (let left = n * 7919 + 441; left > 0; left = Math.floor(left / letters.length))
      word += letters[left % letters.length] ?? '';
    return word;
  };
  const word = () => {
    const spelled = spell(Math.floor(60_000 ** next()));
    return next() < 0.1 ? `${spelled.slice(0, 1).toUpperCase()}${spelled.slice(1)}` : spelled;
  };
  const words = (n: number) => Array.from({ length: n }, word).join(' ');
  return Array.from({ length: MANY }, (_, i) => ({
    id: `0192f7a3-${i}`,
    at: i * 25_920,
    title: words(9),
    opening: words(45),
    language: i % 2 ? 'en' : 'fr',
  }));
}

/** What a call takes of memory that stays, megabytes. */
async function measureHeap(call: () => Promise<unknown>): Promise<number> {
  const gc = runInNewContext('gc');
  const used = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const kept = await call();
  const after = used();
  return kept === undefined ? Number.NaN : Math.round((after - before) / 1e6);
}

/** Placing as the bot does it, after words, names and stemmers are loaded. */
async function measurePlacing(): Promise<void> {
  const items = inventItems();
  const warm = createStoryIndex();
  for (const item of items.slice(0, 500)) warm.place(item);
  let milliseconds = 0;
  let size = { items: 0, groups: 0, terms: 0 };
  const megabytes = await measureHeap(async () => {
    const index = createStoryIndex();
    const { user } = process.threadCpuUsage();
    for (const item of items) index.place(item);
    milliseconds = (process.threadCpuUsage().user - user) / 1000;
    size = index.size();
    return index;
  });
  const held = `${size.items} articles, ${size.groups} groups, ${size.terms} terms`;
  report({ name: `stories.memory of ${held}`, value: megabytes, unit: 'MB', ...beside(megabytes, BEFORE.megabytes) });
  const rate = Math.round((MANY / milliseconds) * 1000);
  report({
    name: 'stories.placed with openings',
    value: rate,
    unit: 'articles/s of processor',
    ...beside(rate, BEFORE.rate),
  });
}

/** Of the index as it was at first, maps of maps throughout (before November 23, 2026), with these articles on one machine and day with 29 MB and 1,700 articles/s. */
const BEFORE = { megabytes: 71, rate: 974 };

function beside(value: number, baseline: number) {
  return { baseline, ratio: round(value / baseline) };
}

/** Some 3,000 letters of which the opening is the first paragraph. */
async function storeItem(db: Database, { id, title, opening, language }: StoryItem, at: number): Promise<void> {
  const body = Array.from({ length: 8 }, (_, n) => ({ kind: 'paragraph' as const, n: n + 1, text: opening }));
  const none = { outletId: null, url: null, publishedAt: null, publishedOn: null, inferred: [], textKey: null };
  const keys = { contentHash: id, addressKey: null, scope: 'all' as const };
  await insertArticle(db, id, { ...NO_ORIGIN, ...none, ...keys, title, body, language }, at);
}

/** The memory made anew after a start, from a database: the longest that anything else waited for its turn. */
async function measureRemembering(): Promise<void> {
  const clock = systemClock();
  const db = await openDatabase(':memory:');
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    for (const item of inventItems()) await storeItem(tx, item, now - 3_600_000);
  });
  const stories = createStories({ clock });
  let longest = 0;
  let isOver = false;
  // Of this thread's own work: what else the machine does is no part of it.
  const worked = () => process.threadCpuUsage().user / 1000;
  let last = worked();
  const beat = () => {
    const at = worked();
    longest = Math.max(longest, at - last);
    last = at;
    if (!isOver) setImmediate(beat);
  };
  beat();
  const start = worked();
  await stories.remember(db, new AbortController().signal);
  isOver = true;
  const seconds = (worked() - start) / 1000;
  report({ name: `stories.remembered ${MANY} after a start`, value: round(seconds, 1), unit: 's of processor' });
  report({ name: 'stories.longest slice of that', value: Math.round(longest), unit: 'ms of processor' });
  await db.destroy();
}

const path = join(process.env['KIOSQUE_CORPORA'] ?? '', 'stories/stories-dev.tsv');
setFlagsFromString('--expose-gc');
await measurePlacing();
await measureRemembering();
if (existsSync(path)) {
  const headlines = readHeadlines(path);
  measureGroups('as ordered', headlines, 0.72);
  measureGroups('shuffled', shuffle(headlines));
  measureSpeed(headlines);
} else say('stories: skipped, KIOSQUE_CORPORA names no folder with stories/stories-dev.tsv');
