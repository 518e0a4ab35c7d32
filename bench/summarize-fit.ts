import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import {
  CHOICE_FEATURES,
  choosePassages,
  describeChoice,
  type Feature,
  type Weights,
} from '../src/services/extracts-choice.ts';
import { EXTRACT_LIMITS } from '../src/services/extracts.ts';
import { describePassages, PASSAGE_FEATURES } from '../src/services/extracts-features.ts';
import { collectPassages, type Passage } from '../src/services/extracts-passages.ts';
import { articleOf, readSamples, referencesOf, type Sample } from './summarize-data.ts';
import { rougeWords, scoreRouge } from './summarize-rouge.ts';

// node bench/summarize-fit.ts, with KIOSQUE_CORPORA set: fits src/services/extracts-weights.ts on orangesum-valid and writes it.

const FEATURES: readonly Feature[] = [...PASSAGE_FEATURES, ...CHOICE_FEATURES];
/** Of an article so many first passages are combined, and so many choices of them enter the fit. */
const MAX_PASSAGES = 25;
const MAX_CHOICES = 250;
const SHARE_OF_TRIPLES = 0.1;
const RIDGE = 1;
/** The smallest prior for a standfirst with which this share of standfirsts put back into their articles open the summary. */
const WANTED_OPENINGS = 0.9;
const PRIOR_STEP = 0.05;
/** Where the reference is the standfirst, what follows it is no lead: its weight comes out too low for articles that are whole. */
const LEAD_PRIOR = 0.02;

const limits = EXTRACT_LIMITS.short;

/** A generator with a fixed beginning: the same weights come out of each run (Park and Miller 1988). */
function createRandom(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** All choices of one to three passages that the limits and leaning allow. */
function listChoices(passages: readonly Passage[]): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const grow = (orders: readonly number[], words: number) => {
    for (const passage of passages.slice((orders.at(-1) ?? -1) + 1, MAX_PASSAGES)) {
      const { order, length, opens } = passage;
      if (words + length > limits.maxWords || (!opens && orders.at(-1) !== order - 1)) continue;
      const grown = [...orders, order];
      found.push(grown);
      if (grown.length < limits.maxPassages) grow(grown, words + length);
    }
  };
  grow([], 0);
  return found;
}

function sampleChoices(passages: readonly Passage[], random: () => number): readonly (readonly number[])[] {
  const some = listChoices(passages).filter((orders) => orders.length < 3 || random() < SHARE_OF_TRIPLES);
  return some.length > MAX_CHOICES ? some.filter(() => random() < MAX_CHOICES / some.length) : some;
}

/** Least squares over choices of one article at a time, so that easy and hard articles weigh alike. */
type Sums = { squares: Float64Array[]; targets: Float64Array };

function addArticle(sums: Sums, sample: Sample, random: () => number): void {
  const article = articleOf(sample, 'fr');
  const passages = collectPassages(article);
  const description = describePassages(passages, article.title, 'fr');
  const choices = sampleChoices(passages, random);
  if (choices.length < 3) return;
  const references = referencesOf(sample).map(rougeWords);
  const rows = choices.map((orders) => {
    const words = orders.reduce((total, order) => total + (passages[order]?.length ?? 0), 0);
    const own = PASSAGE_FEATURES.map((_, k) =>
      orders.reduce((total, order) => total + (description.values[order]?.[k] ?? 0), 0),
    );
    return [...own, ...describeChoice(orders, words / limits.maxWords, description)];
  });
  const scores = choices.map((orders) => {
    const { one, two, longest } = scoreRouge(
      orders.flatMap((order) => rougeWords(passages[order]?.text ?? '')),
      references,
    );
    return one + two + longest;
  });
  addCentered(sums, rows, scores);
}

function addCentered(
  { squares, targets }: Sums,
  rows: readonly (readonly number[])[],
  scores: readonly number[],
): void {
  const mean = FEATURES.map((_, k) => rows.reduce((total, row) => total + (row[k] ?? 0), 0) / rows.length);
  const meanScore = scores.reduce((total, score) => total + score, 0) / scores.length;
  rows.forEach((row, i) => {
    const centered = row.map((value, k) => value - (mean[k] ?? 0));
    centered.forEach((value, a) => {
      const share = value / rows.length;
      targets[a] = (targets[a] ?? 0) + share * ((scores[i] ?? 0) - meanScore);
      const line = squares[a];
      if (line) centered.forEach((other, b) => (line[b] = (line[b] ?? 0) + share * other));
    });
  });
}

/** Gauss and Jordan, with the larger pivot first. */
function solve({ squares, targets }: Sums): readonly number[] {
  const lines = squares.map((line, i) => [
    ...line.map((value, k) => (k === i ? value + RIDGE : value)),
    targets[i] ?? 0,
  ]);
  for (let column = 0; column < lines.length; column++) {
    const rest = lines.slice(column);
    const pivot = rest.reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a));
    const at = lines.indexOf(pivot);
    const moved = lines[column];
    if (moved) [lines[column], lines[at]] = [pivot, moved];
    for (const line of lines) {
      if (line === pivot) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      pivot.forEach((value, k) => (line[k] = (line[k] ?? 0) - factor * value));
    }
  }
  return lines.map((line, i) => (line.at(-1) ?? 0) / (line[i] ?? 1));
}

/** The share of articles whose summary opens with their standfirst, once that is put back before the text. */
function shareOfOpenings(samples: readonly Sample[], weights: Weights): number {
  const opened = samples.filter((sample) => {
    const article = articleOf(sample, 'fr', referencesOf(sample)[0] ?? '');
    return choosePassages(collectPassages(article), { ...article, weights, limits })[0]?.order === 0;
  });
  return opened.length / samples.length;
}

const weightsSchema = z.record(z.enum([...PASSAGE_FEATURES, ...CHOICE_FEATURES]), z.number());

function fit(samples: readonly Sample[]): Weights {
  const random = createRandom();
  const squares = FEATURES.map(() => new Float64Array(FEATURES.length));
  const sums: Sums = { squares, targets: new Float64Array(FEATURES.length) };
  for (const sample of samples) addArticle(sums, sample, random);
  const solved = solve(sums);
  const fitted = weightsSchema.parse(
    Object.fromEntries(FEATURES.map((feature, i) => [feature, Number((solved[i] ?? 0).toFixed(3))])),
  );
  fitted.lead = Number((fitted.lead + LEAD_PRIOR).toFixed(3));
  const { standfirst } = fitted;
  for (let prior = 0; prior < 1; prior += PRIOR_STEP) {
    const weights = { ...fitted, standfirst: Number((standfirst + prior).toFixed(3)) };
    const share = shareOfOpenings(samples, weights);
    process.stdout.write(`standfirst + ${prior.toFixed(2)}: ${(100 * share).toFixed(1)} % of summaries open with it\n`);
    if (share >= WANTED_OPENINGS) return weights;
  }
  throw new Error('No prior brings the standfirst first');
}

const samples = readSamples(process.env['KIOSQUE_CORPORA'], 'orangesum-valid');
if (!samples) throw new Error('KIOSQUE_CORPORA must name the folder with summaries/orangesum-valid.jsonl');
const table = Object.entries(fit(samples)).map(([name, weight]) => `  ${name}: ${weight},`);
const comment = '/** Fitted by bench/summarize-fit.ts; docs/decisions/offline-summary.md says on what and why. */';
writeFileSync(
  'src/services/extracts-weights.ts',
  `import type { Weights } from './extracts-choice.ts';\n\n${comment}\nexport const WEIGHTS: Weights = {\n${table.join('\n')}\n};\n`,
);
