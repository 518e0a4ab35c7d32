import { createInterface } from 'node:readline';
import type { Config } from '../config.ts';
import { openDatabase } from '../data/database.ts';
import { removeDigests } from '../data/digest-store.ts';
import { systemRandom } from '../ids.ts';
import { createPrompt, PROMPT_GUIDE } from './prompt.ts';
import { type SandboxBot, startSandboxBot } from './sandbox-bot.ts';

/** What is typed first, to show how it goes. */
const FIRST_LINE = '/summary';

/**
 * `npm start` without a token: a Discord on this machine with the real bot beside it, and a prompt in the terminal. Ends
 * at `quit`, at a signal, and at the end of a piped input that held lines.
 */
export async function runSandbox(config: Config, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  print('No DISCORD_TOKEN is set, so this is the sandbox: a Discord on this machine, and the real bot beside it.');
  const running = await startSandboxBot({
    env: () => ({ ...env, DATABASE_URL: config.databasePath }),
    cwd: process.cwd(),
    port: config.port,
    random: systemRandom,
    page: { databasePath: config.databasePath },
    prepare: ({ ids }) => forgetDigests(config.databasePath, ids.guild),
    onLine: createLogPrinter(print),
    onCrash: (code) => print(`The bot has stopped by itself (exit code ${code}). Type kill to start it again.`),
  });
  print(`Open http://127.0.0.1:${running.sandbox.port} in a browser, or type below.`);
  print(`The database is ${config.databasePath}.\n`);
  print(`${PROMPT_GUIDE}\n`);
  await readLines(running, print);
  await running.stop();
}

/** The sandbox's channels are empty at each start, and its clock is right again: digests of an earlier visit would be due at odd times. */
async function forgetDigests(databasePath: string, guildId: string): Promise<void> {
  const db = await openDatabase(databasePath);
  try {
    await removeDigests(db, guildId);
  } finally {
    await db.destroy();
  }
}

/** Shows of the child's output what a visitor needs: warnings and errors. */
function createLogPrinter(print: (text: string) => void): (line: string) => void {
  return (line) => {
    if (/"level":"(?:warn|error)"/.test(line)) print(`[bot] ${line}`);
  };
}

async function readLines(running: SandboxBot, print: (text: string) => void): Promise<void> {
  const prompt = createPrompt(running, Math.min(process.stdout.columns ?? 88, 100));
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const ended = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.resolve());
  input.once('SIGINT', () => ended.resolve());

  let linesRead = 0;
  let work = answer(FIRST_LINE, true);
  input.on('line', (line) => {
    linesRead++;
    work = work.then(() => answer(line, !process.stdin.isTTY));
  });
  // Started by a service manager, there is no terminal to read: the sandbox stays until a signal.
  input.once('close', () => void work.then(() => linesRead > 0 && ended.resolve()));

  async function answer(line: string, echo: boolean): Promise<void> {
    if (echo) print(`> ${line}`);
    const text = await prompt.read(line).catch((error: unknown) => `That failed: ${String(error)}`);
    if (text === undefined) return ended.resolve();
    print(text === '' ? '' : `${text}\n`);
    if (process.stdin.isTTY) input.prompt();
  }
  // From the page, or of the bot's own accord.
  const stop = prompt.onOther((text) => {
    print(`\n${text}\n`);
    if (process.stdin.isTTY) input.prompt(true);
  });
  await ended.promise;
  stop();
  input.close();
}
