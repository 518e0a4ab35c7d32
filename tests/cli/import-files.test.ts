import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { importFiles, importLines } from '../../src/cli/import-files.ts';
import { createProgressBar, formatBar } from '../../src/cli/progress-bar.ts';
import { systemClock } from '../../src/clock.ts';
import { findArticle } from '../../src/data/article-store.ts';
import { OperatorError } from '../../src/errors.ts';
import { testClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';
import { newsPage } from '../support/pages.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const FACTS = 'language: en\n';
const article = (title: string) =>
  `---\n${FACTS}---\n${title}\n\nFrom Monday it runs until 23:30, the harbor authority said.\n`;
const PAGE = newsPage({
  head: `<title>The ferry runs at night</title><link rel="canonical" href="https://courier.example.org/ferry">
    <meta property="og:site_name" content="The Harbor Courier"><meta name="author" content="Mara Delacourt">
    <meta property="article:published_time" content="2026-05-12T08:30:00+02:00">`,
});

/** A terminal 60 columns wide, or a stream that is none, and what was written there. */
function openScreen(isTTY: boolean) {
  const written: string[] = [];
  const sink = new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
  return { screen: Object.assign(sink, { isTTY, columns: 60 }), shown: () => written.join('') };
}

async function openImport({ isTTY = false, env = {} } = {}) {
  const newsroom = await testDatabase();
  const printed: string[] = [];
  const { screen, shown } = openScreen(isTTY);
  // The worker that reads pages counts in real time.
  const world = { ...newsroom, clock: systemClock(), env, screen, print: (text: string) => void printed.push(text) };
  return { ...newsroom, world, printed, shown };
}

describe('files and folders', () => {
  test('GIVEN a folder THEN all that can be imported in it, by name, and nothing else', async () => {
    const { world, printed } = await openImport();
    write('news/b.txt', article('Second'));
    write('news/a.md', article('# First'));
    write('news/deep/c.json', JSON.stringify({ title: 'Third', language: 'en', body: 'The third one.' }));
    write('news/.hidden/d.txt', article('Hidden'));
    write('news/picture.png', 'no text');
    await importFiles([join(folder, 'news')], { json: false }, world);
    expect(printed.map((line) => line.split(/ {2,}/)[2])).toEqual(['First', 'Second', 'Third']);
    await importFiles([join(folder, 'news')], { json: false }, world);
    expect(printed.slice(3).map((line) => line.split(' ')[0])).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  test('GIVEN a page THEN its facts come from it', async () => {
    const { db, world, printed } = await openImport();
    await importFiles([write('ferry.html', PAGE)], { json: true }, world);
    const { id, outcome } = JSON.parse(printed[0] ?? '');
    expect(outcome).toBe('stored');
    const stored = await findArticle(db, id);
    expect(stored).toMatchObject({
      title: 'The ferry runs at night',
      language: 'en',
      url: 'https://courier.example.org/ferry',
      outlet: { name: 'The Harbor Courier' },
      author: 'Mara Delacourt',
      publishedAt: Date.parse('2026-05-12T06:30:00Z'),
    });
    expect(stored?.body).toHaveLength(4);
  });

  test('GIVEN pages without an article, without a language, or for members only THEN one sentence each, and the others are stored', async () => {
    const { world, printed } = await openImport();
    const bare = PAGE.replace(' lang="en"', '');
    const paths = [
      write('empty.html', '<html lang="en"><title>x</title><body></body></html>'),
      write('bare.html', bare),
      write('ok.html', PAGE),
      join(folder, 'none.html'),
    ];
    const failed: unknown = await importFiles(paths, { json: false }, world).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OperatorError);
    const said = failed instanceof Error ? failed.message.split('\n') : [];
    expect(said).toEqual([
      'empty.html cannot be imported: it has no article.',
      'bare.html cannot be imported: language is missing.',
      expect.stringContaining('none.html cannot be read'),
    ]);
    expect(printed).toHaveLength(1);
    await importFiles([paths[1] ?? ''], { json: false, language: 'en' }, world);
    expect(printed[1]).toMatch(/^unchanged/);
  });

  test('GIVEN a folder without articles THEN it says so', async () => {
    const { world } = await openImport();
    write('void/readme.pdf', '');
    await expect(importFiles([join(folder, 'void')], { json: false }, world)).rejects.toThrow('nothing to import');
  });
});

describe('lines', () => {
  test('GIVEN files, fields and faults THEN a line for each', async () => {
    const { world } = await openImport();
    const output = new PassThrough();
    const lines = [
      { id: 7, file: write('a.txt', article('The ferry')) },
      { title: 'The bus', language: 'en', body: ['The bus runs on Sunday.'] },
      { id: 'n1', title: 'The tram', body: 'x' },
      { id: '2v5h1ngr0mhz', title: 'The boat', language: 'en', body: 'The boat sails.' },
      { id: 9, file: join(folder, 'none.txt') },
    ];
    const input = Readable.from([...lines.map((line) => `${JSON.stringify(line)}\n`), 'no JSON\n']);
    expect(await importLines({ input, output }, {}, world)).toBe(3);
    output.end();
    const said = (await readAll(output))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said).toMatchObject([
      { id: 7, title: 'The ferry', outcome: 'stored' },
      { title: 'The bus', outcome: 'stored' },
      { id: 'n1', error: 'the line cannot be imported: language is missing.' },
      { id: '2v5h1ngr0mhz', article: '2v5h1ngr0mhz', outcome: 'stored' },
      { id: 9, error: expect.stringContaining('cannot be read') },
      { error: 'the line is not JSON' },
    ]);
    expect(said[1].id).toBe(said[1].article);
  });

  test('GIVEN Ctrl-C in the middle THEN the database is whole, and a second run says what is unchanged', async () => {
    const lines = Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({ id: i, title: `Ferry ${i}`, language: 'en', body: `Ferry ${i} sails at six in the morning.` }),
    );
    const path = write('many.jsonl', `${lines.join('\n')}\n`);
    const database = join(folder, 'k.db');
    const start = () =>
      spawn(process.execPath, ['src/cli/kiosque.ts', 'import', '--jsonl', path], {
        env: { ...process.env, DATABASE_URL: database, SEED_ARTICLE: 'off' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const first = start();
    const ended = once(first, 'exit');
    for await (const chunk of first.stdout) if (String(chunk).includes('"outcome"')) first.kill('SIGINT');
    await ended;
    const stored = countWhole(database);
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(400);
    const second = start();
    const said = (await readAll(second.stdout)).trim().split('\n');
    expect(said.filter((line) => line.includes('"unchanged"'))).toHaveLength(stored);
    expect(said.filter((line) => line.includes('"stored"'))).toHaveLength(400 - stored);
    expect(countWhole(database)).toBe(400);
  }, 60_000);
});

/** The articles of a sound database, each with its text and its search words. */
function countWhole(path: string): number {
  const file = new DatabaseSync(path);
  try {
    expect(file.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const count = (table: string) => Number(file.prepare(`select count(*) as n from ${table}`).get()?.['n']);
    const [articles, revisions, words] = [count('articles'), count('revisions'), count('article_words')];
    expect([revisions, words]).toEqual([articles, articles]);
    return articles;
  } finally {
    file.close();
  }
}

describe('the bar', () => {
  test('GIVEN a terminal THEN the bar moves and is gone at the end; elsewhere and in CI nothing is written', async () => {
    const screens = await Promise.all([
      openImport({ isTTY: true }),
      openImport(),
      openImport({ isTTY: true, env: { CI: '1' } }),
    ]);
    const paths = [write('a.txt', article('The ferry')), write('b.txt', article('The bus'))];
    for (const { world } of screens) await importFiles(paths, { json: false }, world);
    const [onTerminal = '', elsewhere, inCI] = screens.map(({ shown }) => shown());
    expect(onTerminal).toContain('░░░ 0 % 0/2');
    expect(onTerminal.endsWith('\r\u001b[K')).toBe(true);
    expect([elsewhere, inCI]).toEqual(['', '']);
  });

  test('GIVEN many steps THEN it is drawn ten times a second, and never wider than the terminal', async () => {
    const clock = testClock();
    const { screen, shown } = openScreen(true);
    const bar = createProgressBar(screen, { total: 1_000, clock, env: {} });
    for (let done = 1; done < 500; done++) bar.advance(done, 'a/very/long/path/of/a/file/in/a/folder.txt');
    await clock.move(100);
    bar.advance(500, 'b');
    bar.hide();
    bar.hide();
    const frames = shown().split('\r').slice(1);
    expect(frames).toHaveLength(3);
    expect(frames.every((frame) => frame.replace('\u001b[K', '').length < 60)).toBe(true);
    expect(formatBar(500, 1_000, 'x')).toBe(`${'█'.repeat(12)}${'░'.repeat(12)} 50 % 500/1,000 x`);
    expect(formatBar(1_234, undefined, 'articles')).toBe('1,234 articles');
  });
});
