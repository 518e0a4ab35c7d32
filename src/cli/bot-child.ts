import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { OperatorError } from '../errors.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** How long a bot that was asked to stop may take before it is ended, milliseconds. */
const STOP_MS = 15_000;

export type BotChild = {
  /** Starts the bot, and resolves once it is ready. Throws an OperatorError with its own last words when it ends before that. */
  start(): Promise<void>;
  /** Asks it to stop, and waits until it is gone. */
  stop(): Promise<void>;
  /** kill -9: what a power cut leaves. */
  kill(): Promise<void>;
  isRunning(): boolean;
  /** Tells it how far its clock is from the machine's, milliseconds; its schedule looks at once. */
  setClockOffset(offsetMs: number): void;
};

export type BotChildOptions = {
  /** The child's whole environment; DISCORD_TOKEN and DISCORD_API_URL point at the sandbox. */
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Each line of its log and output. */
  onLine?: (line: string) => void;
  /** It ended without being asked to. */
  onCrash?: (exitCode: number | null) => void;
};

const ready = z.object({ kind: z.literal('kiosque-ready') });

/** The unmodified bot as a child of this process; it ends when this process does. */
export function createBotChild({ env, cwd, onLine, onCrash }: BotChildOptions): BotChild {
  let child: ChildProcess | undefined;
  let offsetMs = 0;
  let isEnding = false;

  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function start(): Promise<void> {
    isEnding = false;
    const started = spawn(process.execPath, [MAIN], { env, cwd, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    const last: string[] = [];
    for (const stream of [started.stdout, started.stderr].filter((one) => one !== null)) {
      createInterface({ input: stream }).on('line', (line) => {
        last.splice(0, last.length - 9);
        last.push(line);
        onLine?.(line);
      });
    }
    setClockOffset(offsetMs);
    await untilReady(started, last);
    started.once('exit', (code) => {
      if (!isEnding) onCrash?.(code);
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || !isRunning()) return;
    isEnding = true;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(timer);
  }

  function setClockOffset(ms: number): void {
    offsetMs = ms;
    if (child?.connected) child.send({ kind: 'kiosque-clock', offsetMs }, () => undefined);
  }

  return { start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), isRunning, setClockOffset };
}

async function untilReady(child: ChildProcess, last: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      if (ready.safeParse(message).success) resolve();
    });
    child.once('error', reject);
    // 'close' comes after the last line of its output, 'exit' may come before.
    child.once('close', (code) =>
      reject(new OperatorError(`The bot ended before it was ready:\n${last.join('\n')}`, { exitCode: code ?? 1 })),
    );
  });
}
