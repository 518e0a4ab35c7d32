import { expect, test } from 'vitest';
import { flatten } from '../support/interactions.ts';
import { shareBot } from '../support/sandbox-bot.ts';
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
