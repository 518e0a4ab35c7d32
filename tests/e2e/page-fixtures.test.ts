import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readText } from '../../src/sandbox/json.ts';
import { buildPage } from '../../src/sandbox/page-bundle.ts';
import { openPaged } from '../sandbox/page-visitor.ts';
import { call, callback, COMMANDS, logIn } from '../sandbox/raw-bot.ts';
import { BROWSER_NOTICE, expectAccessible, hasBrowser, PHONE, visit } from '../support/browser.ts';

const MENU_COMMAND = { name: 'Correct this', type: 3 };
const EPHEMERAL = 64;

function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`tests/sandbox/page/fixtures/${name}.json`, 'utf8'));
}

async function start() {
  const { sandbox } = await openPaged(await buildPage());
  const bot = await logIn(sandbox, [...COMMANDS, MENU_COMMAND]);
  const page = await visit(`http://127.0.0.1:${sandbox.port}/`, { viewport: PHONE });
  const post = (body: unknown) => call(sandbox, 'POST', `/channels/${sandbox.ids.channels.general}/messages`, body);
  return { sandbox, bot, page, post };
}

/** What no command of the bot uses yet: another bot answers here. */
describe.skipIf(!hasBrowser)(`The page before another bot${BROWSER_NOTICE}`, () => {
  test('GIVEN a command of a message that opens a form THEN the form is filled in and its answer shown', async () => {
    const { sandbox, bot, page, post } = await start();
    await post({ content: 'A message to correct.' });
    await page.getByRole('button', { name: 'Commands for this message' }).click();
    await page.getByRole('button', { name: MENU_COMMAND.name }).click();
    const asked = await bot.nextInteraction();
    expect(asked).toMatchObject({ type: 2, data: { type: 3, name: MENU_COMMAND.name } });
    await callback(sandbox, asked, { type: 9, data: fixture('modal-classic') });

    const form = page.getByRole('dialog');
    await form.waitFor();
    await expectAccessible(page, 'form');
    await form.getByLabel('What is wrong?').fill('The year');
    await form.getByRole('button', { name: 'Submit' }).click();
    const filled = await bot.nextInteraction();
    expect(filled['type']).toBe(5);
    expect(JSON.stringify(filled['data'])).toContain('The year');
    await callback(sandbox, filled, { type: 4, data: { content: 'Thank you, noted.', flags: EPHEMERAL } });
    await page.getByText('Thank you, noted.').waitFor();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await page.getByText('Thank you, noted.').waitFor({ state: 'detached' });
    expect(page.complaints).toEqual([]);
  });

  test('GIVEN a form with every kind of field THEN it is accessible, and left with Escape nothing is sent', async () => {
    const { sandbox, bot, page, post } = await start();
    await post({ content: 'A message to correct.' });
    const modal = fixture('modal-all');
    const fields = z.array(z.unknown()).parse(modal['components']);
    // Discord takes five at a time.
    for (let from = 0; from < fields.length; from += 5) {
      await page.getByRole('button', { name: 'Commands for this message' }).click();
      await page.getByRole('button', { name: MENU_COMMAND.name }).click();
      const data = { ...modal, components: fields.slice(from, from + 5) };
      const { status } = await callback(sandbox, await bot.nextInteraction(), { type: 9, data });
      expect(status).toBeLessThan(300);
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page, 'form with every kind of field');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(page.complaints).toEqual([]);
  });

  test('GIVEN a message with buttons and selects THEN a press and a choice reach the bot, and an edit shows', async () => {
    const { sandbox, bot, page, post } = await start();
    const select = {
      type: 3,
      custom_id: 'pick',
      placeholder: 'Choose one',
      options: [
        { label: 'First', value: 'a' },
        { label: 'Second', value: 'b' },
      ],
    };
    const components = [
      { type: 1, components: [{ type: 2, style: 1, label: 'Press me', custom_id: 'press' }] },
      { type: 1, components: [select] },
    ];
    const { body } = await post({ content: 'Before', components });
    expect(readText(body, 'id')).not.toBe('');
    await page.getByRole('button', { name: 'Press me' }).click();
    const pressed = await bot.nextInteraction();
    expect(pressed).toMatchObject({ type: 3, data: { custom_id: 'press' } });
    await callback(sandbox, pressed, { type: 7, data: { content: 'After', components } });
    await page.getByText('After').waitFor();
    await page.getByText('(edited)').waitFor();
    await page.getByRole('button', { name: 'Choose one' }).click();
    await expectAccessible(page, 'open select');
    await page.getByRole('option', { name: 'Second' }).click();
    const chosen = await bot.nextInteraction();
    expect(chosen).toMatchObject({ type: 3, data: { custom_id: 'pick', values: ['b'] } });
    await callback(sandbox, chosen, { type: 6 });
    expect(page.complaints).toEqual([]);
  });
});
