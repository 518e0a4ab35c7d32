import {
  type AnyInteractionGateway,
  ApplicationCommandOptionTypes,
  ApplicationCommandTypes,
  Client,
  type CommandInteraction,
  ComponentTypes,
  type ComponentInteraction,
  type GatewayOptions,
  InteractionTypes,
  MessageFlags,
} from 'oceanic.js';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { testRandom } from '../support/random.ts';
import { TOKEN } from './raw-bot.ts';

/** A bot built on oceanic.js, which shares no line with discord.js: its own REST, its own limiter, its own gateway. */
export type OtherBot = {
  sandbox: Sandbox;
  client: Client;
  /** What the library complained of, oldest first. */
  complaints: string[];
  /** Opcodes and event names that came from the gateway, oldest first. */
  seen: string[];
};

/** As little as the library's documentation says to give: the token, and where the API is. */
const REPLY = (content: string) => ({
  flags: MessageFlags.IS_COMPONENTS_V2,
  components: [
    { type: ComponentTypes.TEXT_DISPLAY as const, content },
    {
      type: ComponentTypes.ACTION_ROW as const,
      components: [{ type: ComponentTypes.BUTTON as const, style: 1 as const, label: 'Again', customID: 'again' }],
    },
  ],
});

/** Starts a sandbox and logs the other bot in, with the library's public options alone. */
export async function openOtherBot(
  clock: Clock,
  options: { gateway?: GatewayOptions; sandbox?: Partial<SandboxOptions> } = {},
): Promise<OtherBot> {
  const sandbox = await startSandbox({ port: 0, token: TOKEN, clock, random: testRandom(), ...options.sandbox });
  const client = new Client({
    auth: `Bot ${TOKEN}`,
    rest: { baseURL: `${sandbox.apiUrl}/v10` },
    gateway: { intents: 0, ...options.gateway },
  });
  const bot: OtherBot = { sandbox, client, complaints: [], seen: [] };
  onTestFinished(async () => {
    client.disconnect(false);
    await sandbox.stop();
  });
  client.on('error', (error) => bot.complaints.push(String(error)));
  client.on('warn', (warning) => bot.complaints.push(warning));
  client.on('packet', (packet) => bot.seen.push(packet.t));
  client.on('interactionCreate', (interaction) => {
    answer(interaction).catch((error: unknown) => bot.complaints.push(String(error)));
  });
  const ready = new Promise<void>((resolve) => client.once('shardPreReady', () => resolve()));
  await client.connect();
  await ready;
  return bot;
}

/** Registers the bot's command, through the library. */
export async function registerCommand({ client, sandbox }: OtherBot): Promise<void> {
  await client.rest.applications.bulkEditGlobalCommands(sandbox.ids.application, [
    {
      type: ApplicationCommandTypes.CHAT_INPUT,
      name: 'hello',
      description: 'Greets',
      options: [
        { type: ApplicationCommandOptionTypes.STRING, name: 'name', description: 'Whom', required: true },
        { type: ApplicationCommandOptionTypes.BOOLEAN, name: 'slow', description: 'Whether to think first' },
      ],
    },
    { type: ApplicationCommandTypes.MESSAGE, name: 'Look at it' },
  ]);
  await sandbox.waitForBot();
}

async function answer(interaction: AnyInteractionGateway): Promise<unknown> {
  if (interaction.type === InteractionTypes.MESSAGE_COMPONENT) return answerPress(interaction);
  if (interaction.type !== InteractionTypes.APPLICATION_COMMAND) return undefined;
  return answerCommand(interaction);
}

/** Slow: "thinking", the answer as an edit, another edit, then a message of its own. */
async function answerCommand(interaction: CommandInteraction): Promise<unknown> {
  const { data } = interaction;
  if (data.type === ApplicationCommandTypes.MESSAGE) {
    const target = data.resolved.messages.first();
    return interaction.createMessage({ content: `It says ${target?.id ?? 'nothing'}`, flags: MessageFlags.EPHEMERAL });
  }
  const name = data.options.getString('name', true);
  if (data.options.getBoolean('slow') !== true) return interaction.createMessage({ content: `Hello ${name}` });
  await interaction.defer();
  await interaction.editOriginal(REPLY(`Hello ${name}, after a while`));
  const original = await interaction.getOriginal();
  return interaction.createFollowup({ content: `More for ${name}, after ${original.id}` });
}

async function answerPress(interaction: ComponentInteraction): Promise<unknown> {
  await interaction.deferUpdate();
  return interaction.editOriginal(REPLY(`${interaction.data.customID} by ${interaction.user.username}`));
}
