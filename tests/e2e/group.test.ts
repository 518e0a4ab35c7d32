import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { systemClock } from '../../src/clock.ts';
import type { Actor } from '../../src/sandbox/contract.ts';
import { startStandIn } from '../../src/sandbox/stand-in.ts';
import { atEndOf } from '../support/endings.ts';
import { type Running, startBot } from '../support/sandbox-bot.ts';

const LINK = 'https://courier.example/ferry';
const FERRY = `---
title: The ferry runs at night
language: en
url: ${LINK}
---

From Monday the ferry runs until 23:30, as the harbor authority announced on Friday.

The fare stays at 2 euros, and 180 passengers find room on each of the two boats.
`;

const open: (() => Promise<void>)[] = [];
atEndOf('test', async () => {
  for (const stop of open.splice(0)) await stop();
});

/** A group of two people who installed the bot for themselves; the bot has a model. */
async function startGroup() {
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  open.push(() => standIn.stop());
  const running = await startBot({ env: { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'strict' } });
  const { sandbox, folder } = running;
  const path = join(folder, 'ferry.md');
  writeFileSync(path, FERRY);
  const env = { DATABASE_URL: join(folder, 'kiosque.db') };
  await runCommandLine(['import', path], { env, cwd: folder, print: () => undefined, printError: () => undefined });
  sandbox.setInstallation('member', 'user');
  sandbox.setInstallation('manager', 'user');
  const channel = { id: sandbox.openGroup('Friends') };
  const type = (text: string, as: Actor = 'member') =>
    sandbox.command(text, { as, channel, until: ({ body }) => !JSON.stringify(body).includes('still reading') });
  return { ...running, standIn, channel, type };
}

/** What the bot sent beside the first answer to each interaction and its edits. */
function others({ sandbox }: Pick<Running, 'sandbox'>): string[] {
  return sandbox.wire
    .entries()
    .filter(({ kind, direction, method }) => kind === 'rest' && direction === 'from-bot' && method === 'POST')
    .map(({ route = '' }) => route)
    .filter((route) => !route.endsWith('/callback'));
}

test('GIVEN a group THEN what its people installed for themselves is there, nothing that a server manages, and nothing that a server installed', async () => {
  const { sandbox, channel, type } = await startGroup();
  expect((await type('/article')).outcome).toBe('answered');
  const entry = sandbox.wire.entries().findLast(({ event }) => event === 'INTERACTION_CREATE');
  const { member } = sandbox.ids.users;
  expect(entry?.body).toMatchObject({
    context: 2,
    channel: { id: channel.id, type: 3 },
    channel_id: channel.id,
    user: { id: member },
    authorizing_integration_owners: { '1': member },
  });
  for (const name of ['guild_id', 'guild', 'member']) expect(entry?.body).not.toHaveProperty(name);
  for (const managing of ['/digest list', '/feed list', '/settings', '/usage', '/add address:example.org'])
    expect(await type(managing)).toMatchObject({ outcome: 'refused', text: expect.stringContaining('not offered') });
  sandbox.setInstallation('member', 'server');
  for (const text of ['/article', '/summary', '/ask question:Why?']) expect((await type(text)).outcome).toBe('refused');
  const said = sandbox.say(channel, LINK);
  expect((await sandbox.messageCommand('Summarize link', said, { as: 'member' })).outcome).toBe('refused');
});

test('GIVEN summary, translation, question and both commands of a message’s menu THEN each answers its one reader, and the group sees nothing', async () => {
  const running = await startGroup();
  const { sandbox, channel, type, standIn } = running;
  const summary = await type('/summary article:Stoltenberg language:fr');
  expect(summary.text).toMatch(/Summary by strict/);
  expect(summary.text).not.toContain('Share here');
  expect((await type('/translate article:Stoltenberg language:de')).text).toContain('translated by strict');
  const asked = await type('/ask question:"How many passengers does a boat carry?"');
  expect(asked.text).toContain('How many passengers does a boat carry?');
  const link = sandbox.say(channel, `Seen this? ${LINK}`, 'manager');
  const linked = await sandbox.messageCommand('Summarize link', link, { as: 'member' });
  expect(linked.text).toContain('The ferry runs at night');
  const words = sandbox.say(
    channel,
    'Le pont est fermé depuis lundi, et personne ne sait quand il rouvrira.',
    'manager',
  );
  const translated = await sandbox.messageCommand('Translate', words, { as: 'member' });
  expect(translated.outcome).toBe('answered');
  for (const { message } of [summary, asked, linked, translated]) expect(message?.ephemeral).toBe(true);
  expect(sandbox.messages(channel)).toHaveLength(2);
  // The other one reads the same texts, which are there by now.
  const calls = standIn.requests();
  expect((await type('/summary article:Stoltenberg language:fr', 'manager')).text).toBe(summary.text);
  expect(standIn.requests()).toBe(calls);
  expect(others(running)).toEqual([]);
});

test('GIVEN pages, a share that is forced, and a press that fails THEN at most one message more than the answer, though five were allowed', async () => {
  const running = await startGroup();
  const { sandbox, channel, type } = running;
  const article = await type('/article article:Stoltenberg');
  if (!article.message) throw new Error('no message');
  expect((await sandbox.press(article.message, 'Next', { as: 'member' })).text).toContain('Page 2');
  expect((await type('/article share:true')).text).toContain('I am not installed in this place');
  expect((await type('/summary article:nosuchthing')).text).toContain('nosuchthing');
  expect(sandbox.messages(channel)).toEqual([]);
  expect(others(running).length).toBeLessThanOrEqual(1);
});
