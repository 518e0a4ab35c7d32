import * as z from 'zod';
import { createApp, type Ready } from '../app.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { systemRandom } from '../ids.ts';
import { createLog } from '../log.ts';

/** What the sandbox tells its child: how far its clock is from the machine's. */
const clockMessage = z.object({ kind: z.literal('kiosque-clock'), offsetMs: z.number() });

/**
 * Runs the bot in this process until a signal, or until Discord refuses it for good; the process then ends. A fault at
 * start is one sentence on stderr and an exit code.
 */
export async function runBot(config: Config): Promise<void> {
  const token = config.discordToken;
  if (!token) throw new OperatorError('DISCORD_TOKEN is missing: see .env.example.', { exitCode: 78 });
  let offsetMs = 0;
  const clock = systemClock(() => offsetMs);
  const write = (line: string) => process.stderr.write(`${line}\n`);
  const log = createLog({ level: config.logLevel, now: clock.now, secrets: config.secrets, write });
  const onFatal = (error: OperatorError) => void end(error);
  const app = createApp({ config, token, clock, random: systemRandom, log, onFatal });

  let ending: Promise<void> | undefined;
  const end = (error?: OperatorError) => (ending ??= stopAndExit(error));
  async function stopAndExit(error: OperatorError | undefined): Promise<void> {
    try {
      await app.stop();
    } finally {
      if (error) process.stderr.write(`${error.message}\n`);
      process.exit(error?.exitCode ?? 0);
    }
  }
  // Only a sandbox's child has the channel, and only beside a Discord on this machine is it listened to.
  if (process.send && isLoopback(config.discordApiUrl)) {
    process.on('message', (message) => {
      const parsed = clockMessage.safeParse(message);
      if (!parsed.success) return;
      offsetMs = parsed.data.offsetMs;
      app.wake();
    });
    // A sandbox that was killed takes its bot along.
    process.on('disconnect', () => void end());
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());

  try {
    process.stdout.write(`${describeReady(await app.start())}\n`);
    process.send?.({ kind: 'kiosque-ready' });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    await end(error);
  }
}

function describeReady({ inviteUrl, commands, model }: Ready): string {
  const noModel =
    'No model is connected: summaries are extracts. Set OPENAI_BASE_URL or OPENAI_API_KEY to connect one.';
  return [
    'Kiosque is ready.',
    `Invite it: ${inviteUrl}`,
    `Commands: ${commands.map((name) => `/${name}`).join(' ')}`,
    model ? `Model: ${model}` : noModel,
  ].join('\n');
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}
