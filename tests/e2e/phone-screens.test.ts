import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { BROWSER_NOTICE, hasBrowser, PHONE, visit } from '../support/browser.ts';
import { CORPORA_NOTICE, hasCorpora, type NewsLine, readNews } from '../support/corpora.ts';
import { startBot } from '../support/sandbox-bot.ts';

const OTHERS_EACH = 25;
const imported = z.object({ id: z.string() });

/** Imports news texts and gives their ids. */
async function importNews(folder: string, news: readonly (NewsLine & { language: string })[]): Promise<string[]> {
  const ids: string[] = [];
  const paths = news.map(({ id, title, document, language }) => {
    const path = join(folder, `${id}.json`);
    const [first = ''] = document.split('\n');
    writeFileSync(path, JSON.stringify({ title: title ?? first.slice(0, 150), language, body: document }));
    return path;
  });
  await runCommandLine(['import', '--json', ...paths], {
    env: { DATABASE_URL: join(folder, 'kiosque.db') },
    cwd: folder,
    print: (line) => ids.push(imported.parse(JSON.parse(line)).id),
    printError: (line) => expect(line).toBe(''),
  });
  return ids;
}

/** Height of the newest message and of the room in which messages show, in pixels. */
async function measure(page: Page, id: string): Promise<{ message: number; room: number; text: string }> {
  const found = page.locator(`article[data-message-id="${id}"]`);
  await found.waitFor();
  const message = (await found.boundingBox())?.height ?? Infinity;
  const room = (await page.getByRole('log').boundingBox())?.height ?? 0;
  return { message, room, text: await found.innerText() };
}

const p95 = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

describe.skipIf(!hasBrowser || !hasCorpora)(`On a phone${BROWSER_NOTICE}${CORPORA_NOTICE}`, () => {
  test('GIVEN the stored article and 50 others THEN summary and evidence each fit one screen at p95, two taps away, no sentence cut', async () => {
    const { sandbox, folder } = await startBot({ page: true });
    const news = [
      ...readNews('orangesum-dev.jsonl', OTHERS_EACH).map((one) => ({ ...one, language: 'fr' })),
      ...readNews('writers-en-dev.jsonl', OTHERS_EACH).map((one) => ({ ...one, language: 'en' })),
    ];
    const ids = await importNews(folder, news);
    const page = await visit(`http://127.0.0.1:${sandbox.port}/`, { viewport: PHONE });
    await page.getByRole('button', { name: 'Close' }).click();
    const shares: { summary: number[]; evidence: number[] } = { summary: [], evidence: [] };
    for (const article of ['Stoltenberg', ...ids]) {
      const summary = await sandbox.command(`/summary article:${article}`, { as: 'member' });
      if (!summary.message) throw new Error(summary.text);
      const evidence = await sandbox.press(summary.message, 'Evidence', { as: 'member' });
      const seen = await measure(page, summary.message.id);
      const proof = await measure(page, evidence.message?.id ?? '');
      shares.summary.push(seen.message / seen.room);
      shares.evidence.push(proof.message / proof.room);
      expect(`${seen.text}${proof.text}`).not.toContain('…\n');
    }
    const figures = { summary: p95(shares.summary), evidence: p95(shares.evidence), articles: shares.summary.length };
    process.stdout.write(`Share of a phone's screen at p95: ${JSON.stringify(figures)}\n`);
    expect(figures.articles).toBe(1 + 2 * OTHERS_EACH);
    expect(figures.summary).toBeLessThanOrEqual(1);
    expect(figures.evidence).toBeLessThanOrEqual(1);
  }, 120_000);
});
