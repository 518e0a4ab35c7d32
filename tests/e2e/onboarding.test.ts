import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { BROWSER_NOTICE, expectAccessible, hasBrowser, isTooWide, PHONE, visit } from '../support/browser.ts';
import { startBot } from '../support/sandbox-bot.ts';

/** 07:40 in Paris. */
const MORNING = '2026-11-23T06:40:00Z';
/** From a fresh sandbox to a digest with a feed; typing is no press. */
const MOST_PRESSES = 8;

/** A visit on a phone that counts what is pressed. */
async function openPhone(colors: 'light' | 'dark') {
  const running = await startBot({ at: MORNING, page: true });
  const page = await visit(`http://127.0.0.1:${running.sandbox.port}/`, { viewport: PHONE, colors });
  let presses = 0;
  await page.getByRole('button', { name: 'Read the stored article' }).waitFor();
  return {
    running,
    page,
    presses: () => presses,
    async press(target: ReturnType<Page['locator']>) {
      // A person waits for the answer to what they pressed before.
      await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
      await target.click();
      presses++;
    },
    async look(state: string) {
      await expectAccessible(page, state);
      expect({ state, isTooWide: await isTooWide(page) }).toEqual({ state, isTooWide: false });
    },
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    select: (name: RegExp) => page.locator('.dc-select-trigger').filter({ hasText: name }),
    option: (name: RegExp) => page.getByRole('option', { name }).first(),
  };
}

/** How high the newest message is: on a phone it is seen whole. */
async function heightOf(page: Page): Promise<number> {
  return (await page.locator('.dc-container').last().boundingBox())?.height ?? Number.NaN;
}

describe.skipIf(!hasBrowser)(`Setting up a digest on a phone${BROWSER_NOTICE}`, () => {
  test.each(['light', 'dark'] as const)(
    'GIVEN a fresh sandbox, %s THEN at most eight presses lead to a confirmed digest with a feed, each state accessible and seen whole',
    async (colors) => {
      const { page, press, look, button, select, option, presses } = await openPhone(colors);
      await press(button('Set up a digest step by step'));
      await page.getByText('A new digest').waitFor();
      await look('choices');
      expect(await button('Next').isDisabled()).toBe(true);
      await press(select(/Time zone/));
      await look('zones');
      await press(option(/^Paris/));
      await expect.poll(() => button('Next').isEnabled()).toBe(true);
      await press(select(/Feeds to follow/));
      await look('feeds');
      await press(option(/^BBC/));
      await press(button('Confirm'));
      await select(/^BBC/).waitFor();
      await look('chosen');
      expect(await heightOf(page)).toBeLessThan(PHONE.height / 2);
      await press(button('Next'));
      await page.getByText('Ready to start?').waitFor();
      await look('check');
      expect(await heightOf(page)).toBeLessThan(PHONE.height / 2);
      await press(button('Start'));
      await page.getByText('The digest is set up').waitFor();
      await page.getByText('Followed: BBC.').waitFor();
      await look('done');
      expect(presses()).toBeLessThanOrEqual(MOST_PRESSES);
      await press(button('Undo'));
      await page.getByText('Undone:').waitFor();
      await look('undone');
      expect(page.complaints).toEqual([]);
    },
    90_000,
  );

  test('GIVEN a city that no list has THEN the form finds it, the feed that no web leads to is followed, and the digest is posted at its hour', async () => {
    const { page, press, look, button, select, option, running } = await openPhone('light');
    await press(button('Set up a digest step by step'));
    await press(button('Search a city…'));
    await page.getByRole('dialog').waitFor();
    await look('city');
    await page.keyboard.type('Marseille');
    await page.keyboard.press('Enter');
    await select(/^Paris/).waitFor();
    await press(button('More…'));
    await page.getByText('More choices').waitFor();
    await look('more');
    await press(button('Back'));
    await press(select(/Feeds to follow/));
    await press(option(/^BBC/));
    await press(button('Confirm'));
    await select(/^BBC/).waitFor();
    await press(button('Next'));
    await press(button('Start'));
    await page.getByText('The digest is set up').waitFor();
    const list = await running.sandbox.command('/feed list', { as: 'manager' });
    expect(list.text).toContain('BBC');
    running.moveClock(20 * 60_000);
    await running.sandbox.waitForMessage('general', ({ body }) => JSON.stringify(body).includes('News of Monday'));
    expect(page.complaints).toEqual([]);
  }, 90_000);

  test('GIVEN the bot is killed in the middle THEN the next press goes on where the manager was', async () => {
    const { page, press, button, select, option, running } = await openPhone('light');
    await press(button('Set up a digest step by step'));
    await press(select(/Time zone/));
    await press(option(/^Paris/));
    await expect.poll(() => button('Next').isEnabled()).toBe(true);
    await running.bot.kill();
    await running.bot.start();
    await running.sandbox.waitForBot();
    await press(button('Next'));
    await page.getByText('Ready to start?').waitFor();
    await press(button('Start'));
    await page.getByText('The digest is set up').waitFor();
  }, 90_000);
});
