import { apiError } from './api-error.ts';
import { changeMessage, LOADING, storeMessage } from './compose-message.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import { type Interaction, TOKEN_MS } from './interactions.ts';
import { readJson, readNumber } from './json.ts';
import { FLAGS } from './message-rules.ts';
import type { StoredMessage } from './message-store.ts';
import { NO_CONTENT, ok, type RestRequest, type Route } from './routes.ts';

const MESSAGE = /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/;

/** What an interaction's token gives for 15 minutes: its answer, and messages after it. */
export function webhookRoutes(ground: Ground): Route[] {
  const { messages, interactions } = ground;
  const find = ([application = '', token = '', id = '']: readonly string[]) => {
    const interaction = requireOpen(ground, application, token);
    return { interaction, message: requireMessage(ground, interaction, id) };
  };
  return [
    {
      method: 'POST',
      pattern: /^\/webhooks\/(\d+)\/([^/]+)$/,
      open: true,
      handle: (request, [application = '', token = '']) =>
        ok(followUp(ground, requireOpen(ground, application, token), request).body),
    },
    { method: 'GET', pattern: MESSAGE, open: true, handle: (_, params) => ok(find(params).message.body) },
    {
      method: 'PATCH',
      pattern: MESSAGE,
      open: true,
      handle(request, params) {
        const { interaction, message } = find(params);
        edit(ground, message, request);
        if (message.id === interaction.originalId) settle(ground, interaction, message.id);
        else interactions.touch(interaction);
        return ok(message.body);
      },
    },
    {
      method: 'DELETE',
      pattern: MESSAGE,
      open: true,
      handle(_, params) {
        const { message, interaction } = find(params);
        messages.remove(message.id);
        interactions.touch(interaction);
        return NO_CONTENT;
      },
    },
  ];
}

function requireOpen({ interactions, world, clock }: Ground, application: string, token: string): Interaction {
  const interaction = interactions.findByToken(token);
  if (!interaction || application !== world.ids.application) throw apiError('unknownWebhook');
  if (clock.monotonicMs() - interaction.openedAt >= TOKEN_MS) throw apiError('invalidWebhookToken');
  // Before its first answer an interaction has no webhook yet.
  if (interaction.state === 'waiting' || interaction.state === 'late') throw apiError('unknownWebhook');
  return interaction;
}

function requireMessage({ messages }: Ground, interaction: Interaction, id: string): StoredMessage {
  const message = messages.find(id === '@original' ? (interaction.originalId ?? '') : id);
  const isOwn = message && (message.interactionId === interaction.id || message.id === interaction.originalId);
  if (!message || !isOwn) throw apiError('unknownMessage');
  return message;
}

function edit(ground: Ground, message: StoredMessage, { form }: RestRequest): void {
  const body = requireObject(form.json);
  const fileNames = form.files.map((file) => file.name);
  ground.inspector.inspectMessage('IncomingWebhookUpdateRequestPartial', body, {
    body,
    fileNames,
    before: message.body,
  });
  changeMessage(ground, message, body, form.files);
}

/** One more message; the first after a deferral takes the place of "thinking", and its visibility. */
function followUp(ground: Ground, interaction: Interaction, request: RestRequest): StoredMessage {
  countFollowUp(interaction);
  const { form } = request;
  const original = ground.messages.find(interaction.originalId ?? '');
  if (interaction.state === 'deferred' && original && isThinking(original)) {
    edit(ground, original, request);
    settle(ground, interaction, original.id);
    return original;
  }
  const body = requireObject(form.json);
  const fileNames = form.files.map((file) => file.name);
  ground.inspector.inspectMessage('IncomingWebhookRequestPartial', body, { body, fileNames });
  const ephemeral = ((readNumber(body, 'flags') ?? 0) & FLAGS.ephemeral) !== 0;
  const { channelId } = interaction;
  const message = storeMessage(ground, { channelId, payload: body, files: form.files, interaction, ephemeral });
  if (interaction.state === 'deferred-update' && !interaction.isDone) settle(ground, interaction, message.id);
  else ground.interactions.touch(interaction);
  return message;
}

/** Where only a user installed the bot, an interaction has room for so many (https://docs.discord.com/developers/change-log#userinstalled-apps-general-availability). */
const GUEST_FOLLOW_UPS = 5;

function countFollowUp(interaction: Interaction): void {
  const owners = readJson(interaction.payload, 'authorizing_integration_owners') ?? {};
  const isGuest = owners['0'] === undefined && owners['1'] !== undefined;
  if (isGuest && interaction.followUps >= GUEST_FOLLOW_UPS) throw apiError('tooManyFollowUps');
  interaction.followUps++;
}

function isThinking(message: StoredMessage): boolean {
  return ((readNumber(message.body, 'flags') ?? 0) & LOADING) !== 0;
}

function settle({ interactions }: Ground, interaction: Interaction, answerId: string): void {
  interaction.answerId ??= answerId;
  interaction.isDone = true;
  interactions.touch(interaction);
}
