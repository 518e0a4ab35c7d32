import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { serveHarness } from './fixtures/harness-server.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const isThere = existsSync(CHROMIUM);
if (!isThere) process.stderr.write(`Skipped: messages in a browser (there is no ${CHROMIUM}).\n`);

const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const FIND_VIOLATIONS =
  "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((found) => found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))";
/** What reaches beyond the window's right edge, but for words that only a screen reader has. */
const FIND_OVERFLOW =
  "[...document.querySelectorAll('main *')].filter((one) => !one.closest('.dc-hidden') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120))";

describe.skipIf(!isThere)('messages in a browser', () => {
  let browser: Browser;
  let harness: Awaited<ReturnType<typeof serveHarness>>;

  beforeAll(async () => {
    [browser, harness] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: FLAGS }),
      serveHarness(),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await harness.stop();
  });

  /** A page of one fixture (or all), whose console must stay silent. */
  async function open(only = '', { width = 390, height = 844, theme = 'light' } = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height } });
    const said: string[] = [];
    page.on('console', (line) => said.push(line.text()));
    page.on('pageerror', (fault) => said.push(fault.message));
    onTestFinished(async () => {
      await page.close();
      expect(said, 'words on the page’s console').toEqual([]);
    });
    await page.goto(`${harness.url}?theme=${theme}${only === '' ? '' : `&only=${only}`}`);
    await page.waitForSelector('main > :nth-child(2)');
    return page;
  }

  const did = async (page: Page) => z.array(z.array(z.unknown())).parse(await page.evaluate('window.did'));
  async function check(page: Page): Promise<void> {
    await page.evaluate(AXE);
    expect(violations.parse(await page.evaluate(FIND_VIOLATIONS))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate(FIND_OVERFLOW)).toEqual([]);
  }

  test.each([
    { width: 390, height: 844, theme: 'light' },
    { width: 390, height: 844, theme: 'dark' },
    { width: 1280, height: 800, theme: 'light' },
    { width: 1280, height: 800, theme: 'dark' },
  ])(
    'GIVEN every fixture at $width px, $theme THEN no fault of level A or AA and nothing beyond the edge',
    async (size) => {
      const page = await open('', size);
      expect(await page.locator('article').count()).toBeGreaterThan(18);
      await check(page);
    },
  );

  test.each(['light', 'dark'])('GIVEN everything opened, %s THEN still no fault', async (theme) => {
    const page = await open('', { theme });
    for (const name of ['Spoiler: show', 'Spoiler: show the picture', 'Spoiler: show the file'])
      for (let left = await page.getByRole('button', { name, exact: true }).count(); left > 0; left -= 1)
        await page.getByRole('button', { name, exact: true }).first().click();
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    await page.getByRole('button', { name: 'Commands for this message' }).first().click();
    await page.getByRole('button', { name: 'Choose sections' }).click();
    await check(page);
    expect(await page.getByText('What was hidden.').isVisible()).toBe(true);
  });

  test('GIVEN a pressed button THEN it is busy until the bot answers, and a refusal is told', async () => {
    const page = await open('message-container');
    const button = page.getByRole('button', { name: 'Detailed' });
    await button.click();
    await button.click({ force: true });
    expect(await did(page)).toEqual([['press', 'c:detailed']]);
    expect(await button.getAttribute('aria-busy')).toBe('true');
    await page.evaluate("window.settle[0]('The bot did not answer.')");
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('The bot did not answer.');
    expect(await button.getAttribute('aria-busy')).toBe('false');
    await button.click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.evaluate('window.settle[1]()');
    await page.locator('[data-custom-id="c:detailed"][aria-busy="false"]').waitFor();
  });

  test('GIVEN a select of one value THEN the keyboard alone chooses it', async () => {
    const page = await open('message-selects');
    const trigger = page.getByRole('button', { name: 'Choose a length' });
    await trigger.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await page.evaluate("document.activeElement.dataset.customId === 'sel:one'")).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect.poll(() => did(page)).toEqual([['select', 'sel:one', ['points']]]);
    expect(await page.locator('[data-custom-id="sel:one"]').textContent()).toBe('Key points');
  });

  test('GIVEN an open list that the focus leaves THEN it closes and the focus goes on', async () => {
    const page = await open('message-selects');
    await page.getByRole('button', { name: 'Choose a length' }).click();
    await page.keyboard.press('Tab');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.dataset.customId')).toBe('sel:many');
  });

  test('GIVEN a select of several THEN a button confirms them, in their own order and number', async () => {
    const page = await open('message-selects');
    await page.getByRole('button', { name: 'Choose sections' }).click();
    const confirm = page.getByRole('button', { name: 'Confirm' });
    const pick = (name: string) => page.getByRole('option', { name }).first().click();
    await pick('Section 3');
    expect(await confirm.isDisabled()).toBe(true);
    for (const name of ['Section 2', 'Section 5', 'Section 4', 'Section 6']) await pick(name);
    expect(await page.getByText('4 chosen, 2 to 4 wanted').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await did(page)).toEqual([['select', 'sel:many', ['v2', 'v3', 'v4', 'v5']]]);
  });

  test('GIVEN selects of members, roles and channels THEN each offers its own kind', async () => {
    const page = await open('message-selects');
    await page.getByRole('button', { name: 'Choose a member' }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['@Member', '@Manager']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Choose a channel' }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['#news']);
    await page.getByRole('option').click();
    expect(await did(page)).toEqual([['select', 'sel:channel', ['1234567890123456780']]]);
  });

  test('GIVEN a message’s menu and a private message THEN both are told', async () => {
    const page = await open('state-ephemeral');
    expect(await page.getByText('Member used /digest list').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Commands for this message' }).click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Translate' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Commands for this message' }).click();
    await page.getByRole('button', { name: 'Translate' }).click();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await did(page)).toEqual([['command', 'Translate'], ['dismiss']]);
  });

  test('GIVEN a form with every kind of field THEN what is missing is told, and the values are sent', async () => {
    const page = await open('modal-all');
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await page.getByText('This is needed.').count()).toBe(3);
    await check(page);
    await page.getByLabel('Title').fill('A title');
    await page.getByRole('button', { name: /^Length/ }).click();
    await page.getByRole('option', { name: 'Detailed' }).click();
    await page.getByLabel('French').check();
    await page.getByLabel('Science').check();
    await page.getByLabel('Tell me when it is done').uncheck();
    await page
      .getByLabel('An article as a file')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('words') });
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => did(page)).toHaveLength(1);
    expect((await did(page))[0]?.[1]).toEqual({
      title: 'A title',
      text: 'Already here',
      length: '["detailed"]',
      members: '[]',
      channel: '[]',
      language: 'fr',
      sections: '["s"]',
      tell: 'false',
      file: JSON.stringify([JSON.stringify({ name: 'a.txt', text: 'words' })]),
    });
  });

  test('GIVEN a form that is refused THEN its sentence is told and nothing is lost', async () => {
    const page = await open('modal-classic');
    await page.getByLabel('What is wrong?').fill('no');
    await page.keyboard.press('Enter');
    expect(await page.getByText('At least 3 characters are needed.').isVisible()).toBe(true);
    await page.getByLabel('What is wrong?').fill('refuse');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('What is wrong?').inputValue()).toBe('refuse');
  });

  test('GIVEN what must not be seen THEN it is not there', async () => {
    const page = await open();
    for (const words of [
      'Nobody sees this',
      'a spoiler with bold',
      'A container that hides itself',
      'What was hidden.',
    ])
      expect(await page.getByText(words).count()).toBe(0);
    expect(await page.locator('script:not([src])').count()).toBe(0);
    const links = z
      .array(z.string())
      .parse(
        await page.evaluate(
          "[...document.querySelectorAll('main a')].map((a) => `${a.protocol} ${a.rel} ${a.target}`)",
        ),
      );
    expect(new Set(links)).toEqual(new Set(['https: noopener noreferrer _blank']));
  });
});
