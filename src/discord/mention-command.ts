import type { Markdown } from '../reply.ts';
import { md } from '../reply.ts';
import type { Commands } from './call.ts';

type Known = { commands: Commands; commandId: ((name: string) => string | undefined) | undefined; locale: string };

/**
 * A command in a sentence, to be pressed (https://docs.discord.com/developers/reference#message-formatting): `path` is its
 * English name, maybe with a subcommand. Where its id is not known it is its name in the reader's language, with a slash.
 */
export function mentionCommand(path: string, { commands, commandId, locale }: Known): Markdown {
  const [name = '', ...rest] = path.split(' ');
  const id = commandId?.(name);
  if (id !== undefined) return { md: `</${path}:${id}>` };
  const names: Readonly<Record<string, string | null | undefined>> = {
    ...commands.get(name)?.data.name_localizations,
  };
  return md`/${[names[locale] ?? name, ...rest].join(' ')}`;
}
