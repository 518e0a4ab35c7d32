import { apiError, formError } from './api-error.ts';
import { choiceFaults, modalFaults } from './callback-rules.ts';
import { changeMessage, LOADING, storeMessage } from './compose-message.ts';
import type { Choice } from './contract.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import type { SchemaName } from './body-kinds.ts';
import { ANSWER_MS, type Interaction } from './interactions.ts';
import { isJson, type Json, readJson, readList, readNumber, readText } from './json.ts';
import { FLAGS } from './message-rules.ts';
import type { StoredMessage } from './message-store.ts';
import { NO_CONTENT, ok, type RestAnswer, type RestRequest, type Route } from './routes.ts';

/** How an interaction may be answered (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type). */
const KINDS = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const SCHEMAS: Record<number, SchemaName> = {
  [KINDS.message]: 'CreateMessageInteractionCallbackRequest',
  [KINDS.defer]: 'CreateMessageInteractionCallbackRequest',
  [KINDS.deferUpdate]: 'UpdateMessageInteractionCallbackRequest',
  [KINDS.update]: 'UpdateMessageInteractionCallbackRequest',
  [KINDS.choices]: 'ApplicationCommandAutocompleteCallbackRequest',
  [KINDS.modal]: 'ModalInteractionCallbackRequest',
};

/** Which kinds may answer which interaction: 2 command, 3 press, 4 option being typed, 5 form. */
const ALLOWED: Record<number, readonly number[]> = {
  2: [KINDS.message, KINDS.defer, KINDS.modal],
  3: [KINDS.message, KINDS.defer, KINDS.deferUpdate, KINDS.update, KINDS.modal],
  4: [KINDS.choices],
  5: [KINDS.message, KINDS.defer, KINDS.deferUpdate, KINDS.update],
};

/** The first answer to an interaction. */
export function callbackRoutes(ground: Ground): Route[] {
  return [
    {
      method: 'POST',
      pattern: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      open: true,
      handle(request, [id = '', token = '']) {
        const interaction = openInteraction(ground, id, token);
        const body = requireObject(request.form.json);
        const kind = requireKind(interaction, body);
        const message = answer(ground, interaction, kind, request);
        ground.interactions.touch(interaction);
        return request.query.get('with_response') === 'true' ? describe(interaction, kind, message) : NO_CONTENT;
      },
    },
  ];
}

function openInteraction({ interactions, clock }: Ground, id: string, token: string): Interaction {
  const interaction = interactions.find(id);
  if (!interaction || interaction.token !== token) throw apiError('unknownInteraction');
  if (interaction.state === 'late') throw apiError('unknownInteraction');
  if (interaction.state !== 'waiting') throw apiError('alreadyAcknowledged');
  if (clock.monotonicMs() - interaction.openedAt >= ANSWER_MS) throw apiError('unknownInteraction');
  return interaction;
}

function requireKind(interaction: Interaction, body: Json): number {
  const kind = readNumber(body, 'type') ?? 0;
  const allowed = ALLOWED[interaction.type] ?? [];
  if (allowed.includes(kind)) return kind;
  const message = `Value must be one of (${allowed.join(', ')}).`;
  throw formError([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
}

function answer(ground: Ground, to: Interaction, kind: number, request: RestRequest): StoredMessage | undefined {
  const body = requireObject(request.form.json);
  const data = readJson(body, 'data') ?? {};
  const schema = SCHEMAS[kind] ?? 'CreateMessageInteractionCallbackRequest';
  if (kind === KINDS.message || kind === KINDS.update) return answerNow(ground, to, kind, request);
  if (kind === KINDS.choices) {
    ground.inspector.inspectBody(schema, body, choiceFaults(data));
    to.choices = readList(data, 'choices').flatMap(readChoice);
    return finish(to, null);
  }
  if (kind === KINDS.modal) {
    ground.inspector.inspectBody(schema, body, modalFaults(data));
    to.modal = data;
    return finish(to, null);
  }
  ground.inspector.inspectBody(schema, body, []);
  if (kind === KINDS.deferUpdate) {
    to.state = 'deferred-update';
    to.originalId = pressedMessage(to);
    return undefined;
  }
  to.state = 'deferred';
  const ephemeral = isEphemeral(data);
  const original = storeMessage(ground, {
    channelId: to.channelId,
    payload: {},
    files: [],
    interaction: to,
    ephemeral,
  });
  original.body['flags'] = (readNumber(original.body, 'flags') ?? 0) | LOADING;
  to.originalId = original.id;
  return original;
}

function answerNow(ground: Ground, to: Interaction, kind: number, request: RestRequest): StoredMessage | undefined {
  const body = requireObject(request.form.json);
  const payload = readJson(body, 'data') ?? {};
  const { files } = request.form;
  const schema = SCHEMAS[kind] ?? 'CreateMessageInteractionCallbackRequest';
  const fileNames = files.map((file) => file.name);
  if (kind === KINDS.message) {
    ground.inspector.inspectMessage(schema, body, { body: payload, fileNames });
    const ephemeral = isEphemeral(payload);
    const message = storeMessage(ground, { channelId: to.channelId, payload, files, interaction: to, ephemeral });
    to.originalId = message.id;
    return finish(to, message);
  }
  const pressed = ground.messages.find(pressedMessage(to) ?? '');
  if (!pressed) throw apiError('unknownMessage');
  ground.inspector.inspectMessage(schema, body, { body: payload, fileNames, before: pressed.body });
  changeMessage(ground, pressed, payload, files);
  to.originalId = pressed.id;
  return finish(to, pressed);
}

function finish(to: Interaction, message: StoredMessage | null): StoredMessage | undefined {
  to.state = 'answered';
  to.isDone = true;
  to.answerId = message?.id ?? null;
  return message ?? undefined;
}

function pressedMessage(to: Interaction): string | null {
  return readText(to.payload['message'], 'id') ?? null;
}

function isEphemeral(data: Json): boolean {
  return ((readNumber(data, 'flags') ?? 0) & FLAGS.ephemeral) !== 0;
}

function readChoice(choice: unknown): Choice[] {
  if (!isJson(choice)) return [];
  const { name, value } = choice;
  return typeof name === 'string' && (typeof value === 'string' || typeof value === 'number') ? [{ name, value }] : [];
}

function describe(interaction: Interaction, kind: number, message: StoredMessage | undefined): RestAnswer {
  const told = { id: interaction.id, type: interaction.type, response_message_id: message?.id ?? null };
  return ok({ interaction: told, resource: { type: kind, ...(message && { message: message.body }) } });
}
