import type { Ask, Choice, Command } from '../commands/command.ts';
import type { Clock } from '../clock.ts';
import { isVisible } from './components.ts';
import { type CommandInteraction, innermostOptions } from './interaction.ts';
import { LIMITS, TIMES } from './limits.ts';
import { shortenPlain } from './shorten.ts';

/**
 * The choices for the option being typed, within Discord's limits and 3 seconds: none when the command has none or takes
 * too long. Throws what the command throws.
 */
export async function completeOption(
  from: CommandInteraction,
  command: Command,
  ask: Ask,
  clock: Clock,
): Promise<Choice[]> {
  const focused = innermostOptions(from.data.options).options.find((option) => option.focused);
  if (!focused || !command.complete) return [];
  const found = Promise.withResolvers<void>();
  const late = clock.wait(TIMES.completeMs, AbortSignal.any([ask.signal, abortedBy(found.promise)])).then(
    (): Choice[] => [],
    (): Choice[] => [],
  );
  try {
    const choices = await Promise.race([late, command.complete(focused.name, String(focused.value ?? ''), ask)]);
    return fitChoices(choices);
  } finally {
    found.resolve();
  }
}

/** A signal that aborts when `done` resolves. */
function abortedBy(done: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void done.then(() => controller.abort());
  return controller.signal;
}

/** A value past the limit is left out: shortened, it would name something else. */
function fitChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .filter(({ name, value }) => isVisible(name) && value !== '' && value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices)
    .map(({ name, value }) => ({ name: shortenPlain(name, LIMITS.choiceName), value }));
}
