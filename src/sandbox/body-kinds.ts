import { isJson, readJson } from './json.ts';
import { allComponents } from './message-rules.ts';

/** The published schema for each kind of body. */
export type SchemaName =
  | 'ApplicationCommandUpdateRequest'
  | 'ApplicationCommandCreateRequest'
  | 'MessageCreateRequest'
  | 'CreateForumThreadRequest'
  | 'MessageEditRequestPartial'
  | 'UpdateThreadRequestPartial'
  | 'IncomingWebhookRequestPartial'
  | 'IncomingWebhookUpdateRequestPartial'
  | 'CreateMessageInteractionCallbackRequest'
  | 'UpdateMessageInteractionCallbackRequest'
  | 'ApplicationCommandAutocompleteCallbackRequest'
  | 'ModalInteractionCallbackRequest'
  | 'CreatePrivateChannelRequest';

/** What a body is, in words for a count of those that were checked. */
const NAMES: Readonly<Record<SchemaName, string>> = {
  ApplicationCommandUpdateRequest: 'lists of commands',
  ApplicationCommandCreateRequest: 'single commands',
  MessageCreateRequest: 'messages',
  CreateForumThreadRequest: 'forum posts',
  MessageEditRequestPartial: 'edits of messages',
  UpdateThreadRequestPartial: 'threads opened or closed',
  IncomingWebhookRequestPartial: 'follow-ups',
  IncomingWebhookUpdateRequestPartial: 'edits of answers',
  CreateMessageInteractionCallbackRequest: 'answers and deferrals',
  UpdateMessageInteractionCallbackRequest: 'updates of a pressed message',
  ApplicationCommandAutocompleteCallbackRequest: 'choices while typing',
  ModalInteractionCallbackRequest: 'forms',
  CreatePrivateChannelRequest: 'openings of a direct channel',
};
/** Those that count besides, by a component that they hold. */
const HELD: Readonly<Record<number, string>> = {
  3: 'with a select',
  8: 'with a channel select',
  12: 'with a picture',
  13: 'with a file',
};
const MESSAGE_COMMAND = 3;
const MESSAGE_COMMANDS = 'message commands';

/** Every kind there is: one that no test reached is told as 0. */
export const BODY_KINDS: readonly string[] = [...Object.values(NAMES), MESSAGE_COMMANDS, ...Object.values(HELD)];

/** The kinds that one body counts as; a list of commands counts each command of a message's menu in it. */
export function kindsOf(schema: SchemaName, body: unknown): string[] {
  if (Array.isArray(body)) {
    const onMessages = body.filter((one) => isJson(one) && one['type'] === MESSAGE_COMMAND);
    return [NAMES[schema], ...onMessages.map(() => MESSAGE_COMMANDS)];
  }
  const message = readJson(body, 'data') ?? readJson(body, 'message') ?? body;
  const types = new Set(allComponents(message).map((one) => Number(one['type'])));
  return [NAMES[schema], ...[...types].flatMap((type) => HELD[type] ?? [])];
}
