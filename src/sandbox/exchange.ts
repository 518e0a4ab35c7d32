import type { Exchange, SandboxMessage, Waiting } from './contract.ts';
import type { Ground } from './ground.ts';
import { ANSWER_MS, type Interaction } from './interactions.ts';
import { isJson, readList, readText } from './json.ts';
import { snapshot } from './message-store.ts';
import { renderMessageAsText } from './render-text.ts';

/** How long a deferred answer may take when the caller does not say. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** Waits for what comes of an interaction that was dispatched. Never rejects. */
export async function awaitAnswer(
  ground: Ground,
  interaction: Interaction,
  { timeoutMs = DEFAULT_TIMEOUT_MS, until }: Waiting,
): Promise<Exchange> {
  const { clock } = ground;
  const leftMs = ANSWER_MS - (clock.monotonicMs() - interaction.openedAt);
  const isTaken = await waitUntil(ground, interaction, () => interaction.state !== 'waiting', leftMs);
  if (!isTaken) interaction.state = 'late';
  if (interaction.state === 'late') return conclude(ground, interaction, 'late');
  const isThere = () => {
    const message = answerOf(ground, interaction);
    return interaction.isDone && (until === undefined || (message !== null && until(message)));
  };
  const isDone = await waitUntil(ground, interaction, isThere, timeoutMs);
  return conclude(ground, interaction, isDone ? 'answered' : 'unfinished');
}

/** The exchange for what Discord's client would not send. */
export function refusedExchange(refusal: string): Exchange {
  return { interactionId: '', outcome: 'refused', message: null, text: refusal };
}

function conclude(ground: Ground, interaction: Interaction, outcome: 'answered' | 'late' | 'unfinished'): Exchange {
  const message = answerOf(ground, interaction);
  const text =
    outcome === 'late'
      ? 'The application did not respond'
      : message
        ? renderMessageAsText(message)
        : interaction.modal
          ? describeModal(interaction.modal)
          : '';
  return {
    interactionId: interaction.id,
    outcome,
    message,
    text,
    ...(interaction.modal && { modal: interaction.modal }),
  };
}

function answerOf({ messages }: Ground, interaction: Interaction): SandboxMessage | null {
  const found = messages.find(interaction.answerId ?? interaction.originalId ?? '');
  return found ? snapshot(found) : null;
}

function describeModal(modal: unknown): string {
  const inputs = readList(modal, 'components').flatMap((one) => {
    const inner = isJson(one) && isJson(one['component']) ? [one['component']] : readList(one, 'components');
    return inner.map(
      (input) => `- ${readText(one, 'label') ?? readText(input, 'label') ?? readText(input, 'custom_id')}:`,
    );
  });
  return [`Form: ${readText(modal, 'title') ?? ''}`, ...inputs].join('\n');
}

/** Whether the condition came true, now or within `ms` milliseconds. */
function waitUntil(
  { interactions, clock, ended }: Ground,
  interaction: Interaction,
  condition: () => boolean,
  ms: number,
): Promise<boolean> {
  if (condition()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = new AbortController();
    const finish = (value: boolean) => {
      stop();
      done.abort();
      resolve(value);
    };
    const stop = interactions.watch(interaction, () => {
      if (condition()) finish(true);
    });
    clock.wait(Math.max(0, ms), AbortSignal.any([done.signal, ended])).then(
      () => finish(condition()),
      () => finish(condition()),
    );
  });
}
