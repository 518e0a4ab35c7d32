import {
  Client,
  type ChatInputCommandInteraction,
  ComponentType,
  Events,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
} from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { testRandom } from '../support/random.ts';
import { COMMANDS, TOKEN } from './raw-bot.ts';

/** discord.js as it is, with a handler for every interaction. */
async function openWithClient(handle: (interaction: Interaction) => Promise<unknown>): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, token: TOKEN, clock: systemClock(), random: testRandom() });
  const client = new Client({ intents: 0, rest: { api: sandbox.apiUrl } });
  onTestFinished(async () => {
    await client.destroy();
    await sandbox.stop();
  });
  client.on(Events.InteractionCreate, (interaction) => void handle(interaction));
  await client.login(TOKEN);
  await client.rest.put(Routes.applicationCommands(sandbox.ids.application), { body: COMMANDS });
  await sandbox.waitForBot();
  return sandbox;
}

async function answerWithComponents(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: [
      { type: ComponentType.TextDisplay, content: `You typed **${interaction.options.getString('words') ?? ''}**` },
      { type: ComponentType.File, file: { url: 'attachment://a.txt' } },
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.Button, style: 1, label: 'Go', customId: 'go' }],
      },
    ],
    files: [{ attachment: Buffer.from('words'), name: 'a.txt' }],
  });
}

test('GIVEN discord.js as it is THEN commands, choices, presses and files go both ways', async () => {
  const sandbox = await openWithClient(async (interaction) => {
    if (interaction.isChatInputCommand()) return answerWithComponents(interaction);
    if (interaction.isAutocomplete()) return interaction.respond([{ name: 'One', value: '1' }]);
    return interaction.isButton() && interaction.reply('pressed');
  });
  const asked = await sandbox.command('/find words:otan');
  expect(asked.text).toBe('You typed otan\n\n(file: a.txt)\n\n[1] Go');
  expect(asked.message?.files).toMatchObject([{ name: 'a.txt', text: 'words' }]);
  if (!asked.message) throw new Error('no message');
  expect((await sandbox.press(asked.message, 'Go')).text).toBe('pressed');
  expect(await sandbox.complete('/find words:o')).toEqual([{ name: 'One', value: '1' }]);
  expect(sandbox.checks.faults).toEqual([]);
  expect(sandbox.checks.schema).toBe('checked');
});

test('GIVEN the REST client THEN an enforced nonce, files and a real 429 work', async () => {
  const sandbox = await openWithClient(async () => undefined);
  const rest = new REST({ api: sandbox.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(TOKEN);
  const path = Routes.channelMessages(sandbox.ids.channels.news);
  for (let n = 0; n < 5; n++) await rest.post(path, { body: { content: 'x', nonce: 'one', enforce_nonce: true } });
  expect(sandbox.messages('news')).toHaveLength(1);
  await expect(rest.post(path, { body: { content: 'y' } })).rejects.toMatchObject({
    name: expect.stringContaining('RateLimit'),
  });
  const files = [{ name: 'a.txt', data: 'words' }];
  await rest.post(Routes.channelMessages(sandbox.ids.channels.general), { body: { content: 'x' }, files });
  expect(sandbox.messages('general')[0]?.files).toMatchObject([{ name: 'a.txt', text: 'words' }]);
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
});
