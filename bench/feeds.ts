import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeed } from 'feedsmith';
import * as z from 'zod';
import { toJsonFeed } from '../src/cli/feed-batch.ts';
import { systemClock } from '../src/clock.ts';
import type { FeedInput, FeedReading } from '../src/services/feeds/feed-types.ts';
import { readFeed } from '../src/services/feeds/read-feed.ts';
import { judgeCases } from './feeds-cases.ts';
import { HOSTILE_FEEDS } from './feeds-hostile.ts';
import { report, reportExact, round, say } from './report.ts';

// node bench/feeds.ts, with KIOSQUE_CORPORA set: what is read of real feeds, one JSON line a figure. Without corpora only the hostile feeds.

const corpora = process.env['KIOSQUE_CORPORA'] || undefined;
const isQuick = process.argv.includes('--quick');
const clock = systemClock();

const measured = z.object({ ms: z.number(), megabytes: z.number(), isPolluted: z.boolean() });

/** Each in a process of its own, whose memory is what is measured. */
function measureHostile(): void {
  const runs = Object.keys(HOSTILE_FEEDS).map((name) => {
    const run = spawnSync(process.execPath, [join(import.meta.dirname, 'feeds-hostile-one.ts'), name]);
    if (run.status !== 0) throw new Error(`${name}: ${run.stderr.toString()}`);
    return { name, ...measured.parse(JSON.parse(run.stdout.toString())) };
  });
  const slowest = runs.reduce((worst, run) => (run.ms > worst.ms ? run : worst));
  const largest = runs.reduce((worst, run) => (run.megabytes > worst.megabytes ? run : worst));
  report({
    name: `feeds.hostile.slowest of ${runs.length}: ${slowest.name}`,
    value: slowest.ms,
    unit: 'ms',
    bar: '<= 5000',
    ok: slowest.ms <= 5_000,
  });
  report({
    name: `feeds.hostile.largest process: ${largest.name}`,
    value: largest.megabytes,
    unit: 'MB',
    bar: '<= 300',
    ok: largest.megabytes <= 300,
  });
  reportExact('feeds.hostile.polluted prototypes', runs.filter(({ isPolluted }) => isPolluted).length, 'feeds');
}

const lineSchema = z.object({
  id: z.string(),
  file: z.string().optional(),
  base64: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** The lines that the data's own scorer gives for a set, as inputs. */
function readInputs(kind: string, data: string): readonly (FeedInput & { id: string })[] {
  return runScorer(['inputs', kind, '--data', data])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .map(({ id, file, base64, headers }) => ({
      id,
      bytes: file === undefined ? Buffer.from(base64 ?? '', 'base64') : readFileSync(file),
      contentType: headers?.['content-type'] ?? null,
      url: null,
      now: clock.now(),
    }));
}

const DATA_SETS: Readonly<Record<string, string>> = {
  feeds: 'feeds/real',
  encodings: 'feeds/encodings.jsonl',
  dates: 'feeds/dates.tsv',
};
/** Shares in percent. */
const BARS: Readonly<Record<string, number>> = {
  'feeds.parsed': 98.5,
  'feeds.title': 100,
  'feeds.link': 99.5,
  'feeds.date': 100,
  'feeds.body': 100,
  'feeds.malformed parsed': 95,
  'encodings.all': 95,
  'encodings.decl': 100,
  'encodings.http': 100,
  'encodings.http-overrides': 100,
  'dates.right': 100,
  'dates.refused': 100,
  'dates.read': 90,
};

/** Each set by the data's own scorer; a bar of 100 is met where what is printed with one decimal says so. */
function measureScores(root: string, folder: string): void {
  for (const [kind, set] of Object.entries(DATA_SETS)) {
    const data = join(root, set);
    const path = join(folder, `${kind}.jsonl`);
    const lines = readInputs(kind, data).map(({ id, ...input }) => ({ id, ...toJsonFeed(readFeed(input), false) }));
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const shares = z
      .record(z.string(), z.string())
      .parse(JSON.parse(runScorer(['score', kind, '--data', data, '--pred', path])));
    for (const [name, share] of Object.entries(shares)) {
      const bar = BARS[`${kind}.${name}`];
      const value = Number.parseFloat(share);
      const judged = bar === undefined ? {} : { bar: `>= ${bar}`, ok: value >= bar };
      report({ name: `feeds.${kind}.${name} ${share.replace(/^.*\(/, '(')}`, value, unit: '%', ...judged });
    }
  }
}

function runScorer(args: readonly string[]): string {
  const run = spawnSync('python3', [join(corpora ?? '', 'score_inputs.py'), ...args], { maxBuffer: 1e9 });
  if (run.status !== 0) throw new Error(`score_inputs.py failed: ${run.stderr.toString()}`);
  return run.stdout.toString();
}

function measureCases(root: string): void {
  const { groups, missed } = judgeCases(
    join(root, 'feeds/cases.jsonl'),
    (input): FeedReading => readFeed({ ...input, url: null, now: clock.now() }),
  );
  let [held, all] = [0, 0];
  for (const [name, group] of groups) {
    report({
      name: `feeds.cases.${name} (${group.held}/${group.all})`,
      value: round((100 * group.held) / group.all, 1),
      unit: '%',
    });
    [held, all] = [held + group.held, all + group.all];
  }
  report({ name: `feeds.cases (${held}/${all})`, value: round((100 * held) / all, 1), unit: '%' });
  if (process.argv.includes('--cases')) for (const line of missed) say(line);
}

/** The parser alone on naively decoded text against the whole reading, feed by feed in turn, in processor time. */
function measureSpeed(root: string): void {
  const all = readInputs('feeds', join(root, 'feeds/real'));
  const sample = isQuick ? all.slice(0, 100) : all;
  const spent = { ours: 0, plain: 0 };
  for (const [i, feed] of sample.entries()) {
    const order: readonly (keyof typeof spent)[] = i % 2 === 0 ? ['plain', 'ours'] : ['ours', 'plain'];
    for (const who of order) {
      const start = process.cpuUsage().user;
      if (who === 'ours') readFeed(feed);
      else parsePlainly(feed.bytes);
      spent[who] += process.cpuUsage().user - start;
    }
  }
  const [ours, plain] = [(sample.length * 1e6) / spent.ours, (sample.length * 1e6) / spent.plain];
  report({
    name: 'feeds.speed',
    value: round(ours, 1),
    unit: 'feeds/s',
    baseline: round(plain, 1),
    ratio: round(ours / plain, 3),
  });
}

function parsePlainly(bytes: Uint8Array): void {
  try {
    parseFeed(new TextDecoder().decode(bytes));
  } catch {
    // Counted as read: it took its time.
  }
}

measureHostile();
if (corpora === undefined) process.stderr.write('KIOSQUE_CORPORA names no folder: the feeds are skipped.\n');
else {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-feeds-'));
  try {
    measureScores(corpora, folder);
    measureCases(corpora);
    measureSpeed(corpora);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
