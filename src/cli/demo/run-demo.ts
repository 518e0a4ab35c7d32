import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { systemClock } from '../../clock.ts';
import { type Config, readConfig } from '../../config.ts';
import { OperatorError } from '../../errors.ts';
import { systemRandom } from '../../ids.ts';
import { startStandIn } from '../../sandbox/stand-in.ts';
import { startSandboxBot } from '../sandbox-bot.ts';
import { actOne } from './act-one.ts';
import { actTwo } from './act-two.ts';
import type { Play, Price } from './play.ts';
import { createStage, type Stage, UnfinishedError } from './stage.ts';

const COMMAND_LINE = fileURLToPath(new URL('../kiosque.ts', import.meta.url));
const STORED_ARTICLE = new URL('../../data/stored-article.json', import.meta.url);
const SECOND_ARTICLE = fileURLToPath(new URL('./second-article.txt', import.meta.url));
/** Half a minute before 08:00 in Paris, on the first simulated day. */
const FIRST_MORNING = Date.parse('2026-11-23T06:59:30Z');

const storedArticle = z.object({
  title: z.string(),
  body: z.string(),
  translations: z.array(z.object({ language: z.string(), title: z.string(), body: z.array(z.string()) })),
});
const usageRows = z.array(
  z.object({ calls: z.number(), failed: z.number(), tokensIn: z.number(), tokensOut: z.number() }),
);

type Options = { env: NodeJS.ProcessEnv; cwd: string; print(line: string): void };

/**
 * The main job on screen, each reply checked. Everything it starts is stopped and everything it writes is in a temporary
 * folder that goes away. Gives the exit code: 0 only if every promise held.
 */
export async function runDemo(argv: readonly string[], options: Options): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { llm: { type: 'boolean', default: false }, price: { type: 'string' } },
  });
  const stage = createStage(options.print);
  const folder = await mkdtemp(join(tmpdir(), 'kiosque-demo-'));
  try {
    const model = values.llm ? configuredModel(options) : undefined;
    await perform({ stage, folder, options, model, price: parsePrice(values.price) });
  } catch (error) {
    if (error instanceof OperatorError) stage.check(error.message, false);
    else if (!(error instanceof UnfinishedError)) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const faults = stage.faults();
  stage.say(
    faults.length === 0
      ? '\nAll was right.'
      : `\n${faults.length} wrong:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
  );
  return faults.length === 0 ? 0 : 1;
}

type Performance = {
  stage: Stage;
  folder: string;
  options: Options;
  model: NonNullable<Config['model']> | undefined;
  price: Price | undefined;
};

async function perform(performance: Performance): Promise<void> {
  const { model } = performance;
  await playAct(performance, { name: 'act-1', env: {}, at: FIRST_MORNING }, actOne);
  if (model)
    return playAct(performance, { name: 'act-2', env: environmentOf(model) }, (play) => actTwo(play, undefined));
  const { english } = await readStored();
  const standIn = await startStandIn({ port: 0, clock: systemClock(), replayed: { English: english } });
  try {
    const env = { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'stand-in, not a language model' };
    await playAct(performance, { name: 'act-2', env }, (play) => actTwo(play, standIn));
  } finally {
    await standIn.stop();
  }
}

type Act = { name: string; env: Readonly<Record<string, string | undefined>>; at?: number };

/** One act with a bot and a database of its own; its clock begins at `at`, else at the machine's time. */
async function playAct({ stage, folder, options, price }: Performance, act: Act, play: (given: Play) => Promise<void>) {
  const bare = { PATH: options.env['PATH'], DATABASE_URL: join(folder, `${act.name}.db`) };
  const runLine = (...args: string[]) => runCommandLine(args, folder, bare);
  const running = await startSandboxBot({
    env: () => ({ ...bare, ...act.env }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    offsetMs: act.at === undefined ? 0 : act.at - systemClock().now(),
  });
  try {
    await play({
      stage,
      running,
      stored: await readStored(),
      price,
      importSecond: () => runLine('import', SECOND_ARTICLE),
      usage: async () => usageRows.parse(JSON.parse(await runLine('usage', '--json'))),
    });
    const { checks } = running.sandbox;
    stage.check(`all ${checks.valid} bodies that the bot sent are valid for Discord`, checks.faults.length === 0);
  } finally {
    await running.stop();
  }
}

/** `0.10,0.50`: US dollars per million tokens in and out. Never guessed: prices change. */
function parsePrice(text: string | undefined): Price | undefined {
  if (text === undefined) return undefined;
  const [dollarsIn = Number.NaN, dollarsOut = Number.NaN] = text.split(',').map(Number);
  if (Number.isFinite(dollarsIn) && Number.isFinite(dollarsOut)) return { in: dollarsIn, out: dollarsOut };
  throw new OperatorError('--price takes two numbers, as 0.10,0.50: US dollars per million tokens in and out.', {
    exitCode: 64,
  });
}

function configuredModel({ cwd, env }: Options): NonNullable<Config['model']> {
  const { model } = readConfig(cwd, env);
  if (model) return model;
  throw new OperatorError(
    'No model is configured: set OPENAI_API_KEY or OPENAI_BASE_URL, in .env or before the command.',
    {
      exitCode: 78,
    },
  );
}

function environmentOf(model: NonNullable<Config['model']>): Record<string, string | undefined> {
  return {
    OPENAI_API_KEY: model.apiKey,
    OPENAI_BASE_URL: model.baseUrl,
    LLM_MODEL: model.name,
    LLM_API: model.api,
    LLM_TIMEOUT_SECONDS: String(model.timeoutMs / 1000),
  };
}

async function readStored(): Promise<Play['stored']> {
  const { title, body, translations } = storedArticle.parse(JSON.parse(await readFile(STORED_ARTICLE, 'utf8')));
  const english = translations.find(({ language }) => language === 'en');
  if (!english) throw new Error('The stored article has lost its English translation');
  return { title, text: body, english };
}

/** `kiosque` as a process of its own, beside the running bot; gives what it printed. */
async function runCommandLine(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND_LINE, ...args], { cwd, env });
  return stdout.trim();
}
