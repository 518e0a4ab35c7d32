// First of all: nothing in a picture may depend on the machine's zone.
process.env['TZ'] = 'UTC';

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { systemClock } from '../../clock.ts';
import { systemRandom } from '../../ids.ts';
import { startSandboxBot } from '../sandbox-bot.ts';
import { type Frame, joinFrames } from './apng.ts';

const FOLDER = 'docs/pictures';
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** 07:40 in Paris, so that a digest at 08:00 is near. */
const MORNING = Date.parse('2026-11-23T06:40:00Z');
/** `role` of what is pressed, a button unless it says. */
type Step = { press: string; role?: 'button' | 'option'; shows: string };
const TOUR: readonly Step[] = [
  { press: 'Read the stored article', shows: 'Page 1 of 3' },
  { press: 'Summarize it', shows: 'these are extracts' },
  { press: 'See the original words', shows: 'The original words' },
  { press: 'Read it in English', shows: 'written by the Kiosque project' },
  { press: 'Have it posted at 08:00', shows: 'You are the manager now.' },
  { press: 'Move the clock to the next digest', shows: 'News of Monday, November 23, 2026' },
];

const GUIDE: readonly Step[] = [
  { press: 'Set up a digest step by step', shows: 'A new digest' },
  { press: 'Time zone: the nearest city…', shows: 'Los Angeles' },
  { press: 'Paris', role: 'option', shows: 'Paris' },
  { press: 'Feeds to follow: as many as you like…', shows: 'The Guardian' },
  { press: 'BBC', role: 'option', shows: '1 chosen' },
  { press: 'Confirm', shows: 'BBC' },
  { press: 'Next', shows: 'Ready to start?' },
  { press: 'Start', shows: 'The digest is set up' },
];

/** `stills`: after which steps a picture is kept. */
type Look = {
  name: string;
  steps: readonly Step[];
  width: number;
  height: number;
  colors: 'light' | 'dark';
  stills: readonly number[];
  isAnimated: boolean;
};
const LOOKS: readonly Look[] = [
  { name: 'desktop', steps: TOUR, width: 1280, height: 800, colors: 'dark', stills: [2, 6], isAnimated: false },
  { name: 'phone', steps: TOUR, width: 390, height: 844, colors: 'light', stills: [3], isAnimated: true },
  { name: 'guide', steps: GUIDE, width: 390, height: 844, colors: 'light', stills: [], isAnimated: true },
];

/** `npm run pictures`: takes the README's pictures of the page with the real bot behind it. */
async function takePictures(): Promise<void> {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  await mkdir(FOLDER, { recursive: true });
  try {
    for (const look of LOOKS) await withSandbox((address) => takeTour(browser, address, look));
  } finally {
    await browser.close();
  }
}

/** A fresh sandbox for each look: each visit is a first one. */
async function withSandbox(work: (address: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosque-pictures-'));
  const databasePath = join(folder, 'sandbox.db');
  const running = await startSandboxBot({
    env: () => ({ PATH: process.env['PATH'], DATABASE_URL: databasePath }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    offsetMs: MORNING - systemClock().now(),
    page: { databasePath },
  });
  try {
    await work(`http://127.0.0.1:${running.sandbox.port}/`);
  } finally {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeTour(browser: Browser, address: string, look: Look): Promise<void> {
  const { name, steps, width, height, colors } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: colors, reducedMotion: 'reduce' });
  await page.goto(address);
  await page.getByRole('button', { name: TOUR[0]?.press ?? '' }).waitFor();
  const frames: Frame[] = [{ png: await page.screenshot(), forMs: 1_500 }];
  for (const [i, step] of steps.entries()) {
    const png = await takeStep(page, step);
    frames.push({ png, forMs: 2_500 });
    if (look.stills.includes(i + 1)) await writeFile(join(FOLDER, `${name}-${i + 1}.png`), png);
  }
  if (look.isAnimated) await writeFile(join(FOLDER, `${name}.png`), joinFrames(frames));
  process.stdout.write(`${name}: ${frames.length} pictures taken\n`);
  await page.close();
}

async function takeStep(page: Page, { press, role = 'button', shows }: Step): Promise<Buffer> {
  await page.getByRole(role, { name: press }).first().click();
  await page.getByText(shows).last().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  // The picture is of the page at rest: fonts drawn, scrolled to the answer.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return page.screenshot();
}

await takePictures();
