import { expect, test } from 'vitest';
import { startBot } from '../support/sandbox-bot.ts';

test('GIVEN a member who installed the bot for themselves THEN they read alone with it, in a server and in private', async () => {
  const { sandbox } = await startBot();
  sandbox.setInstallation('member', 'user');
  const article = await sandbox.command('/article', { as: 'member' });
  expect(article.text).toContain('Sputnik');
  expect(article.message?.ephemeral).toBe(true);
  expect(article.text).not.toContain('Share here');
  expect((await sandbox.command('/article share:true', { as: 'member' })).text).toContain(
    'I am not installed in this place',
  );
  expect(sandbox.messages('general')).toEqual([]);
  const direct = { as: 'member', channel: { id: sandbox.openDirect('member') } } as const;
  expect((await sandbox.command('/summary', direct)).text).toContain('these are extracts');
  for (const managing of ['/digest list', '/usage'])
    expect((await sandbox.command(managing, { as: 'member' })).outcome).toBe('refused');
});

test('GIVEN the bot’s own message THEN its menu summarizes and translates it, in the language of whoever points', async () => {
  const { sandbox } = await startBot();
  const shared = await sandbox.command('/article share:true', { as: 'manager' });
  if (!shared.message) throw new Error('no message');
  const summary = await sandbox.messageCommand('Summarize link', shared.message, { as: 'member' });
  expect(summary.message?.ephemeral).toBe(true);
  expect(summary.text).toContain('Jens Stoltenberg');
  const english = await sandbox.messageCommand('Translate', shared.message, { as: 'member' });
  expect(english.text).toContain('written by the Kiosque project');
  sandbox.setLocale('member', 'fr');
  const french = await sandbox.messageCommand('Traduire', shared.message, { as: 'member' });
  expect(french.text).toContain('déjà en français');
  expect((await sandbox.messageCommand('Résumer le lien', shared.message, { as: 'member' })).text).toContain(
    'voici des extraits',
  );
});
