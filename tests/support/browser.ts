import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import * as z from 'zod';
import { atEndOf } from './endings.ts';

/** Debian's; without it the tests of the page are skipped. */
const CHROMIUM = '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);
/** To be said in the name of what is skipped. */
export const BROWSER_NOTICE = hasBrowser ? '' : ` (skipped: ${CHROMIUM} is not installed)`;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

let browser: Promise<Browser> | undefined;
atEndOf('file', async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** A visitor's first visit to an address: nothing is kept from an earlier one. What the page complains of fails the test. */
export async function visit(
  address: string,
  { viewport = DESKTOP, colors = 'light' }: { viewport?: typeof DESKTOP; colors?: 'light' | 'dark' } = {},
): Promise<Page & { complaints: readonly string[] }> {
  browser ??= chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const context = await (await browser).newContext({ viewport, colorScheme: colors, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  return Object.assign(page, { complaints });
}

const violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN_AXE = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((found) => found.violations)`;

/** Fails for each violation of WCAG level A or AA that axe-core finds in the page as it stands. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(AXE);
  const found = violations.parse(await page.evaluate(RUN_AXE));
  const said = found.map(
    ({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
  expect(said).toEqual([]);
}

/** Whether something can be scrolled sideways: on a phone nothing may. */
export async function isTooWide(page: Page): Promise<boolean> {
  return z.boolean().parse(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth'));
}
