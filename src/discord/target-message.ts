import * as z from 'zod';
import type { TargetMessage } from '../commands/command.ts';
import { UserError } from '../errors.ts';
import { decodeCustomId } from './custom-id.ts';

const text = z.string().nullish().catch(null);

/** What we read of a message's embeds (https://docs.discord.com/developers/resources/message#embed-object). */
const embed = z.object({ title: text, description: text, url: text });

/** A component, whatever it is: a text display has `content`, a button or select a custom id, a select its options. */
type Component = {
  content?: string | null | undefined;
  custom_id?: string | null | undefined;
  options?: { value?: string | null | undefined }[] | undefined;
  components?: Component[] | undefined;
};

const component: z.ZodType<Component> = z.object({
  content: text,
  custom_id: text,
  options: z
    .array(z.object({ value: text }))
    .optional()
    .catch(undefined),
  get components() {
    return z.array(component).optional().catch(undefined);
  },
});

const content = {
  content: text,
  embeds: z.array(embed).default([]).catch([]),
  components: z.array(component).default([]).catch([]),
};

/** Whoever wrote it, anything may stand in a message: what has another shape than expected counts as absent. */
const targetBody = z.object({
  ...content,
  mentions: z
    .array(z.object({ id: z.string(), username: z.string(), global_name: text }))
    .default([])
    .catch([]),
  /** A forwarded message (https://docs.discord.com/developers/resources/message#message-snapshot-object). */
  message_snapshots: z
    .array(z.object({ message: z.object(content) }))
    .default([])
    .catch([]),
});

type Body = Pick<z.output<typeof targetBody>, 'content' | 'embeds' | 'components'>;

const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
/** Discord's own sites and those of its pictures lead to no article. */
const NO_ARTICLES =
  /^(?:[\w-]+\.)*(?:discord\.com|discord\.gg|discordapp\.com|discordapp\.net|tenor\.com|giphy\.com)$/iu;

/** What a member points at, from the interaction's resolved message. Throws a ZodError where Discord sent no message. */
export function readTarget(message: unknown): TargetMessage {
  const { mentions, message_snapshots: forwarded, ...own } = targetBody.parse(message);
  const bodies: readonly Body[] = [own, ...forwarded.map((one) => one.message)];
  const names = new Map(mentions.map(({ id, username, global_name: shown }) => [id, shown ?? username]));
  const parts = bodies.flatMap((body) => flatten(body.components));
  const texts = bodies.flatMap(textsOf);
  const addresses = [
    ...texts.flatMap(findAddresses),
    ...bodies.flatMap(({ embeds }) => embeds.map(({ url }) => url ?? '')),
  ];
  return {
    text: texts.map((one) => readable(one, names)).join('\n'),
    links: [...new Set(addresses)].filter(mayLeadToArticle),
    named: parts.flatMap(namedBy),
    offered: parts.flatMap((part) =>
      isOurs(part) ? (part.options ?? []).flatMap(({ value }) => (value ? [value] : [])) : [],
    ),
  };
}

function flatten(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [one, ...flatten(one.components ?? [])]);
}

function textsOf({ content: words, embeds, components }: Body): string[] {
  const shown = flatten(components).map((one) => one.content);
  const embedded = embeds.flatMap(({ title, description }) => [title, description]);
  return [words, ...embedded, ...shown].flatMap((one) => (one ? [one] : []));
}

/** The addresses of a text, without the punctuation of the sentence or link around them. */
function findAddresses(words: string): string[] {
  return Array.from(words.matchAll(ADDRESS), ([found]) => {
    const bare = found.replace(/[\]*_~|]+$/u, '').replace(/[.,;:!?…'’”»)]+$/u, '');
    // A closing parenthesis belongs to an address that has the opening one, as those of encyclopedias do.
    const isOpen = bare.split('(').length > bare.split(')').length;
    return isOpen && found.startsWith(`${bare})`) ? `${bare})` : bare;
  });
}

function mayLeadToArticle(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/u.test(protocol) && !NO_ARTICLES.test(hostname);
}

/** Discord's markup for people, channels and emoji as its client shows it (https://docs.discord.com/developers/reference#message-formatting). */
function readable(words: string, names: ReadonlyMap<string, string>): string {
  return words
    .replace(/<@!?(\d+)>/gu, (_, id: string) => `@${names.get(id) ?? '…'}`)
    .replace(/<@&\d+>/gu, '@…')
    .replace(/<#\d+>/gu, '#…')
    .replace(/<a?(:\w+:)\d+>/gu, '$1');
}

function namedBy(part: Component): readonly string[] {
  if (!part.custom_id) return [];
  try {
    return decodeCustomId(part.custom_id, '').args;
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** By its custom id; one that another bot made up names at most what its members could ask for themselves. */
function isOurs({ custom_id: id }: Component): boolean {
  return id?.startsWith('k1.') === true;
}
