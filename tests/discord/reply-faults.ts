import * as z from 'zod';
import { messageFaults } from './message-faults.ts';

/** Every limit of Discord that a part of a message may break (https://docs.discord.com/developers/components/reference). */
const part = z.looseObject({
  label: z.string().min(1).max(80).optional(),
  custom_id: z.string().min(1).max(100).optional(),
  placeholder: z.string().min(1).max(150).optional(),
  content: z.string().min(1).max(4000).optional(),
  options: z
    .array(
      z.looseObject({
        label: z.string().min(1).max(100),
        value: z.string().min(1).max(100),
        description: z.string().min(1).max(100).optional(),
      }),
    )
    .min(1)
    .max(25)
    .optional(),
  items: z
    .array(z.looseObject({ description: z.string().min(1).max(1024).optional() }))
    .min(1)
    .max(10)
    .optional(),
  get components() {
    return z.array(part).min(1).optional();
  },
});
const row = z.looseObject({ type: z.number(), components: z.array(z.unknown()).optional() });
const body = z.looseObject({
  allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
  components: z.array(part).min(1).max(40),
  attachments: z
    .array(z.looseObject({ filename: z.string().regex(/^[\w.-]{1,100}$/) }))
    .max(10)
    .optional(),
});

/** What opens a mention or a link where no backslash stands before it. */
const OPENERS = /\\[^]|(?<link>\]\(<(?<href>[^<>\s]*)>\))|(?<moment><t:\d+:[a-zA-Z]>)|(?<bad><|@|\]\(|:\/\/)/gu;

/**
 * What is wrong with the Markdown of a message: mentions, and links other than `links`. Our own links are those of stored
 * articles, written `[title](<address>)`; our own angle brackets beside them are moments.
 */
export function markdownFaults(content: string, links: ReadonlySet<string>): string[] {
  return [...content.matchAll(OPENERS)].flatMap(({ groups = {}, index }) => {
    const { href, bad } = groups;
    if (bad !== undefined) return [`${bad} at ${index}: ${content.slice(Math.max(0, index - 20), index + 40)}`];
    return href === undefined || links.has(href) ? [] : [`a link to ${href}`];
  });
}

/** All that Discord would refuse, or a reader should not meet, in a rendered message. */
export function replyFaults(message: unknown, kind: 'create' | 'edit', links: ReadonlySet<string>): string[] {
  const limits = body.safeParse(message).error?.issues ?? [];
  return [
    ...messageFaults(message, kind),
    ...limits.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...contentsOf(message).flatMap((content) => markdownFaults(content, links)),
    ...rowsOf(message)
      .filter(({ components = [] }) => components.length > 5)
      .map(() => 'more than 5 in a row'),
  ];
}

function contentsOf(value: unknown): string[] {
  return walk(value).flatMap((one) => ('content' in one && typeof one.content === 'string' ? [one.content] : []));
}

function rowsOf(value: unknown) {
  return walk(value).flatMap((one) => {
    const { data } = row.safeParse(one);
    return data?.type === 1 ? [data] : [];
  });
}

function walk(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(walk)];
}
