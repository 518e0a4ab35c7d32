import { ApplicationCommandType } from 'discord.js';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { createRouter } from '../../src/discord/router.ts';
import {
  type Overrides,
  partialServices,
  press,
  recordingApi,
  recordingLog,
  runInteraction,
  see,
  slash,
  USER_ID,
} from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

async function startHelp() {
  const newsroom = await testReading();
  const { services } = newsroom;
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services, payload });
  const turn = (page: string, overrides: Overrides = {}) =>
    run(press('k1.help.page', { values: [page], onEphemeral: true, ...overrides }));
  return { ...newsroom, run, turn };
}

test('GIVEN a member THEN every command for members stands there with what it does, and none of the managers’', async () => {
  const { run } = await startHelp();
  const seen = await run(slash('help'));
  expect(seen.isEphemeral).toBe(true);
  for (const name of ['article', 'search', 'summary', 'translate', 'who-says', 'ask', 'add'])
    expect(seen.text).toContain(`/${name} – `);
  expect(seen.text).not.toContain('/settings');
  expect(seen.selects[0]?.options.map(({ value }) => value)).toEqual(['commands', 'privacy', 'licenses']);
});

test('GIVEN a manager THEN every command there is stands there', async () => {
  const { run } = await startHelp();
  const { text } = await run(slash('help', {}, { manager: true }));
  for (const { data } of commands.filter(
    (one) => one.data.type !== ApplicationCommandType.Message && one.data.name !== 'help',
  ))
    expect(text).toMatch(new RegExp(`/${data.name}(?: – | · |$)`, 'm'));
});

test('GIVEN commands whose ids are known THEN they can be pressed', async () => {
  const { services, clock, random } = await startHelp();
  const { api, calls } = recordingApi();
  const { log } = recordingLog();
  const router = createRouter({
    commands,
    services: partialServices(services),
    api,
    log,
    clock,
    random,
    botPermissions: async () => 0n,
    download: async () => new Uint8Array(),
    commandId: (name) => (name === 'summary' ? '777' : undefined),
  });
  await router.handle(slash('help', {}, { locale: 'fr' }));
  expect(see(calls).text).toContain('</summary:777> (/résumé) – ');
  expect(see(calls).text).toContain('/chercher – ');
});

test('GIVEN the page on privacy THEN it says what is kept, and its button forgets the language', async () => {
  const { run, turn, services } = await startHelp();
  await services.members.chooseLanguage(USER_ID, 'de');
  const seen = await turn('privacy');
  expect(seen.text).toContain('I read no messages');
  expect(seen.text).toContain('No language model is connected');
  const forgotten = await run(press(seen.buttons[0]?.customId ?? '', { onEphemeral: true }));
  expect(forgotten.text).toContain('Forgotten: your language');
  expect(await services.members.findLanguage(USER_ID)).toBeUndefined();
});

test('GIVEN the page on licenses THEN it names ours, the publishers’ and the lists’, also in French', async () => {
  const { turn } = await startHelp();
  expect((await turn('licenses')).text).toMatch(/MIT License[\s\S]*their publishers[\s\S]*NOTICE/);
  expect((await turn('licenses', { locale: 'fr' })).text).toContain('sous licence MIT');
});
