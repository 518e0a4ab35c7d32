import { expect, test } from 'vitest';
import { flatten } from '../support/interactions.ts';
import { shareBot, startBot } from '../support/sandbox-bot.ts';
import type { SandboxMessage } from '../../src/sandbox/sandbox.ts';

/** 07:40 in Paris. */
const MORNING = '2026-11-23T06:40:00Z';
/** What fits beside a thumb, characters. */
const LABEL_CHARS = 34;
const [ROW, BUTTON, SELECT, CONTAINER] = [1, 2, 3, 17];

const COMMANDS: readonly (readonly [string, 'member' | 'manager'])[] = [
  ['/article', 'member'],
  ['/search words:Otan', 'member'],
  ['/search', 'member'],
  ['/summary', 'member'],
  ['/summary length:detailed', 'member'],
  ['/translate language:English', 'member'],
  ['/translate language:German', 'member'],
  ['/who-says', 'member'],
  ['/ask question:Who speaks of Russia?', 'member'],
  ['/article article:zzzz', 'member'],
  ['/usage', 'manager'],
  ['/digest create channel:#news time:08:00 timezone:Europe/Paris', 'manager'],
  ['/digest list', 'manager'],
  ['/digest preview', 'manager'],
  ['/digest why', 'manager'],
  ['/feed list', 'manager'],
];

/** What managers get: beside what holds for all, its row fits the width of a phone. Settings have a select each. */
const MANAGING: readonly (readonly [string, string])[] = [
  ['/settings', 'fr'],
  ['/settings timezone:Paris', 'de'],
  ['/settings timezone:san', 'en-US'],
  ['/settings timezone:Atlantis', 'es-ES'],
  ['/doctor', 'en-US'],
  ['/doctor', 'fr'],
  ['/help', 'en-US'],
  ['/help', 'de'],
  ['/usage', 'es-ES'],
  ['/digest list', 'de'],
  ['/digest edit time:09:30', 'fr'],
  ['/digest why', 'es-ES'],
  ['/feed list', 'de'],
];
/** Of a button at 390 pixels: its label's letters, the room around them, the gap to the next one. */
const [LETTER_PX, BUTTON_PX, GAP_PX, ROW_PX] = [6.9, 34, 8, 322];
/** Lines of 42 letters: what a phone of 844 pixels shows without scrolling. */
const [LINE_CHARS, MOST_LINES] = [42, 34];

/** Rows of a message that a phone would break, and more lines than it shows. */
function crowding({ body }: SandboxMessage): string[] {
  const parts = flatten(body);
  const isRow = ({ type, components = [] }: (typeof parts)[number]) =>
    type === ROW && components.some((one) => one.type === BUTTON);
  const width = ({ components = [] }: (typeof parts)[number]) =>
    components.reduce((sum, { label = '' }) => sum + label.length * LETTER_PX + BUTTON_PX + GAP_PX, -GAP_PX);
  const rowLabels = (row: (typeof parts)[number]) => row.components?.map(({ label }) => label).join(' | ');
  const lines = parts
    .flatMap(({ content = '' }) => content.split('\n'))
    .reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(line.replace(/<[^>]*>|\]\([^)]*\)/g, '').length / LINE_CHARS)),
      0,
    );
  return [
    ...parts.filter((part) => isRow(part) && width(part) > ROW_PX).map((row) => `breaks: ${rowLabels(row)}`),
    ...(lines > MOST_LINES ? [`${lines} lines`] : []),
  ];
}

/** What of a message is not as quiet as the others. */
function loudness({ body }: SandboxMessage): string[] {
  const parts = flatten(body);
  const rows = parts.filter(({ type }) => type === ROW);
  const buttonRows = rows.filter(({ components = [] }) => components.some(({ type }) => type === BUTTON));
  const containers = parts.filter(({ type }) => type === CONTAINER);
  const words = parts.flatMap(({ content = '', label = '' }) => [content, label]).join('\n');
  return [
    ...(containers.length === 1 ? [] : [`${containers.length} containers`]),
    ...(containers.every((one) => 'accent_color' in one) ? [] : ['no accent']),
    ...(buttonRows.length > 1 ? [`${buttonRows.length} rows of buttons`] : []),
    ...(rows.length - buttonRows.length > 1 ? ['several selects'] : []),
    ...parts
      .filter(({ label = '', type }) => type === BUTTON && label.length > LABEL_CHARS)
      .map(({ label }) => `long: ${label}`),
    ...parts.filter(({ type, options = [] }) => type === SELECT && options.length === 0).map(() => 'an empty select'),
    ...(/\p{Extended_Pictographic}/u.test(words) ? ['a picture character'] : []),
    ...(JSON.stringify(body).includes('"media"') && !/"description":"[^"]{10}/.test(JSON.stringify(body))
      ? ['no alt text']
      : []),
  ];
}

test('GIVEN every command in English and French THEN each answer is one card with an accent and at most one row of short buttons', async () => {
  const { sandbox } = await shareBot({ at: MORNING });
  for (const [text, as] of COMMANDS) {
    const { message, outcome } = await sandbox.command(text, { as });
    expect({ text, outcome, loud: message ? loudness(message) : ['nothing'] }).toEqual({
      text,
      outcome: 'answered',
      loud: [],
    });
  }
  sandbox.setLocale('member', 'fr');
  for (const text of ['/article', '/résumé', '/chercher mots:Otan', '/qui-dit-quoi']) {
    const { message } = await sandbox.command(text, { as: 'member' });
    expect({ text, loud: message ? loudness(message) : ['nothing'] }).toEqual({ text, loud: [] });
  }
});

test('GIVEN what managers see in four languages THEN a phone shows it on a screen, its row of buttons unbroken', async () => {
  const { sandbox } = await startBot({ at: MORNING });
  await sandbox.command('/digest create channel:#news time:08:00 timezone:Europe/Paris', { as: 'manager' });
  for (const [text, locale] of MANAGING) {
    sandbox.setLocale('manager', locale);
    const { message, outcome } = await sandbox.command(text, { as: 'manager' });
    const several = text.startsWith('/settings') ? ['several selects'] : [];
    const loud = message ? [...loudness(message), ...crowding(message)] : ['nothing'];
    expect({ text, locale, outcome, loud: loud.filter((one) => !several.includes(one)) }).toEqual({
      text,
      locale,
      outcome: 'answered',
      loud: [],
    });
  }
  for (const [locale, more] of [
    ['en-US', 'More…'],
    ['fr', 'Plus…'],
    ['de', 'Mehr\u00a0…'],
    ['es-ES', 'Más…'],
  ] as const) {
    sandbox.setLocale('manager', locale);
    const given = await sandbox.command('/digest edit time:10:00', { as: 'manager' });
    if (!given.message) throw new Error(given.text);
    const { message, text } = await sandbox.press(given.message, more, { as: 'manager' });
    expect({ locale, loud: message ? crowding(message) : [text] }).toEqual({ locale, loud: [] });
  }
});

test('GIVEN pages of an article THEN they are turned after a restart too', async () => {
  const { sandbox, bot } = await shareBot({ at: MORNING });
  const first = await sandbox.command('/article', { as: 'member' });
  if (!first.message) throw new Error('no message');
  await sandbox.press(first.message, 'Next', { as: 'member' });
  await bot.kill();
  await bot.start();
  await sandbox.waitForBot();
  expect((await sandbox.press(first.message, 'Next', { as: 'member' })).text).toContain('Page 3');
  expect((await sandbox.press(first.message, 'Back', { as: 'member' })).text).toContain('Page 2');
});
