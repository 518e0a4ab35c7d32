import type { Fault } from './api-error.ts';
import { componentFaults } from './component-rules.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';

/** Flags of messages (https://docs.discord.com/developers/resources/message#message-object-message-flags). */
export const FLAGS = { crossposted: 1, suppressEmbeds: 4, ephemeral: 64, componentsV2: 32_768 } as const;

const MAX_CONTENT = 2000;
const MAX_EMBEDS = 10;
const MAX_EMBEDS_TEXT = 6000;
const MAX_ROWS = 5;
const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;
const MAX_NONCE = 25;

/** How a component names a file of its own message. */
export const ATTACHMENT = 'attachment://';

/** What a message body is checked against: the files that come with it, and the message that it changes. */
export type MessageCheck = { body: Json; fileNames: readonly string[]; before?: Json | undefined };

/**
 * What Discord would refuse in a message body and its published schema lets pass
 * (https://docs.discord.com/developers/resources/message, https://docs.discord.com/developers/components/reference).
 */
export function messageFaults(check: MessageCheck): Fault[] {
  const { body, before } = check;
  const faults = [...contentFaults(body), ...nonceFaults(body), ...flagFaults(body)];
  if (isComponentsV2(body, before)) faults.push(...legacyFaults(body), ...totalFaults(body));
  else faults.push(...rowFaults(body));
  faults.push(...componentFaults(readList(body, 'components'), ['components']), ...referenceFaults(check));
  return faults;
}

/** Whether the message is made of components alone; once it is, it stays so. */
function isComponentsV2(body: Json, before?: Json): boolean {
  const flags = (readNumber(body, 'flags') ?? 0) | (readNumber(before, 'flags') ?? 0);
  return (flags & FLAGS.componentsV2) !== 0;
}

/** Whether nothing would be left to see in the message. */
export function isEmptyMessage({ body, fileNames, before }: MessageCheck): boolean {
  const merged = { ...before, ...body };
  const lists = isComponentsV2(body, before)
    ? [readList(merged, 'components')]
    : [readList(merged, 'components'), readList(merged, 'embeds'), readList(merged, 'attachments')];
  const content = isComponentsV2(body, before) ? '' : (readText(merged, 'content') ?? '');
  return (
    content.trim() === '' &&
    lists.every((list) => list.length === 0) &&
    fileNames.length === 0 &&
    !isJson(merged['poll'])
  );
}

function contentFaults(body: Json): Fault[] {
  const faults: Fault[] = [];
  const content = body['content'];
  if (typeof content === 'string' && content.length > MAX_CONTENT) faults.push(tooLong(['content'], MAX_CONTENT));
  else if (content !== undefined && content !== null && typeof content !== 'string')
    faults.push({
      path: ['content'],
      code: 'STRING_TYPE_CONVERT',
      message: 'Could not interpret "content" as string.',
    });
  const embeds = readList(body, 'embeds');
  if (embeds.length > MAX_EMBEDS)
    faults.push({
      path: ['embeds'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be ${MAX_EMBEDS} or fewer in length.`,
    });
  if (embeds.reduce((sum: number, embed) => sum + embedText(embed), 0) > MAX_EMBEDS_TEXT)
    faults.push({
      path: ['embeds'],
      code: 'MAX_EMBED_SIZE_EXCEEDED',
      message: `Embed size exceeds maximum size of ${MAX_EMBEDS_TEXT}`,
    });
  return faults;
}

function embedText(embed: unknown): number {
  if (!isJson(embed)) return 0;
  const own = [
    embed['title'],
    embed['description'],
    readText(embed['footer'], 'text'),
    readText(embed['author'], 'name'),
  ];
  const fields = readList(embed, 'fields').flatMap((field) => [readText(field, 'name'), readText(field, 'value')]);
  return [...own, ...fields].reduce((sum: number, text) => sum + (typeof text === 'string' ? text.length : 0), 0);
}

function nonceFaults(body: Json): Fault[] {
  const nonce = body['nonce'];
  if (nonce === undefined || nonce === null || Number.isInteger(nonce)) return [];
  if (typeof nonce === 'string' && nonce.length <= MAX_NONCE) return [];
  return [tooLong(['nonce'], MAX_NONCE)];
}

function flagFaults(body: Json): Fault[] {
  const flags = body['flags'];
  if (flags === undefined || flags === null || (Number.isInteger(flags) && Number(flags) >= 0)) return [];
  return [{ path: ['flags'], code: 'NUMBER_TYPE_COERCE', message: `Value "${JSON.stringify(flags)}" is not int.` }];
}

function legacyFaults(body: Json): Fault[] {
  const used = ['content', 'embeds', 'stickers', 'sticker_ids', 'poll'].filter((key) => {
    const value = body[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
  });
  return used.map((key) => ({
    path: [key],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function totalFaults(body: Json): Fault[] {
  const all = allComponents(body);
  const text = all.reduce(
    (sum: number, one) => sum + (one['type'] === 10 ? (readText(one, 'content') ?? '').length : 0),
    0,
  );
  const faults: Fault[] = [];
  if (all.length > MAX_COMPONENTS)
    faults.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The total number of components cannot exceed ${MAX_COMPONENTS}`,
    });
  if (text > MAX_TEXT)
    faults.push({
      path: ['components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `The total length of displayable text cannot exceed ${MAX_TEXT}`,
    });
  return faults;
}

function rowFaults(body: Json): Fault[] {
  const rows = readList(body, 'components');
  const faults = rows.flatMap((row, i): Fault[] =>
    readNumber(row, 'type') === 1
      ? []
      : [
          {
            path: ['components', i, 'type'],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  if (rows.length > MAX_ROWS)
    faults.push({
      path: ['components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be ${MAX_ROWS} or fewer in length.`,
    });
  return faults;
}

function referenceFaults({ body, fileNames, before }: MessageCheck): Fault[] {
  const attached = [...readList(body, 'attachments'), ...readList(before, 'attachments')];
  const names = new Set([...fileNames, ...attached.map((one) => readText(one, 'filename'))]);
  return allComponents(body)
    .map((one) => readText(one['file'], 'url') ?? '')
    .filter((url) => url.startsWith(ATTACHMENT) && !names.has(url.slice(ATTACHMENT.length)))
    .map((url) => ({
      path: ['components'],
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment "${url}" was not found`,
    }));
}

/** Every component of a message, nested ones included, outer ones first. */
export function allComponents(body: unknown): readonly Json[] {
  const walk = (one: unknown): Json[] => {
    if (!isJson(one)) return [];
    const accessory = one['accessory'] === undefined ? [] : walk(one['accessory']);
    const inner = one['component'] === undefined ? [] : walk(one['component']);
    return [one, ...readList(one, 'components').flatMap(walk), ...accessory, ...inner];
  };
  return readList(body, 'components').flatMap(walk);
}

export function tooLong(path: Fault['path'], max: number): Fault {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` };
}
