import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { analyzeText, formsOf, readWords, splitWords } from '../src/data/analyzer.ts';
import { openDatabase } from '../src/data/database.ts';
import { matchOf } from '../src/data/search-match.ts';
import { createArticles } from '../src/services/articles.ts';
import { quantile, report, reportExact, round, say } from './report.ts';
import { type BenchArticle, createDraw, fillArchive, readSources } from './search-articles.ts';

// node bench/search.ts [--quick]: 30,000 articles (3,000) made of those in KIOSQUE_CORPORA, or of invented words without it.

const isQuick = process.argv.includes('--quick');
const COUNT = isQuick ? 3_000 : 30_000;
const PROBES = ['elysee', 'ELYSÉE', 'négocier', 'cheval', 'coeur', 'otan russie', 'aujourdhui'] as const;

/** Folded as a reader would, by no code of the search. */
function foldByHand(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('’', "'");
}

/** Regular expressions for the folded words of a probe: whole words, an apostrophe in the one that has one. */
function patternsOf(probe: string): readonly RegExp[] {
  return foldByHand(probe)
    .split(' ')
    .map((word) => (word === 'aujourdhui' ? "aujourd'?hui" : word))
    .map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u'));
}

type Archive = { file: DatabaseSync; articles: readonly BenchArticle[] };

function match(file: DatabaseSync, expression: string): ReadonlySet<number> {
  const rows = file.prepare('select rowid as seq from article_words where article_words match ?').all(expression);
  return new Set(rows.map((row) => Number(row['seq'])));
}

/** Which words of the articles that stems alone brought have a form of the probe. */
function sampleExtras(extras: readonly BenchArticle[], probe: string): string {
  const wanted = readWords(probe).map((word) => new Set(formsOf(word, ['fr', 'en', 'nb'])));
  const asked = new Set(splitWords(probe));
  const counts = new Map<string, number>();
  for (const { text, language } of extras)
    for (const word of new Set(splitWords(text))) {
      const forms = analyzeText(word, language).split(' ');
      if (!asked.has(word) && wanted.some((set) => forms.some((form) => set.has(form))))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  const top = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 8);
  return top.map(([word, n]) => `${word} ${n}`).join(', ');
}

const folder = mkdtempSync(join(tmpdir(), 'kiosque-search-'));
const path = join(folder, 'kiosque.db');
const db = await openDatabase(path);
const file = new DatabaseSync(path);
try {
  const { articles, indexingMs } = await fillArchive(db, readSources(process.env['KIOSQUE_CORPORA']), COUNT);
  const archive = { file, articles };
  await measureTruth(archive);
  await measureSpeed(archive);
  measureIndexing(archive, indexingMs);
} finally {
  file.close();
  await db.destroy();
  rmSync(folder, { recursive: true });
}

async function measureTruth({ file: raw, articles }: Archive): Promise<void> {
  const folded = articles.map(({ text }) => foldByHand(text));
  const service = createArticles({ db });
  for (const probe of PROBES) {
    const patterns = patternsOf(probe);
    const truth = new Set(
      articles.filter((_, i) => patterns.every((one) => one.test(folded[i] ?? ''))).map(({ seq }) => seq),
    );
    const exact = match(
      raw,
      splitWords(probe)
        .map((word) => `"${word}"`)
        .join(' AND '),
    );
    const stemmed = match(raw, String(await matchOf(db, { words: probe, prefix: false })));
    reportExact(
      `search.truth.${probe}: of ${truth.size} articles, folded terms missed or too many`,
      truth.symmetricDifference(exact).size,
      'articles',
    );
    reportExact(
      `search.stems.${probe}: of ${truth.size} articles, missed with stems`,
      truth.difference(stemmed).size,
      'articles',
    );
    const { total } = await service.search({ words: probe, limit: 8 });
    reportExact(`search.total.${probe}: counted by the service`, total, 'articles', stemmed.size);
    const extras = articles.filter(({ seq }) => stemmed.has(seq) && !truth.has(seq));
    say(`   ${extras.length} more by stems: ${sampleExtras(extras, probe)}`);
  }
}

/** Two words that stand in one article, as readers ask; and the probes. */
function drawQueries(articles: readonly BenchArticle[]): readonly string[] {
  const draw = createDraw(3);
  const count = isQuick ? 60 : 200;
  const drawn = Array.from({ length: count }, () => {
    const words = splitWords(articles[draw(articles.length)]?.text ?? '').filter((word) => word.length > 4);
    return Array.from({ length: 1 + draw(2) }, () => words[draw(words.length)] ?? '').join(' ');
  });
  return [...drawn, ...PROBES];
}

