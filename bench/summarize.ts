import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { countWords } from '../src/services/extracts-passages.ts';
import { type ExtractMethod, extractFromText } from '../src/services/extracts-text.ts';
import { report } from './report.ts';
import { readSamples, type Sample } from './summarize-data.ts';

// node bench/summarize.ts, with KIOSQUE_CORPORA set: the bars of the offline summarizer, one JSON line a figure.
// TS_TEXTRANK names a folder with node_modules/ts-textrank, to compare processor time with.

const corpora = process.env['KIOSQUE_CORPORA'];
const folder = mkdtempSync(join(tmpdir(), 'kiosque-summaries-'));

const scores = z.object({ rouge1: z.number(), rouge2: z.number(), rougeL: z.number() });
type Scores = z.output<typeof scores>;

/** ROUGE by the data's own scorer. */
function scoreSet(root: string, set: string, summaries: ReadonlyMap<string, string>): Scores {
  const path = join(folder, `${set}.jsonl`);
  writeFileSync(path, [...summaries].map(([id, summary]) => `${JSON.stringify({ id, summary })}\n`).join(''));
  const at = join(root, 'summaries');
  const data = ['--data', join(at, `${set}.jsonl`), '--pred', path];
  const run = spawnSync('python3', [join(at, 'score_rouge.py'), ...data, '--tok', 'unicode', '--boot', '40', '--json']);
  if (run.status !== 0) throw new Error(`score_rouge.py failed: ${run.stderr.toString()}`);
  return scores.parse(JSON.parse(run.stdout.toString()));
}

function summarizeSet(samples: readonly Sample[], method: ExtractMethod): ReadonlyMap<string, readonly string[]> {
  return new Map(
    samples.map(({ id, title, document, lang }) => [
      id,
      extractFromText({ title, document, language: lang }, { method, length: 'short' }),
    ]),
  );
}

const joined = (made: ReadonlyMap<string, readonly string[]>) =>
  new Map([...made].map(([id, sentences]) => [id, sentences.join(' ')]));

/** Bars on ROUGE: absolute ones where given, else not more than 0.5 ROUGE-1 below the lead. */
function measureSet(root: string, set: string, bars?: Scores): void {
  const samples = readSamples(root, set);
  if (!samples) return skip(set);
  const made = summarizeSet(samples, 'extracts');
  const [ours, lead] = [scoreSet(root, set, joined(made)), scoreSet(root, set, joined(summarizeSet(samples, 'lead')))];
  for (const key of ['rouge1', 'rouge2', 'rougeL'] as const) {
    const bar = bars ? bars[key] : key === 'rouge1' ? Number((lead[key] - 0.5).toFixed(2)) : undefined;
    const judged = bar === undefined ? {} : { bar: `>= ${bar}`, ok: ours[key] >= bar };
    const ratio = Number((ours[key] / lead[key]).toFixed(3));
    report({
      name: `${set} ${key}, against --method lead`,
      value: ours[key],
      unit: 'F1 %',
      baseline: lead[key],
      ratio,
      ...judged,
    });
  }
  const documents = new Map(samples.map(({ id, document }) => [id, document]));
  const sentences = [...made].flatMap(([id, texts]) => texts.map((text) => documents.get(id)?.includes(text) === true));
  const altered = sentences.filter((isVerbatim) => !isVerbatim).length;
  report({
    name: `${set} sentences not verbatim of ${sentences.length}`,
    value: altered,
    unit: 'count',
    bar: '0',
    ok: altered === 0,
  });
  const longest = Math.max(...[...joined(made).values()].map((text) => (text === '' ? 0 : countWords(text))));
  report({ name: `${set} longest summary`, value: longest, unit: 'words', bar: '<= 60', ok: longest <= 60 });
  const empty = [...made].filter(([id, texts]) => texts.length === 0 && documents.get(id)?.trim() !== '').length;
  report({
    name: `${set} texts without a summary of ${samples.length}`,
    value: empty,
    unit: 'count',
    bar: '0',
    ok: empty === 0,
  });
}

function skip(what: string): void {
  process.stderr.write(`skipped: ${what} is absent\n`);
}

/** Processor time of `work` in milliseconds, the second of two runs. */
function timeWork(work: () => void): number {
  work();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const peerSchema = z.object({
  Summarizer:
    z.custom<new (config: unknown, logger: unknown) => { summarize(text: string, language: string): unknown }>(),
  AbsoluteSummarizerConfig: z.custom<new (...args: readonly unknown[]) => unknown>(),
  SorensenDiceSimilarity: z.custom<new () => unknown>(),
  DefaultTextParser: z.custom<new () => unknown>(),
  NullLogger: z.custom<new () => unknown>(),
});

/** Its Summarizer.SORT_OCCURENCE. */
const ARTICLE_ORDER = 2;

/** ts-textrank (two sentences, its own defaults) and ours on the same texts in the same process. */
function measureTime(samples: readonly Sample[], peerFolder: string): void {
  const peer = peerSchema.parse(createRequire(join(resolve(peerFolder), 'package.json'))('ts-textrank'));
  const { Summarizer, AbsoluteSummarizerConfig, SorensenDiceSimilarity, DefaultTextParser, NullLogger } = peer;
  const config = new AbsoluteSummarizerConfig(
    2,
    new SorensenDiceSimilarity(),
    new DefaultTextParser(),
    0.85,
    ARTICLE_ORDER,
  );
  const theirs = timeWork(() => {
    for (const { document } of samples)
      new Summarizer(config, new NullLogger()).summarize(document.replaceAll('\n', ' '), 'fr');
  });
  const ours = timeWork(() => summarizeSet(samples, 'extracts'));
  const [value, baseline] = [ours, theirs].map((ms) => Number((ms / samples.length).toFixed(3)));
  const ratio = Number((ours / theirs).toFixed(2));
  const name = 'processor time an article, against ts-textrank';
  report({ name, value: value ?? 0, unit: 'ms', baseline: baseline ?? 0, ratio, bar: 'ratio <= 4', ok: ratio <= 4 });
}

try {
  if (corpora === undefined) skip('KIOSQUE_CORPORA');
  else {
    measureSet(corpora, 'orangesum-dev', { rouge1: 29, rouge2: 10, rougeL: 18.9 });
    measureSet(corpora, 'writers-en-dev');
    measureSet(corpora, 'norsumm-nb-dev');
    const samples = readSamples(corpora, 'orangesum-dev');
    const peerFolder = process.env['TS_TEXTRANK'];
    if (samples && peerFolder !== undefined) measureTime(samples, peerFolder);
    else skip('TS_TEXTRANK');
  }
} finally {
  rmSync(folder, { recursive: true });
}
