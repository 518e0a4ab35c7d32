import { expect, test } from 'vitest';
import { createPrompt } from '../../src/cli/prompt.ts';
import { shareBot, startBot } from '../support/sandbox-bot.ts';

async function startPrompt(start = shareBot) {
  const running = await start({ at: '2026-11-23T06:59:30Z' });
  const prompt = createPrompt(running, 88);
  return { ...running, read: async (line: string) => (await prompt.read(line)) ?? 'ended' };
}

test('GIVEN commands and numbers THEN replies come as text and a number presses a button of the last one', async () => {
  const { read } = await startPrompt();
  expect(await read('/summary')).toContain('[1] Evidence');
  expect(await read('1')).toContain('The original words');
  expect(await read('99')).not.toContain('undefined');
  expect(await read('/nosuch')).not.toBe('');
});

test('GIVEN a reply with selects THEN a line of one is picked by its number', async () => {
  const { read } = await startPrompt();
  expect(await read('pick')).toContain('pick 1 2');
  expect(await read('/settings')).toContain('Select 1:');
  expect(await read('pick 1 1')).toContain('[1] Undo');
  expect(await read('pick 9 1')).toContain('no select 9');
});

test('GIVEN words about who, where and when THEN the next commands follow them', async () => {
  const { read, sandbox } = await startPrompt(startBot);
  expect(await read('as member')).toBe('You are the member.');
  expect(await read('/digest list')).toContain('hidden from members');
  expect(await read('as manager')).toBe('You are the manager.');
  expect(await read('language fr')).toContain('fr');
  expect(await read('/résumé')).toContain('extraits');
  await read('/revue créer salon:#news heure:08:00 fuseau:Europe/Paris');
  expect(await read('clock +1m')).toContain('2026-11-23T07:0');
  await sandbox.waitForMessage('news', () => true);
  expect(await read('show #news')).toContain('Stoltenberg');
});

test('GIVEN kill THEN the bot is started again and answers', async () => {
  const { read } = await startPrompt();
  expect(await read('kill')).toContain('started again');
  expect(await read('/article')).toContain('Sputnik');
});

test('GIVEN an unknown word, nothing, or quit THEN the guide, nothing, and the end', async () => {
  const { read } = await startPrompt();
  expect(await read('sing')).toContain('I do not know “sing”');
  expect(await read('  ')).toBe('');
  expect(await read('quit')).toBe('ended');
});

test('GIVEN messages that were not typed for THEN they are shown once, and typed ones are not shown again', async () => {
  const running = await startBot({ at: '2026-11-23T06:59:30Z' });
  const prompt = createPrompt(running, 88);
  const others: string[] = [];
  const came = Promise.withResolvers<void>();
  prompt.onOther((text) => {
    others.push(text);
    came.resolve();
  });
  await prompt.read('/summary');
  await running.sandbox.command('/article', { as: 'member' });
  await came.promise;
  expect(others).toHaveLength(1);
  expect(others[0]).toContain('# Member used /article in #general (only the member sees it)');
});
