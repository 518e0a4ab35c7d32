import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { systemClock } from '../src/clock.ts';
import { parsePage } from '../src/services/pages/dom.ts';
import type { PageInput } from '../src/services/pages/page-article.ts';
import { readPage } from '../src/services/pages/read-page.ts';
import { readPageApart } from '../src/services/pages/read-page-apart.ts';
import { createReadingHost } from '../src/services/reading/reading-host.ts';
import { HOSTILE_PAGES } from './pages-hostile.ts';
import { judge, readExpectations, type Verdict } from './pages-metadata.ts';
import { report, round } from './report.ts';

// node bench/pages.ts, with KIOSQUE_CORPORA set: pages to articles, one JSON line a figure. Without corpora only the hostile pages.

const corpora = process.env['KIOSQUE_CORPORA'];
const isQuick = process.argv.includes('--quick');
const clock = systemClock();

function reportFloor(name: string, value: number, floor: number): void {
  report({ name, value: round(value, 3), unit: 'share', bar: `>= ${floor}`, ok: value >= floor });
}

/** First of all, while the process is small: its memory is what is measured. */
async function measureHostile(): Promise<void> {
  const host = createReadingHost(clock);
  const worst = { ms: 0, name: '', rss: 0 };
  const watch = setInterval(() => (worst.rss = Math.max(worst.rss, process.memoryUsage.rss())), 10);
  try {
    for (const [name, make] of Object.entries(HOSTILE_PAGES)) {
      const bytes = Buffer.from(make());
      const start = clock.monotonicMs();
      await readPageApart(host, { bytes, contentType: 'text/html; charset=utf-8', url: null, now: clock.now() });
      const ms = clock.monotonicMs() - start;
      if (ms > worst.ms) Object.assign(worst, { ms, name });
    }
  } finally {
    clearInterval(watch);
    await host.close();
  }
  const pages = Object.keys(HOSTILE_PAGES).length;
  report({
    name: `pages.hostile.slowest of ${pages}: ${worst.name}`,
    value: Math.round(worst.ms),
    unit: 'ms',
    bar: '<= 5000',
    ok: worst.ms <= 5_000,
  });
  const megabytes = Math.round(worst.rss / 1e6);
  report({
    name: 'pages.hostile.memory of the whole process',
    value: megabytes,
    unit: 'MB',
    bar: '<= 300',
    ok: megabytes <= 300,
  });
}

const truth = z.object({ id: z.string(), url: z.string().nullish(), file: z.string().nullish() });
type Page = PageInput & { id: string };

function readPages(folder: string): readonly Page[] {
  return readFileSync(join(folder, 'ground-truth.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => truth.parse(JSON.parse(line)))
    .map(({ id, url, file }) => ({
      id,
      bytes: gunzipSync(readFileSync(join(folder, file ?? `html/${id}.html.gz`))),
      contentType: null,
      url: url && URL.canParse(url) ? url : null,
      now: clock.now(),
    }));
}

const scores = z.object({
  wcxb: z.object({ word_f1: z.number(), failed: z.number() }),
  trafilatura: z.object({ snippet_f1: z.number(), failed: z.number() }),
});

/** Word F1 and snippet F1 by the data's own scorer. */
function measureExtraction(root: string, pages: readonly Page[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-pages-'));
  try {
    const path = join(folder, 'pages.jsonl');
    const lines = pages.map((page) => ({
      id: page.id,
      text: readPage(page)
        .blocks.map(({ text }) => text)
        .join('\n\n'),
    }));
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const data = ['--data', join(root, 'pages/extraction'), '--pred', path];
    const run = spawnSync('python3', [join(root, 'score_inputs.py'), 'score', 'pages', ...data]);
    if (run.status !== 0) throw new Error(`score_inputs.py failed: ${run.stderr.toString()}`);
    const { wcxb, trafilatura } = scores.parse(JSON.parse(run.stdout.toString()));
    reportFloor('pages.extraction.wcxb.word-f1', wcxb.word_f1, 0.925);
    reportFloor('pages.extraction.trafilatura.snippet-f1', trafilatura.snippet_f1, 0.912);
    report({ name: 'pages.extraction.without text', value: wcxb.failed + trafilatura.failed, unit: 'pages' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureMetadata(root: string): void {
  const expectations = readExpectations(join(root, 'pages/metadata'));
  const verdicts = expectations.map((expected) =>
    judge(expected, readPage({ bytes: expected.bytes, contentType: null, url: expected.url, now: clock.now() })),
  );
  const share = (key: keyof Verdict) => {
    const judged = verdicts.filter((verdict) => verdict[key] !== null);
    return judged.filter((verdict) => verdict[key] === true).length / judged.length;
  };
  reportFloor('pages.metadata.title', share('title'), 0.85);
  reportFloor('pages.metadata.date within a day', share('date'), 0.6);
  reportFloor('pages.metadata.author', share('author'), 0.65);
}

type Plain = new (page: unknown) => { parse(): { textContent?: string | null } | null };
const { Readability }: { Readability: Plain } = createRequire(import.meta.url)('@mozilla/readability');

/** Plain readability on linkedom against the whole reading, page by page in turn, in processor time. */
function measureSpeed(pages: readonly Page[]): void {
  const spent = { ours: 0, plain: 0 };
  const sample = isQuick ? pages.slice(0, 60) : pages;
  for (const [i, page] of sample.entries()) {
    const order: readonly (keyof typeof spent)[] = i % 2 === 0 ? ['plain', 'ours'] : ['ours', 'plain'];
    for (const who of order) {
      const start = process.cpuUsage().user;
      if (who === 'ours') readPage(page);
      else readPlainly(page);
      spent[who] += process.cpuUsage().user - start;
    }
  }
  const [ours, plain] = [(sample.length * 1e6) / spent.ours, (sample.length * 1e6) / spent.plain];
  const ratio = round(ours / plain, 3);
  report({
    name: 'pages.speed',
    value: round(ours, 3),
    unit: 'pages/s',
    baseline: round(plain, 3),
    ratio,
    bar: 'ratio >= 0.7',
    ok: ratio >= 0.7,
  });
}

function readPlainly({ bytes }: Page): void {
  try {
    new Readability(parsePage(new TextDecoder().decode(bytes))).parse();
  } catch {
    // Counted as read: it took its time.
  }
}

await measureHostile();
if (corpora === undefined) process.stderr.write('KIOSQUE_CORPORA names no folder: the pages are skipped.\n');
else {
  const pages = readPages(join(corpora, 'pages/extraction'));
  measureExtraction(corpora, pages);
  measureMetadata(corpora);
  measureSpeed(pages);
}
