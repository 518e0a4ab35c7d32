import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startBot } from '../support/sandbox-bot.ts';

const README = 'README.md';

/** `npm test -- readme` with UPDATE_README=1 writes the replies anew. */
test('GIVEN the replies that the README shows THEN they are what the bot answers today', async () => {
  const { sandbox } = await startBot();
  const shown = readFileSync(README, 'utf8');
  const steps = [...shown.matchAll(/<!-- reply: ([^,]+?)(?:, (.+?))? -->\n```text\n[^]*?```/g)];
  expect(steps.length).toBe(3);
  let current = shown;
  for (const [block, command = '', button] of steps) {
    const asked = await sandbox.command(command, { as: 'member' });
    if (!asked.message) throw new Error(`${command} had no answer`);
    const seen = button ? await sandbox.press(asked.message, button, { as: 'member' }) : asked;
    const title = button ? `> ${command}, then [${button}]` : `> ${command}`;
    const head = block.slice(0, block.indexOf('\n'));
    current = current.replace(block, () => `${head}\n\`\`\`text\n${title}\n\n${seen.text}\n\`\`\``);
  }
  if (process.env['UPDATE_README']) writeFileSync(README, current);
  expect(readFileSync(README, 'utf8')).toBe(current);
});
