import {
  ApplicationIntegrationType,
  DiscordAPIError,
  InteractionContextType,
  PermissionFlagsBits,
  REST,
  RESTJSONErrorCodes,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import * as z from 'zod';
import type { Command } from '../commands/command.ts';
import type { Log } from '../log.ts';
import { explainFailure } from './operator-faults.ts';

const named = z.object({ id: z.string(), name: z.string() });

/**
 * Tells Discord the whole list of commands and gives those that it took: their ids by name. Safe to repeat: a bulk overwrite of the same
 * list changes nothing and costs nothing of the daily limit for new commands
 * (https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands).
 */
export async function registerCommands(options: {
  rest: Pick<REST, 'put'>;
  applicationId: string;
  commands: readonly Command[];
  log?: Pick<Log, 'warn'>;
}): Promise<ReadonlyMap<string, string>> {
  const body: RESTPutAPIApplicationCommandsJSONBody = options.commands.map(describeCommand);
  const put = (list: typeof body) =>
    options.rest.put(Routes.applicationCommands(options.applicationId), { body: list });
  const taken = await put(body).catch((error: unknown) => {
    if (!refusesUsers(error)) throw error;
    options.log?.warn('commands for servers alone: user installs are off in the application’s settings');
    return put(body.map((one) => ({ ...one, integration_types: [ApplicationIntegrationType.GuildInstall] })));
  });
  return new Map(
    z
      .array(named)
      .parse(taken)
      .map(({ id, name }) => [name, id]),
  );
}

/** Whether Discord takes the commands but for their installation by users, which the operator has not switched on. */
function refusesUsers(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType &&
    JSON.stringify(error.rawError).includes('integration_types')
  );
}

/** A REST with the bot's token and the id of its application, without connecting to the gateway. Throws an OperatorError for a refused token or an API out of reach. */
export async function createCommandsRest(options: {
  token: string;
  apiUrl?: string | undefined;
}): Promise<{ rest: REST; applicationId: string }> {
  const { token, apiUrl } = options;
  const rest = new REST({ ...(apiUrl !== undefined && { api: apiUrl }) }).setToken(token);
  try {
    return { rest, applicationId: named.parse(await rest.get(Routes.currentApplication())).id };
  } catch (error) {
    throw explainFailure(error, apiUrl);
  }
}

/**
 * A command's data for Discord. What needs a manager is shown in servers alone, and there to managers; the router checks both
 * again. Everything else comes along with a user who installs the bot for themselves, into any server and conversation
 * (https://docs.discord.com/developers/interactions/application-commands#contexts).
 */
function describeCommand({ data, requires }: Command): RESTPutAPIApplicationCommandsJSONBody[number] {
  const isForManagers = requires !== undefined;
  const contexts = isForManagers
    ? [InteractionContextType.Guild]
    : [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel];
  return {
    contexts,
    integration_types: isForManagers
      ? [ApplicationIntegrationType.GuildInstall]
      : [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    ...(isForManagers && { default_member_permissions: String(PermissionFlagsBits[requires]) }),
    ...data,
  };
}
