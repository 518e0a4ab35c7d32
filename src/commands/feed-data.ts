import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Words } from '../words/words.ts';
import { localize } from './localize.ts';

const { String: TEXT, Attachment, Subcommand } = ApplicationCommandOptionType;

type Labels = Words['commands']['feed'];
type Label = Exclude<keyof Labels, 'name' | 'description'>;

/** `/feed` as Discord registers it. Members see it: what changes something asks for the permission itself. */
export const feedData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  ...localize((words) => words.commands.feed),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('add', { ...named('address'), type: TEXT, required: true }),
    subcommand('list'),
    subcommand('check', { ...named('checked'), type: TEXT, autocomplete: true }),
    subcommand('pause', { ...named('feed'), type: TEXT, autocomplete: true }),
    subcommand('remove', { ...named('feed'), type: TEXT, autocomplete: true }),
    subcommand('import', { ...named('file'), type: Attachment, required: true }),
    subcommand('export'),
  ],
};

function subcommand(
  name: Label,
  ...options: APIApplicationCommandBasicOption[]
): APIApplicationCommandSubcommandOption {
  return { ...named(name), type: Subcommand, options };
}

function named(label: Label) {
  return localize((words) => words.commands.feed[label]);
}
