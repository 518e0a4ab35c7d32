import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { type SandboxBot, startSandboxBot } from '../../src/cli/sandbox-bot.ts';
import { systemRandom } from '../../src/ids.ts';
import type { ChannelName } from '../../src/sandbox/sandbox.ts';
import { countBodies } from './body-count.ts';
import { imageWithOutlets } from './database.ts';
import { atEndOf } from './endings.ts';

/** A sandbox with the real bot as its child, in a folder of its own. */
export type Running = SandboxBot & {
  folder: string;
  /** The bot's log and output so far. */
  lines: readonly string[];
  /** Exit codes of ends that nobody asked for. */
  crashes: readonly (number | null)[];
};

/** What ends with a test, and with its file. */
const open = {
  test: { bots: [] as Running[], folders: [] as string[] },
  file: { bots: [] as Running[], folders: [] as string[] },
};

/** An empty folder that goes away after the test. */
export function temporaryFolder(): string {
  return makeFolder('test');
}

function makeFolder(until: keyof typeof open): string {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-test-'));
  open[until].folders.push(folder);
  return folder;
}

type BotOptions = {
  at?: string;
  env?: Record<string, string>;
  adminChannel?: ChannelName;
  folder?: string;
  page?: boolean;
};

/**
 * Starts a sandbox with the bot. The clock stands at `at` (ISO instant) first. After the test both are stopped, and every
 * body that the bot sent must have been valid. Where the folder holds no database, it begins with one that has the schema and
 * the outlets, which a bot takes 200 ms to write; tests/cli/sandbox-prompt.test.ts starts on nothing.
 */
export function startBot(options: BotOptions = {}): Promise<Running> {
  return start(options, 'test');
}

const shared = new Map<string, Promise<Running>>();

/**
 * The same, for all tests of a file that ask for the same, because a start is a second of work. Nothing is broken and everybody
 * speaks English; what was said, stored and moved by those before is still so.
 */
export async function shareBot(options: Omit<BotOptions, 'folder'> = {}): Promise<Running> {
  const key = JSON.stringify(options);
  const known = shared.get(key) ?? start(options, 'file');
  shared.set(key, known);
  const { sandbox } = await known;
  sandbox.breakages.clear();
  for (const actor of ['member', 'manager'] as const) sandbox.setLocale(actor, 'en-US');
  return known;
}

async function start(options: BotOptions, until: keyof typeof open): Promise<Running> {
  const folder = options.folder ?? makeFolder(until);
  const path = join(folder, 'kiosque.db');
  if (!existsSync(path)) writeFileSync(path, await imageWithOutlets());
  const lines: string[] = [];
  const crashes: (number | null)[] = [];
  const started = await startSandboxBot({
    env: ({ ids }) => ({
      PATH: process.env['PATH'],
      DATABASE_URL: path,
      ADMIN_CHANNEL: options.adminChannel && ids.channels[options.adminChannel],
      ...options.env,
    }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    offsetMs: options.at === undefined ? 0 : Date.parse(options.at) - Date.now(),
    ...(options.page && { page: { databasePath: path } }),
    onLine: (line) => lines.push(line),
    onCrash: (code) => crashes.push(code),
  });
  const one = { ...started, folder, lines, crashes };
  open[until].bots.push(one);
  return one;
}

atEndOf('test', () => stopAll('test'));
atEndOf('file', () => {
  shared.clear();
  return stopAll('file');
});

async function stopAll(until: keyof typeof open): Promise<void> {
  const { bots, folders } = open[until];
  const stopped = bots.splice(0);
  for (const { sandbox, stop } of stopped) {
    countBodies(inject('bodyCountPath'), sandbox.checks);
    await stop();
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  expect(stopped.flatMap(({ sandbox }) => sandbox.checks.faults)).toEqual([]);
  // Without Discord's schemas the sandbox's own rules would judge alone, and let more pass.
  for (const { sandbox } of stopped) expect(sandbox.checks.schema).toBe('checked');
}
