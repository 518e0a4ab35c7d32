import { buttonsOf, selectsOf } from './components.ts';
import type { Exchange, Sandbox, SeenMessage } from './contract.ts';
import type { Json } from './json.ts';
import type { Answer, Deed } from './page-protocol.ts';
import type { PageHost } from './page-state.ts';

type Do<Name extends Deed['do']> = Extract<Deed, { do: Name }>;

/** Does what the visitor asked. Never rejects: what cannot be done is answered with a sentence. */
export async function performDeed({ sandbox, controls }: PageHost, deed: Deed): Promise<Answer> {
  try {
    switch (deed.do) {
      case 'command':
      case 'complete':
        return await type(sandbox, deed);
      case 'message-command':
      case 'press':
      case 'select':
        return await actOnMessage(sandbox, deed);
      case 'submit': {
        const { interactionId, values, actor } = deed;
        return answerOf(await sandbox.submitModal({ interactionId }, values, { as: actor }));
      }
      case 'dismiss':
        return sandbox.dismiss(deed.messageId)
          ? done(deed.messageId)
          : refuse('Only a message for you alone can be dismissed.');
      case 'locale':
        sandbox.setLocale(deed.actor, deed.locale);
        return done(null);
      case 'move-clock':
      case 'to-next-digest':
      case 'to-clock-change':
      case 'break':
      case 'stand-in':
      case 'kill': {
        const refusal = await controls.perform(deed);
        return refusal === undefined ? done(null) : refuse(refusal);
      }
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

async function type(sandbox: Sandbox, deed: Do<'command' | 'complete'>): Promise<Answer> {
  const channel = sandbox.channels().find(({ id }) => id === deed.channelId);
  if (!channel) return refuse('That channel is not there any more.');
  const options = { as: deed.actor, channel: { id: channel.id } };
  if (deed.do === 'command') return answerOf(await sandbox.command(deed.text, options));
  return { kind: 'choices', choices: await sandbox.complete(deed.text, options) };
}

async function actOnMessage(sandbox: Sandbox, deed: Do<'message-command' | 'press' | 'select'>): Promise<Answer> {
  const seen = sandbox.find(deed.messageId);
  if (!seen) return refuse('That message is not there any more.');
  const as = { as: deed.actor };
  if (deed.do === 'message-command') return answerOf(await sandbox.messageCommand(deed.name, seen.message, as));
  const which = placeOf(seen, deed.do === 'press' ? buttonsOf : selectsOf, deed.customId);
  if (which === 0) return refuse('The message has changed: that is not in it any more.');
  if (deed.do === 'press') return answerOf(await sandbox.press(seen.message, which, as));
  return answerOf(await sandbox.select(seen.message, which, deed.values, as));
}

/** The number of a component among those of its kind, from 1; 0 when it is not there. */
function placeOf({ message }: SeenMessage, list: (body: unknown) => readonly Json[], customId: string): number {
  return list(message.body).findIndex((one) => one['custom_id'] === customId) + 1;
}

function answerOf({ outcome, message, modal, interactionId, text }: Exchange): Answer {
  if (outcome === 'refused') return refuse(text);
  if (outcome === 'late') return refuse('The application did not respond.');
  if (outcome === 'unfinished') return refuse('The bot has not finished its answer within a minute.');
  if (modal) return { kind: 'modal', modal: { interactionId, body: modal } };
  return done(message?.id ?? null);
}

function done(messageId: string | null): Answer {
  return { kind: 'done', messageId };
}

function refuse(sentence: string): Answer {
  return { kind: 'refused', sentence };
}
