import { systemClock } from '../clock.ts';
import { encodeBase32, type Random } from '../ids.ts';
import { buildPage } from '../sandbox/page-bundle.ts';
import { createPage } from '../sandbox/page-server.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type BotChildOptions, createBotChild } from './bot-child.ts';
import { createPageControls } from './page-controls.ts';
import type { Environment, RunningBot } from './page-controls-host.ts';

export type SandboxBot = RunningBot & {
  /** Stops the bot, then the sandbox. */
  stop(): Promise<void>;
};

export type SandboxBotOptions = Omit<BotChildOptions, 'env'> & {
  /** The bot's environment, but for what points it at the sandbox. */
  env(sandbox: Sandbox): Environment;
  port: number;
  random: Random;
  /** Done once the sandbox is there and before the bot is. */
  prepare?(sandbox: Sandbox): Promise<void>;
  /** How far the clock stands from the machine's at first, milliseconds. */
  offsetMs?: number;
  /** Serves the page too, whose panel reads when the next digest is due from the bot's database; default: no page. */
  page?: { databasePath: string };
};

/** Starts a sandbox and the real bot beside it, as its child. Throws an OperatorError when the bot cannot start. */
export async function startSandboxBot(options: SandboxBotOptions): Promise<SandboxBot> {
  const { port, random } = options;
  let offsetMs = options.offsetMs ?? 0;
  const clock = systemClock(() => offsetMs);
  const token = `sandbox-${encodeBase32(random(20), 32)}`;
  // Built while the bot starts: whoever opens the page at once does not wait for one after the other.
  const page = options.page && createPage(buildPage());
  const served = page && { page: page.page, pageSocket: page.pageSocket };
  const sandbox = await startSandbox({ port, token, clock, random, ...served });
  sandbox.addChannel({ kind: 'forum', name: 'forum' });
  const { listen, tell } = createListeners();
  const { bot, isUp, restart } = createRestartable(options, sandbox, token, tell);
  bot.setClockOffset(offsetMs);
  const running = {
    sandbox,
    bot,
    isUp,
    clock,
    offsetMs: () => offsetMs,
    moveClock(ms: number) {
      offsetMs += ms;
      bot.setClockOffset(offsetMs);
      tell();
    },
    restart,
    onMove: listen,
  };
  const controls = options.page && createPageControls(running, options.page.databasePath);
  if (page && controls) page.open({ sandbox, controls });
  const stop = async () => {
    page?.stop();
    await bot.stop();
    await controls?.stop();
    await sandbox.stop();
  };
  try {
    await options.prepare?.(sandbox);
    await bot.start();
    await sandbox.waitForBot();
    tell();
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...running, stop };
}

/** The bot as a child whose environment may change from one start to the next. */
function createRestartable(
  { env, cwd, onLine, onCrash }: SandboxBotOptions,
  sandbox: Sandbox,
  token: string,
  tell: () => void,
): Pick<SandboxBot, 'bot' | 'isUp' | 'restart'> {
  const own = { KIOSQUE_MODE: 'discord', DISCORD_TOKEN: token, DISCORD_API_URL: sandbox.apiUrl };
  const first: Environment = { ...env(sandbox), ...own };
  /** Read at each start. */
  const current: Record<string, string | undefined> = { ...first };
  const bot = createBotChild({
    env: current,
    cwd,
    ...(onLine && { onLine }),
    onCrash(code) {
      tell();
      onCrash?.(code);
    },
  });
  /** The gateway may lose it before its process is gone. */
  let isEnding = false;
  async function startAnew(changes: Environment | undefined): Promise<void> {
    isEnding = true;
    tell();
    await bot.kill();
    if (changes) {
      for (const key of Object.keys(current)) delete current[key];
      Object.assign(current, first, changes);
    }
    const started = bot.start();
    isEnding = false;
    tell();
    await started;
    await sandbox.waitForBot();
    tell();
  }
  let work: Promise<void> = Promise.resolve();
  return {
    bot,
    isUp: () => !isEnding && bot.isRunning(),
    restart(changes) {
      const begin = () => startAnew(changes);
      work = work.then(begin, begin);
      return work;
    },
  };
}

function createListeners(): { listen: SandboxBot['onMove']; tell: () => void } {
  const listeners = new Set<() => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}