async function measureSpeed({ file: raw, articles }: Archive): Promise<void> {
  const service = createArticles({ db });
  const list = raw.prepare(
    `select articles.id, revisions.title, outlets.name, bm25(article_words, 10.0, 1.0, 3.0) as rank
     from article_words join articles on articles.seq = article_words.rowid
     join revisions on revisions.article_id = articles.id and revisions.revision = articles.revision
     left join outlets on outlets.id = articles.outlet_id
     where article_words match ? order by rank limit 8`,
  );
  const count = raw.prepare('select count(*) as n from article_words where article_words match ?');
  const spent = { ours: new Array<number>(), raw: new Array<number>() };
  for (const words of drawQueries(articles)) {
    const expression = String(await matchOf(db, { words, prefix: false }));
    const ours = () => service.search({ words, limit: 8, guildId: '1' });
    const plain = () => [list.all(expression), count.get(expression)];
    // Each once before, so that none pays for what the other finds in the file's cache.
    await ours();
    plain();
    let start = performance.now();
    await ours();
    spent.ours.push(performance.now() - start);
    start = performance.now();
    plain();
    spent.raw.push(performance.now() - start);
  }
  reportQuantiles('search', spent);
  await measureSuggestions({ file: raw, articles });
}

async function measureSuggestions({ file: raw, articles }: Archive): Promise<void> {
  const service = createArticles({ db });
  const list = raw.prepare(
    `select articles.id, revisions.title, outlets.name
     from article_words join articles on articles.seq = article_words.rowid
     join revisions on revisions.article_id = articles.id and revisions.revision = articles.revision
     left join outlets on outlets.id = articles.outlet_id
     where article_words match ? order by article_words.rowid desc limit 25`,
  );
  const spent = { ours: new Array<number>(), raw: new Array<number>() };
  for (const words of drawQueries(articles))
    for (const length of [1, 2, 3, 5, 7]) {
      const typed = words.slice(0, length);
      if (splitWords(typed).length !== 1) continue;
      let start = performance.now();
      await service.suggest(typed, 25, '1');
      spent.ours.push(performance.now() - start);
      start = performance.now();
      list.all(`"${splitWords(typed)[0]}" *`);
      spent.raw.push(performance.now() - start);
    }
  reportQuantiles('autocomplete', spent);
}

function reportQuantiles(name: string, spent: { ours: number[]; raw: number[] }): void {
  const [ours, raw] = [spent.ours.toSorted((a, b) => a - b), spent.raw.toSorted((a, b) => a - b)];
  for (const [label, at] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const [value, baseline] = [quantile(ours, at), quantile(raw, at)];
    const ratio = round(value / baseline);
    // At the median both are a few milliseconds or less, most of ours not SQLite's: what a reader waits for is the slow end.
    const most = name === 'search' ? 2 : at > 0.5 ? 2.5 : undefined;
    const bar = most === undefined || isQuick ? {} : { bar: `ratio <= ${most}`, ok: ratio <= most };
    report({
      name: `search.speed.${name}.${label} of ${ours.length}, against the raw statement`,
      value: round(value),
      unit: 'ms',
      baseline: round(baseline),
      ratio,
      ...bar,
    });
  }
}

/** Processor time of an article's way into the index, against folding and splitting its text once with the platform's own means. */
function measureIndexing({ file: raw, articles }: Archive, indexingMs: readonly number[]): void {
  const sample = articles.slice(0, 2_000);
  const time = (work: (article: BenchArticle) => unknown) => {
    const start = process.cpuUsage();
    for (const article of sample) work(article);
    return process.cpuUsage(start).user / 1000 / sample.length;
  };
  const plain = time(({ text }) => foldByHand(text).match(/[\p{L}\p{N}]+/gu));
  const analyzed = time(({ text, language }) => analyzeText(text, language));
  report({
    name: 'search.analysis of an article',
    value: round(analyzed),
    unit: 'ms',
    baseline: round(plain),
    ratio: round(analyzed / plain),
  });
  const inAll = indexingMs.reduce((sum, ms) => sum + ms, 0) / indexingMs.length;
  report({
    name: 'search.indexing of an article',
    value: round(inAll),
    unit: 'ms',
    baseline: round(plain),
    ratio: round(inAll / plain),
  });
  const [row] = raw.prepare('select sum(length(block)) as bytes from article_words_data').all();
  const bytes = Number(row?.['bytes']);
  const text = articles.reduce((sum, article) => sum + Buffer.byteLength(article.text), 0);
  report({
    name: 'search.index.size, against the text',
    value: round(bytes / 1e6),
    unit: 'MB',
    baseline: round(text / 1e6),
    ratio: round(bytes / text),
  });
}
