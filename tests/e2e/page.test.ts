import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { BROWSER_NOTICE, DESKTOP, expectAccessible, hasBrowser, isTooWide, PHONE, visit } from '../support/browser.ts';
import { type Running, startBot } from '../support/sandbox-bot.ts';

/** 07:40 in Paris. */
const MORNING = '2026-11-23T06:40:00Z';
const TOUR = [
  { press: 'Read the stored article', shows: 'Page 1 of 3' },
  { press: 'Summarize it', shows: 'these are extracts' },
  { press: 'See the original words', shows: 'The original words' },
  { press: 'Read it in English', shows: 'written by the Kiosque project' },
  { press: 'Have it posted at 08:00', shows: 'You are the manager now.' },
];

async function open(
  options: Parameters<typeof visit>[1] = {},
): Promise<{ running: Running; page: Awaited<ReturnType<typeof visit>> }> {
  const running = await startBot({ at: MORNING, page: true });
  const page = await visit(`http://127.0.0.1:${running.sandbox.port}/`, options);
  await page.getByRole('button', { name: 'Read the stored article' }).waitFor();
  return { running, page };
}

const said = (page: Page, text: string) => page.getByText(text).last().waitFor();

describe.skipIf(!hasBrowser)(`The page${BROWSER_NOTICE}`, () => {
  test.each([
    { name: 'on a desktop, dark', viewport: DESKTOP, colors: 'dark' },
    { name: 'on a phone, light', viewport: PHONE, colors: 'light' },
  ] as const)(
    'GIVEN a first visit $name THEN six presses lead from the stored article to a posted digest, each state accessible',
    async ({ viewport, colors }) => {
      const { page, running } = await open({ viewport, colors });
      await expectAccessible(page, 'first visit');
      let presses = 0;
      for (const step of TOUR) {
        await page.getByRole('button', { name: step.press }).click();
        presses++;
        await said(page, step.shows);
        await expectAccessible(page, step.press);
        expect(await isTooWide(page)).toBe(false);
      }
      await page.getByRole('button', { name: 'Move the clock to the next digest' }).click();
      presses++;
      await running.sandbox.waitForMessage('news', () => true);
      await said(page, 'News of Monday, November 23, 2026');
      await expectAccessible(page, 'posted digest');
      expect(presses).toBeLessThanOrEqual(6);
      expect(page.complaints).toEqual([]);
    },
    90_000,
  );

  test('GIVEN the keyboard alone THEN a command is picked, its article completed and its answer read', async () => {
    const { page } = await open();
    const composer = page.getByRole('combobox', { name: /^Command in/ });
    await composer.focus();
    await page.keyboard.type('/sum');
    await page
      .getByRole('option', { name: /summary/ })
      .first()
      .waitFor();
    await expectAccessible(page, 'command picker');
    await page.keyboard.press('Tab');
    await page.keyboard.type('article');
    await page.keyboard.press('Tab');
    await page.keyboard.type('stolt');
    await page
      .getByRole('option', { name: /Stoltenberg/ })
      .first()
      .waitFor();
    await expectAccessible(page, 'autocomplete');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await said(page, 'these are extracts');
    expect(page.complaints).toEqual([]);
  });

  test('GIVEN an answer for one member alone THEN the other does not see it, and French is spoken to who reads French', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Summarize it' }).click();
    await said(page, 'these are extracts');
    await page.getByRole('radio', { name: /^Manager/ }).check();
    await expect.poll(() => page.getByText('these are extracts').count()).toBe(0);
    await page.getByLabel('My Discord’s language').selectOption('fr');
    await page.getByRole('combobox', { name: /^Command in/ }).focus();
    await page.keyboard.type('/résumé');
    await page
      .getByRole('option', { name: /résumé/ })
      .first()
      .waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, 'voici des extraits');
  });

  test('GIVEN the bot is killed THEN the page says so, the bot comes back and answers', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: /Kill the bot/ }).click();
    await page
      .getByText(/Bot (?:starting|stopped)|starts? again|is starting/i)
      .first()
      .waitFor();
    await page.getByText('Bot ready').waitFor();
    await page.getByRole('button', { name: 'Summarize it' }).click();
    await said(page, 'these are extracts');
    await expectAccessible(page, 'after a kill');
    expect(page.complaints).toEqual([]);
  });

  test('GIVEN the stand-in is connected and lies THEN the page shows the withheld points and counts the requests', async () => {
    const { page } = await open();
    await page.getByLabel('Stand-in for a language model').selectOption('wrong-number');
    await page.getByText('Bot ready').waitFor();
    await page.getByText(/Asked 0 times/).waitFor();
    await page.getByRole('button', { name: 'Summarize it' }).click();
    await page.getByText(/Asked [1-9]/).waitFor();
    await said(page, 'withheld');
    expect(page.complaints).toEqual([]);
  });

  test('GIVEN the page THEN all it loads weighs under 300 KB compressed and comes from here alone', async () => {
    const { running } = await open();
    const page = await visit('about:blank');
    const lengths: Promise<number>[] = [];
    const elsewhere: string[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(`http://127.0.0.1:${running.sandbox.port}/`)) elsewhere.push(response.url());
      lengths.push(response.allHeaders().then((headers) => Number(headers['content-length'] ?? Number.NaN)));
    });
    await page.goto(`http://127.0.0.1:${running.sandbox.port}/`);
    await page.getByRole('button', { name: 'Read the stored article' }).waitFor();
    expect(elsewhere).toEqual([]);
    const bytes = (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(300_000);
  });
});
