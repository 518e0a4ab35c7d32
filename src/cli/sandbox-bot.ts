import { type Clock, systemClock } from '../clock.ts';
import { encodeBase32, type Random } from '../ids.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type BotChild, type BotChildOptions, createBotChild } from './bot-child.ts';

export type SandboxBot = {
  sandbox: Sandbox;
  bot: BotChild;
  /** The one clock of both: the machine's, moved. */
  clock: Clock;
  /** Moves the wall clock on by `ms` milliseconds, for the sandbox and the bot alike. */
  moveClock(ms: number): void;
  /** Stops the bot, then the sandbox. */
  stop(): Promise<void>;
};

export type SandboxBotOptions = Omit<BotChildOptions, 'env'> & {
  /** The bot's environment, but for what points it at the sandbox. */
  env(sandbox: Sandbox): Readonly<Record<string, string | undefined>>;
  port: number;
  random: Random;
  /** How far the clock stands from the machine's at first, milliseconds. */
  offsetMs?: number;
};

/** Starts a sandbox and the real bot beside it, as its child. Throws an OperatorError when the bot cannot start. */
export async function startSandboxBot(options: SandboxBotOptions): Promise<SandboxBot> {
  const { env, port, random, offsetMs: firstOffsetMs = 0, ...rest } = options;
  let offsetMs = firstOffsetMs;
  const clock = systemClock(() => offsetMs);
  const token = `sandbox-${encodeBase32(random(20), 32)}`;
  const sandbox = await startSandbox({ port, token, clock, random });
  const bot = createBotChild({
    ...rest,
    env: { ...env(sandbox), KIOSQUE_MODE: 'discord', DISCORD_TOKEN: token, DISCORD_API_URL: sandbox.apiUrl },
  });
  bot.setClockOffset(offsetMs);
  const stop = async () => {
    await bot.stop();
    await sandbox.stop();
  };
  try {
    await bot.start();
    await sandbox.waitForBot();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox,
    bot,
    clock,
    moveClock(ms) {
      offsetMs += ms;
      bot.setClockOffset(offsetMs);
    },
    stop,
  };
}
